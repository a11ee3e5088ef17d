import { parseArgs } from 'node:util'

import type { ChaosOptions } from './run-chaos.ts'
import { faults } from './fault/all-faults.ts'
import type { DatabaseKind } from './cluster/chaos-database.ts'

export interface CommandOptions {
  readonly chaos: ChaosOptions
  readonly databases: readonly DatabaseKind[]
  readonly json: boolean
  /** Where the report is written as well; `undefined` for nowhere. */
  readonly report: string | undefined
}

export const usage = `Usage: npm run chaos -- [options]
Breaks servers and databases while providers write, on this machine and nowhere else, and compares what is left with what
was acknowledged: nothing lost, nothing twice, members and roles exact. Exit code 1 where something was found.
  --rounds N          how often each fault comes on each database (3)
  --minutes N         rounds on each database until so many minutes are over, instead of --rounds
  --only NAMES        of ${faults.map(({ name }) => name).join(',')}; all by default
  --database NAMES    of sqlite,postgres; both by default
  --writers N         providers that write at a time, half of them in each of two organizations (10)
  --calm N            writes of each organization before and after a fault (20)
  --hold N            how long a fault lasts, in milliseconds (3000)
  --seed N            what the faults and writes are drawn from (20260101)
  --report FILE       write the report to this file, too
  --json              print the report as JSON

Faults:
${faults.map(({ name, what }) => `  ${name.padEnd(10)}${what}`).join('\n')}`

const databaseKinds: readonly DatabaseKind[] = ['sqlite', 'postgres']

/** Throws TypeError for what it does not know; `null` where help is asked for. */
export function readOptions(args: readonly string[]): CommandOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      minutes: { type: 'string' },
      only: { type: 'string', default: faults.map(({ name }) => name).join(',') },
      database: { type: 'string', default: databaseKinds.join(',') },
      writers: { type: 'string', default: '10' },
      calm: { type: 'string', default: '20' },
      hold: { type: 'string', default: '3000' },
      seed: { type: 'string', default: '20260101' },
      report: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  return {
    chaos: {
      rounds: values.minutes === undefined ? toNumber('--rounds', values.rounds) : Infinity,
      milliseconds: values.minutes === undefined ? Infinity : toNumber('--minutes', values.minutes) * 60_000,
      faults: values.only.split(',').map((name) => toOne('--only', name, faults, (fault) => fault.name)),
      writers: toNumber('--writers', values.writers),
      hold: toNumber('--hold', values.hold),
      calm: toNumber('--calm', values.calm),
      seed: toNumber('--seed', values.seed),
    },
    databases: values.database.split(',').map((name) => toOne('--database', name, databaseKinds, String)),
    json: values.json,
    report: values.report,
  }
}

function toOne<T>(option: string, name: string, choices: readonly T[], nameOf: (choice: T) => string): T {
  const found = choices.find((choice) => nameOf(choice) === name)
  if (found === undefined)
    throw new TypeError(`${option}: there is no "${name}"; there are ${choices.map(nameOf).join(', ')}`)
  return found
}

function toNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new TypeError(`${option}: "${text}" is no number from 1 on`)
  return Number(text)
}
