import type { RequestLogEntry } from '@rolecall/core/directory/request-log'

/** One row of `request_counts`, to be added to what is there. */
export type RequestCountRow = {
  readonly organization_id: string
  readonly hour: string
  readonly kind: string
  readonly name: string
  readonly requests: number
}

/**
 * The counts of a batch: each request once under its outcome, once under each tolerance, and once if something was left out. In the
 * order of the key, so that two processes lock the rows in the same order.
 */
export function countRequests(entries: readonly RequestLogEntry[]): readonly RequestCountRow[] {
  const counts = new Map<string, RequestCountRow>()
  for (const { leftOut, organizationId, time, outcome, tolerances } of entries) {
    const hour = `${time.slice(0, 13)}:00:00.000Z`
    const add = (kind: string, name: string): void => {
      const key = JSON.stringify([organizationId, hour, kind, name])
      const requests = (counts.get(key)?.requests ?? 0) + 1
      counts.set(key, { organization_id: organizationId, hour, kind, name, requests })
    }
    add('outcome', outcome)
    for (const tolerance of tolerances) add('tolerance', tolerance)
    if (leftOut.length > 0) add('left-out', '')
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
