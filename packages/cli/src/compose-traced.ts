import type { Tracing } from '@rolecall/server/trace/tracing'

import { compose, type Composition, type CompositionOptions } from './compose.ts'
import { traceServices } from './telemetry/trace-services.ts'
import { traceTrips } from './telemetry/trace-trips.ts'

/** The parts put together, with spans of changes and of trips to the database where something is traced by. */
export async function composeTraced(options: CompositionOptions, tracing: Tracing | undefined): Promise<Composition> {
  if (tracing === undefined) return compose(options)
  const { database } = options
  const isSqlite = typeof database === 'string' && database.startsWith('sqlite:')
  const composition = await compose({ ...options, onTrip: traceTrips(tracing, isSqlite ? 'sqlite' : 'postgresql') })
  return { ...composition, services: traceServices(composition.services, tracing) }
}
