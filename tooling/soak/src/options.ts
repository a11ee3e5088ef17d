import { parseArgs } from 'node:util'

export interface SoakOptions {
  readonly requests: number
  /** Steps of the random history. */
  readonly steps: number
  readonly seed: number
  readonly concurrency: number
  /** A PostgreSQL server where databases may be created; `undefined` to start one. */
  readonly postgres: string | undefined
  /** Where the report is written. */
  readonly report: string
}

export const usage = `Usage: npm run soak -- [options]
  --requests N        random requests for each database (100000)
  --steps N           steps of the random history on each database (10000)
  --seed N            what the requests are made from (20260101)
  --concurrency N     requests under way at a time (8)
  --postgres URL      a PostgreSQL server to use instead of one that is started
  --report FILE       where the report is written (docs/soak.md)`

/** Throws TypeError for what it does not know; `null` where help is asked for. */
export function readOptions(args: readonly string[]): SoakOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      requests: { type: 'string', default: '100000' },
      steps: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '20260101' },
      concurrency: { type: 'string', default: '8' },
      postgres: { type: 'string' },
      report: { type: 'string', default: 'docs/soak.md' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  return {
    requests: toNumber('--requests', values.requests),
    steps: toNumber('--steps', values.steps),
    seed: toNumber('--seed', values.seed),
    concurrency: toNumber('--concurrency', values.concurrency),
    postgres: values.postgres,
    report: values.report,
  }
}

function toNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new TypeError(`${option}: "${text}" is no number`)
  return Number(text)
}
