import type { HttpClient } from './client/http-client.ts'
import type { MeasuredProcess } from './process/measured-process.ts'

/** What a load cost. */
export interface Measurement {
  readonly requests: number
  /** A second. */
  readonly rate: number
  /** CPU time of the server for each request, in milliseconds. */
  readonly cpu: number
  /** Trips to the database for each request, with those of the provisioning log. */
  readonly trips: number
  /** Milliseconds to the last byte. */
  readonly median: number
  readonly p95: number
  readonly most: number
}

/** Measures all requests that `load` makes by `client` to `server`. */
export async function measure(
  server: MeasuredProcess,
  client: HttpClient,
  load: () => Promise<void>,
): Promise<Measurement> {
  client.takeTimes()
  const before = await server.readCpu()
  const tripsBefore = await server.readTrips()
  const started = performance.now()
  await load()
  const milliseconds = performance.now() - started
  const micros = (await server.readCpu()) - before
  const trips = (await server.readTrips()) - tripsBefore
  const times = client.takeTimes().toSorted((left, right) => left - right)
  const requests = times.length
  return {
    requests,
    rate: (requests / milliseconds) * 1_000,
    cpu: micros / 1_000 / requests,
    trips: trips / requests,
    median: toQuantile(times, 0.5),
    p95: toQuantile(times, 0.95),
    most: toQuantile(times, 1),
  }
}

/** The time within which that share was answered. */
export function toQuantile(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0
}
