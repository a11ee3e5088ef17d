import { medianOf } from './median-of.ts'
import { chanceOf } from './chance-of.ts'
import type { Metrics, Result } from './result.ts'

/** Runs of each that it takes: of three and three even the clearest order comes about by chance once in ten times. */
const fewest = 4

/** What comes about by chance more often than this is noise. */
const significance = 0.05

/** What is less than this share of the first is nobody's concern, however sure it is. */
const concern = 0.02

/** What is compared, and whether more of it is better. */
const compared: Readonly<Partial<Record<keyof Metrics, 'more' | 'less'>>> = {
  ratio: 'more',
  rate: 'more',
  cpu: 'less',
  databaseCpu: 'less',
  trips: 'less',
  median: 'less',
  p95: 'less',
  p99: 'less',
}

export type Verdict = 'better' | 'worse' | 'no difference within noise' | 'too few runs to tell'

/** A metric of a load that both have, by the medians of their runs. */
export interface Difference {
  readonly name: string
  readonly metric: keyof Metrics
  readonly first: number
  readonly second: number
  readonly verdict: Verdict
}

/** Compares two results, each metric by the medians of the runs, and by how often chance alone would set them as far apart. */
export function compareResults(first: Result, second: Result): Difference[] {
  const [ofFirst, ofSecond] = [toSamples(first), toSamples(second)]
  return [...ofFirst].flatMap(([name, metrics]) => {
    const others = ofSecond.get(name)
    if (others === undefined) return []
    return (Object.keys(compared) as (keyof Metrics)[]).flatMap((metric) => {
      const [one, other] = [metrics.get(metric), others.get(metric)]
      if (one === undefined || other === undefined) return []
      const medians = { first: medianOf(one), second: medianOf(other) }
      return { name, metric, ...medians, verdict: toVerdict(metric, one, other) }
    })
  })
}

type Samples = ReadonlyMap<string, ReadonlyMap<keyof Metrics, readonly number[]>>

/** What was measured of each load, in the order in which it came first. */
function toSamples({ runs }: Result): Samples {
  const samples = new Map<string, Map<keyof Metrics, number[]>>()
  for (const { name, metrics } of runs.flatMap(({ rows }) => rows)) {
    const known = samples.get(name) ?? new Map<keyof Metrics, number[]>()
    samples.set(name, known)
    for (const [metric, value] of Object.entries(metrics) as [keyof Metrics, number][])
      known.set(metric, [...(known.get(metric) ?? []), value])
  }
  return samples
}

function toVerdict(metric: keyof Metrics, one: readonly number[], other: readonly number[]): Verdict {
  if (one.length < fewest || other.length < fewest) return 'too few runs to tell'
  const [before, after] = [medianOf(one), medianOf(other)]
  const isSmall = Math.abs(after - before) <= concern * Math.abs(before)
  if (isSmall || chanceOf(one, other) >= significance) return 'no difference within noise'
  return after > before === (compared[metric] === 'more') ? 'better' : 'worse'
}
