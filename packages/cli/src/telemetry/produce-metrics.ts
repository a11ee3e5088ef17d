import type { OwnMetrics } from '@rolecall/server/system/metrics'
import type { metrics as Metrics, resources as Resources } from '@opentelemetry/sdk-node'

import type { Sdk } from './load-sdk.ts'

/** A metric as `prom-client` has it: the same that `/metrics` shows. */
interface ShownMetric {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly values: readonly ShownValue[]
}

interface ShownValue {
  readonly value: number
  readonly labels: Readonly<Record<string, string | number>>
  /** Of a histogram: which of its series. */
  readonly metricName?: string
}

type HrTime = [number, number]
type Times = { readonly startTime: HrTime; readonly endTime: HrTime }

/** Hands what `/metrics` shows to OpenTelemetry, by the same names and labels: counters and histograms from `startTime` on. */
export function produceMetrics(
  { metrics: { AggregationTemporality, DataPointType } }: Pick<Sdk, 'metrics'>,
  resource: Resources.Resource,
  read: () => Promise<OwnMetrics>,
  clock: { readonly start: Date; readonly now: () => Date },
): Metrics.MetricProducer {
  const startTime = toHrTime(clock.start)

  function toData(metric: ShownMetric, times: Times): Metrics.MetricData[] {
    const descriptor = { name: metric.name, description: metric.help, unit: '', valueType: 1, advice: {} }
    const aggregationTemporality = AggregationTemporality.CUMULATIVE
    const common = { descriptor: { ...descriptor, type: 'GAUGE' }, aggregationTemporality }
    if (metric.type === 'histogram')
      return [
        { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(metric.values, times) },
      ] as unknown as Metrics.MetricData[]
    const dataPoints = metric.values
      .filter(({ value }) => Number.isFinite(value))
      .map(({ labels, value }) => ({ ...times, attributes: { ...labels }, value }))
    if (metric.type === 'counter')
      return [
        { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints },
      ] as unknown as Metrics.MetricData[]
    return [{ ...common, dataPointType: DataPointType.GAUGE, dataPoints }] as unknown as Metrics.MetricData[]
  }

  return {
    async collect() {
      const times = { startTime, endTime: toHrTime(clock.now()) }
      const shown = (await read()) as readonly ShownMetric[]
      const scopeMetrics = [{ scope: { name: 'rolecall' }, metrics: shown.flatMap((metric) => toData(metric, times)) }]
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] }
    },
  }
}

/** Those of `prom-client` count what is up to a bound; those of OpenTelemetry what is between two. */
function toHistograms(values: readonly ShownValue[], times: Times) {
  const byLabels = new Map<
    string,
    { attributes: ShownValue['labels']; bounds: [number, number][]; count: number; sum: number }
  >()
  for (const { labels, metricName = '', value } of values) {
    const { le, ...attributes } = labels
    const names = Object.keys(attributes).toSorted()
    const key = JSON.stringify(names.map((name) => [name, attributes[name]]))
    const series = byLabels.get(key) ?? { attributes, bounds: [], count: 0, sum: 0 }
    byLabels.set(key, series)
    if (metricName.endsWith('_sum')) series.sum = value
    else if (metricName.endsWith('_count')) series.count = value
    else if (le !== undefined && le !== '+Inf') series.bounds.push([Number(le), value])
  }
  return [...byLabels.values()].map(({ attributes, bounds, count, sum }) => {
    const sorted = bounds.toSorted(([one], [other]) => one - other)
    const upTo = [...sorted.map(([, value]) => value), count]
    const counts = upTo.map((value, index) => value - (upTo[index - 1] ?? 0))
    const buckets = { boundaries: sorted.map(([bound]) => bound), counts }
    return { ...times, attributes: { ...attributes }, value: { buckets, count, sum } }
  })
}

function toHrTime(date: Date): HrTime {
  const milliseconds = date.getTime()
  return [Math.floor(milliseconds / 1_000), (milliseconds % 1_000) * 1_000_000]
}
