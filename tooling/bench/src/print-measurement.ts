import type { Measurement } from './measure.ts'

const header = ['', 'requests', 'req/s', 'ratio', 'CPU ms/req', 'trips/req', 'p50 ms', 'p95 ms', 'max ms']
const widths = [58, 9, 9, 7, 11, 10, 9, 9, 9]

export function printHeader(): void {
  printRow(header)
}

/** One line; `bare` is the rate of requests without anything behind them, at the same concurrency. */
export function printMeasurement(
  name: string,
  { cpu, median, most, p95, rate, requests, trips }: Measurement,
  bare?: number,
): void {
  const ratio = bare === undefined ? '' : (rate / bare).toFixed(3)
  const times = [median, p95, most].map((time) => time.toFixed(2))
  const perRequest = trips === 0 ? '' : trips.toFixed(2)
  printRow([name, String(requests), rate.toFixed(0), ratio, cpu.toFixed(3), perRequest, ...times])
}

/** One line of times that are not those of answers, in milliseconds. */
export function printTimes(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
  console.log(`${name.padEnd(58)}${sorted.length} times: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`)
}

function printRow(cells: readonly string[]): void {
  console.log(cells.map((cell, place) => (place === 0 ? cell.padEnd(58) : cell.padStart(widths[place] ?? 0))).join(''))
}
