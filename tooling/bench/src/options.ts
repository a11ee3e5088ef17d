import { parseArgs } from 'node:util'

import { floodKinds, type FloodKind } from './load/flood-requests.ts'

export interface BenchOptions {
  /** A PostgreSQL server where databases may be created, or `own` for one that is started; `undefined` for SQLite. */
  readonly postgres: string | undefined
  readonly runs: ReadonlySet<Run>
  readonly users: number
  readonly rules: number
  /** Of these, those of a plan that compare attributes; the others name a group. */
  readonly overAttributes: number
  readonly largestGroup: number
  readonly people: number
  readonly floods: ReadonlySet<FloodKind>
  readonly organizations: number
  /** Of the server, on PostgreSQL. */
  readonly processes: number
  readonly profile: boolean
  /** Where the run is kept, beside those that are there. */
  readonly json: string | undefined
}

/** What is done with results, instead of a run. */
export type ResultOptions =
  | { readonly kind: 'compare'; readonly first: string; readonly second: string }
  | { readonly kind: 'chart'; readonly file: string; readonly metric: ChartMetric; readonly results: readonly string[] }

export const chartMetrics = { cpu: 'ms', ratio: '', rate: '/s', median: 'ms', p95: 'ms', p99: 'ms', trips: '' } as const
type ChartMetric = keyof typeof chartMetrics

const runNames = [
  'initial',
  'mapping',
  'incremental',
  'okta',
  'mixed',
  'directory',
  'lists',
  'organizations',
  'platform',
  'plan',
  'console',
  'flood',
  'largest',
  'group',
  'delivery',
  'tokens',
] as const
type Run = (typeof runNames)[number]

export const usage = `Usage: npm run bench -- [options]
  --postgres URL        measure on this PostgreSQL server instead of SQLite; \`own\` starts one for it
  --only NAMES          of ${runNames.join(',')}; all by default
  --users N             people of a cycle, or of the mixed writes (2000)
  --rules N             rules of the mapping (1000)
  --over-attributes N   of these, rules over attributes where a directory is planned (half of them)
  --largest-group N     members of the largest group (10000)
  --people N            people of the directory that is planned, and that the console shows; members of the largest of groups (100000)
  --organizations N     organizations that ask in turn, or that a product makes (5000)
  --processes N         of the server, which share its port; on PostgreSQL (1)
  --floods NAMES        of ${floodKinds.join(',')}; all by default
  --profile             leave a CPU profile of the server in the current folder
  --json FILE           add the run to the results of this file
  --compare A B         compare two such files: better, worse, or no difference within noise; at least four runs in each
  --chart FILE RESULTS  draw a metric of one such file or two (SVG)
  --metric NAME         which one: ${Object.keys(chartMetrics).join(', ')} (cpu)
  --help                say this`

/** Whether the options are asked for, whatever else is. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

/** Throws TypeError for what it does not know. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      postgres: { type: 'string' },
      only: { type: 'string', default: runNames.join(',') },
      users: { type: 'string', default: '2000' },
      rules: { type: 'string', default: '1000' },
      'over-attributes': { type: 'string' },
      'largest-group': { type: 'string', default: '10000' },
      people: { type: 'string', default: '100000' },
      floods: { type: 'string', default: floodKinds.join(',') },
      organizations: { type: 'string', default: '5000' },
      processes: { type: 'string', default: '1' },
      profile: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const rules = toNumber('--rules', values.rules)
  const processes = toNumber('--processes', values.processes)
  if (processes > 1 && values.postgres === undefined) throw new TypeError('--processes: a SQLite file has one')
  return {
    postgres: values.postgres,
    runs: toSet('--only', runNames, values.only),
    floods: toSet('--floods', floodKinds, values.floods),
    users: toNumber('--users', values.users),
    rules,
    overAttributes: toShare(values['over-attributes'], rules),
    largestGroup: toNumber('--largest-group', values['largest-group']),
    people: toNumber('--people', values.people),
    organizations: toNumber('--organizations', values.organizations),
    processes,
    profile: values.profile,
    json: values.json,
  }
}

/** What the arguments ask of results; `undefined` where they ask for a run. Throws TypeError for what it does not know. */
export function readResultOptions(args: readonly string[]): ResultOptions | undefined {
  if (!args.includes('--compare') && !args.includes('--chart')) return undefined
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      compare: { type: 'string' },
      chart: { type: 'string' },
      metric: { type: 'string', default: 'cpu' },
    },
  })
  if (values.compare !== undefined) {
    const [second, ...more] = positionals
    if (second === undefined || more.length > 0 || values.chart !== undefined)
      throw new TypeError('--compare: takes two files')
    return { kind: 'compare', first: values.compare, second }
  }
  const metric = (Object.keys(chartMetrics) as ChartMetric[]).find((name) => name === values.metric)
  if (metric === undefined)
    throw new TypeError(
      `--metric: there is none named "${values.metric}"; there are ${Object.keys(chartMetrics).join(', ')}`,
    )
  if (positionals.length === 0 || positionals.length > 2) throw new TypeError('--chart: takes one result or two')
  return { kind: 'chart', file: values.chart ?? '', metric, results: positionals }
}

function toSet<Name extends string>(option: string, known: readonly Name[], names: string): ReadonlySet<Name> {
  return new Set(
    names.split(',').map((name) => {
      const found = known.find((one) => one === name)
      if (found === undefined)
        throw new TypeError(`${option}: there is none named "${name}"; there are ${known.join(', ')}`)
      return found
    }),
  )
}

function toShare(text: string | undefined, rules: number): number {
  if (text === undefined) return Math.floor(rules / 2)
  const share = text === '0' ? 0 : toNumber('--over-attributes', text)
  if (share > rules) throw new TypeError(`--over-attributes: ${share} are more than the ${rules} rules`)
  return share
}

function toNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new TypeError(`${option}: "${text}" is no number`)
  return Number(text)
}
