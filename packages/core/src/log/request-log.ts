import type { LoggedRequest, RequestLogQuery } from '../directory/request-log.ts'
import type { Story } from '../directory/story.ts'
import { NotFound } from '../scim/errors.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { nameStories, type NamedPart, type NamedThing } from './name-stories.ts'

/** A request with the names that everybody and everything in it has now. */
export interface ToldRequest extends Omit<LoggedRequest, 'story'> {
  readonly story: readonly NamedPart[]
  /** The resource that it names. */
  readonly about: NamedThing | null
}

/** How many requests one transaction removes, so that nobody waits long for it. */
const trimBatch = 500

/** Requests of the organization's provisioning log, newest first. */
export async function listRequests(
  { store, organizationId }: OperationContext,
  query: RequestLogQuery,
): Promise<readonly ToldRequest[]> {
  const reader = store.read(organizationId)
  return nameRequests(reader, await reader.requestLog.list(query))
}

/** One request of the log. Throws NotFound. */
export async function readRequest({ store, organizationId }: OperationContext, id: string): Promise<ToldRequest> {
  const reader = store.read(organizationId)
  const found = await reader.requestLog.find(id)
  const [told] = await nameRequests(reader, found === undefined ? [] : [found])
  if (told === undefined) throw new NotFound('The provisioning log has no request of this id')
  return told
}

async function nameRequests(reader: StoreReader, requests: readonly LoggedRequest[]): Promise<readonly ToldRequest[]> {
  const about = requests.map(({ resourceId, resourceType }) => toAbout(resourceType, resourceId))
  const stories = await nameStories(reader, [...requests.map(({ story }) => story), ...about])
  return requests.map((request, index) => ({
    ...request,
    story: stories[index] ?? [],
    about: stories[requests.length + index]?.[0]?.first[0] ?? null,
  }))
}

/** The resource of a request, as if something had happened to it: it is named with all the others. */
function toAbout(type: string | null, id: string | null): Story {
  const kind = type === 'User' ? 'users' : type === 'Group' ? 'groups' : null
  if (kind === null || id === null) return []
  const first = [{ subject: `${kind}/${id}`, name: null }]
  return [{ type: 'MemberUpdated', total: 1, groupId: null, role: null, scope: null, first }]
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
