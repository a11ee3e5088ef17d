import type { LoggedRequest, RequestLogQuery } from '../directory/request-log.ts'
import { NotFound } from '../scim/errors.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** How many requests one transaction removes, so that nobody waits long for it. */
const trimBatch = 500

/** Requests of the organization's provisioning log, newest first. */
export function listRequests(
  { store, organizationId }: OperationContext,
  query: RequestLogQuery,
): Promise<readonly LoggedRequest[]> {
  return store.read(organizationId).requestLog.list(query)
}

/** One request of the log. Throws NotFound. */
export async function readRequest({ store, organizationId }: OperationContext, id: string): Promise<LoggedRequest> {
  const found = await store.read(organizationId).requestLog.find(id)
  if (found === undefined) throw new NotFound('The provisioning log has no request of this id')
  return found
}

/** Removes requests older than `keepMs`, a batch at a time; answers how many. Any process may do it, as often as it likes. */
export async function trimRequests(
  { store, now, organizationId }: Pick<OperationContext, 'store' | 'now' | 'organizationId'>,
  keepMs: number,
): Promise<number> {
  const before = new Date(Date.parse(now()) - keepMs).toISOString()
  let trimmed = 0
  for (;;) {
    const removed = await store.requestLog.trim(organizationId, before, trimBatch)
    trimmed += removed
    if (removed < trimBatch) return trimmed
  }
}
