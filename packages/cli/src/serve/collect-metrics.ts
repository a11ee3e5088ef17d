import { mergeMetrics, type OwnMetrics } from '@rolecall/server/system/metrics'

/** Collects the metrics of processes, of which one may have ended meanwhile. */
export interface MetricsCollection {
  /** Asks everybody who is there. */
  collect(): Promise<string>
  /** One has answered. */
  hear(number: number, metrics: OwnMetrics): void
}

/** How long one that does not answer is waited for, in milliseconds. */
const patience = 2_000

export function createMetricsCollection(askEverybody: (number: number) => number): MetricsCollection {
  const rounds = new Map<number, (metrics: OwnMetrics) => void>()
  let last = 0
  return {
    async collect() {
      const number = ++last
      const heard: OwnMetrics[] = []
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience)
        const end = (): void => {
          clearTimeout(timer)
          resolve()
        }
        let expected = Infinity
        rounds.set(number, (metrics) => {
          heard.push(metrics)
          if (heard.length >= expected) end()
        })
        expected = askEverybody(number)
        if (expected === 0) end()
      })
      rounds.delete(number)
      return mergeMetrics(heard)
    },
    hear: (number, metrics) => rounds.get(number)?.(metrics),
  }
}
