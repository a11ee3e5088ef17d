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

function printRow(cells: readonly string[]): void {
  console.log(cells.map((cell, place) => (place === 0 ? cell.padEnd(58) : cell.padStart(widths[place] ?? 0))).join(''))
}
