import type { OnTrip } from '@rolecall/store/sql/statements'
import type { Tracing } from '@rolecall/server/trace/tracing'

/** So much is shown of what went by one trip. */
const longest = 2_000

/**
 * A span for each trip to the database that a request, a change or a delivery makes; looking for what is due is none. Values are bound
 * and never in a text.
 */
export function traceTrips(tracing: Tracing, system: 'postgresql' | 'sqlite'): OnTrip {
  return (texts) => {
    if (!tracing.isInside()) return undefined
    const [first = ''] = texts
    const operation = texts.length > 1 ? 'BATCH' : (/\w+/.exec(first)?.[0]?.toUpperCase() ?? '')
    const span = tracing.open({
      name: `${operation} ${system}`,
      kind: 'client',
      attributes: {
        'db.system.name': system,
        'db.operation.name': operation,
        'db.operation.batch.size': texts.length > 1 ? texts.length : undefined,
        'db.query.text': texts.join('; ').slice(0, longest),
      },
    })
    return () => span.end()
  }
}
