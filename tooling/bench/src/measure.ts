import type { HttpClient } from './client/http-client.ts'
import type { MeasuredProcess } from './process/measured-process.ts'

/** What a load cost. */
export interface Measurement {
  readonly requests: number
  /** A second. */
  readonly rate: number
  /** CPU time of the server for each request, in milliseconds. */
  readonly cpu: number
  /** That of the processes of PostgreSQL, where they are on this machine. */
  readonly databaseCpu?: number
  /** Trips to the database for each request, with those of the provisioning log. */
  readonly trips?: number
  /** Milliseconds to the last byte. */
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

/** Measures all requests that `load` makes by `client` to `server`. */
export async function measure(
  server: MeasuredProcess,
  client: HttpClient,
  load: () => Promise<void>,
): Promise<Measurement> {
  client.takeTimes()
  const before = await readCounts(server)
  const started = performance.now()
  await load()
  const milliseconds = performance.now() - started
  const after = await readCounts(server)
  const times = client.takeTimes().toSorted((left, right) => left - right)
  const requests = times.length
  const trips = (after.trips - before.trips) / requests
  return {
    requests,
    rate: (requests / milliseconds) * 1_000,
    cpu: (after.cpu - before.cpu) / 1_000 / requests,
    ...(after.database === undefined
      ? {}
      : { databaseCpu: (after.database - (before.database ?? 0)) / 1_000 / requests }),
    ...(trips === 0 ? {} : { trips }),
    median: toQuantile(times, 0.5),
    p95: toQuantile(times, 0.95),
    p99: toQuantile(times, 0.99),
    most: toQuantile(times, 1),
  }
}

async function readCounts(server: MeasuredProcess) {
  const [cpu, trips] = [await server.readCpu(), await server.readTrips()]
  return { cpu, trips, database: server.readDatabaseCpu?.() }
}

/** The time within which that share was answered. */
export function toQuantile(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0
}
