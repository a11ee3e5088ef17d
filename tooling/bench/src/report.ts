import { toQuantile, type Measurement } from './measure.ts'
import type { Metrics, Row } from './result/result.ts'

/** Where a run says what it has measured: a line on the screen, and a row of the result. */
export interface Report {
  readonly rows: readonly Row[]
  /** `bare` is the rate of requests without anything behind them, at the same concurrency. */
  measurement(name: string, measurement: Measurement, bare?: number): void
  /** Times that are not those of answers, in milliseconds. */
  times(name: string, times: readonly number[]): void
}

const columns: readonly (readonly [title: string, width: number, metric: keyof Metrics, digits: number])[] = [
  ['req/s', 9, 'rate', 0],
  ['ratio', 7, 'ratio', 3],
  ['CPU ms/req', 11, 'cpu', 3],
  ['db CPU', 8, 'databaseCpu', 3],
  ['trips/req', 10, 'trips', 2],
  ['p50 ms', 9, 'median', 2],
  ['p95 ms', 9, 'p95', 2],
  ['p99 ms', 9, 'p99', 2],
  ['max ms', 9, 'most', 2],
]

export function createReport(write: (line: string) => void): Report {
  const rows: Row[] = []

  function add(name: string, requests: number, metrics: Metrics): void {
    rows.push({ name, requests, metrics })
    const cells = columns.map(([, width, metric, digits]) => (metrics[metric]?.toFixed(digits) ?? '').padStart(width))
    write(name.padEnd(58) + String(requests).padStart(9) + cells.join(''))
  }

  write(' '.repeat(58) + 'requests'.padStart(9) + columns.map(([title, width]) => title.padStart(width)).join(''))
  return {
    rows,
    measurement(name, { requests, ...measured }, bare) {
      add(name, requests, { ...measured, ...(bare === undefined ? {} : { ratio: measured.rate / bare }) })
    },
    times(name, times) {
      add(name, times.length, toTimes(times))
    },
  }
}

function toTimes(times: readonly number[]): Required<Pick<Metrics, 'median' | 'p95' | 'p99' | 'most'>> {
  const sorted = times.toSorted((left, right) => left - right)
  const [median, p95, p99, most] = [0.5, 0.95, 0.99, 1].map((quantile) => toQuantile(sorted, quantile)) as [
    number,
    number,
    number,
    number,
  ]
  return { median, p95, p99, most }
}
