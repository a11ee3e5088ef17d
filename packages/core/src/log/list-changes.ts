import type { OperationContext } from '../change/operation-context.ts'
import { auditOnly } from '../directory/audit.ts'
import { tellStory } from '../directory/story.ts'
import type { Cause, StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import type { EventPlace } from '../store/events.ts'
import { nameStories, type NamedPart } from './name-stories.ts'

/** A change of the organization, as a person tells it. */
export interface ToldChange {
  /** Of its last event. */
  readonly id: string
  readonly time: string
  readonly kind: Cause['kind']
  readonly requestId: string | null
  /** What the key is called that it was made with; who has signed in; whose command it was. */
  readonly by: string | null
  readonly story: readonly NamedPart[]
  /** Whether it had more events than were looked at. */
  readonly more: boolean
}

/** So many events are looked at for the newest changes: a large one is told by its last. */
const lookedAt = 500

/** The newest changes of the organization that there is something to tell of. */
export async function listNewestChanges(
  { organizationId, store }: OperationContext,
  limit: number,
): Promise<readonly ToldChange[]> {
  const reader = store.read(organizationId)
  const events = await reader.events.listNewest(lookedAt)
  const oldest = events.length === lookedAt ? events.at(-1)?.revision : undefined
  const changes = groupByRevision(events.filter(({ type }) => !auditOnly.includes(type)))
  return tellChanges(reader, changes, { limit, cut: oldest })
}

/** What happened to one person, the newest first: each event by itself. */
export async function listChangesOf(
  { organizationId, store }: OperationContext,
  userId: string,
  before: EventPlace | null,
  limit: number,
): Promise<{ readonly changes: readonly ToldChange[]; readonly next: EventPlace | null }> {
  const reader = store.read(organizationId)
  const events = await reader.events.listNewestOf(`users/${userId}`, before, limit)
  const changes = await tellChanges(
    reader,
    events.map((event) => [event]),
    { limit, cut: undefined },
  )
  const last = events.at(-1)
  return { changes, next: last === undefined || events.length < limit ? null : last }
}

/** Newest first, as they come; each in its own order. */
function groupByRevision(events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const changes = new Map<number, StoredEvent[]>()
  for (const event of events) {
    const change = changes.get(event.revision)
    if (change === undefined) changes.set(event.revision, [event])
    else change.unshift(event)
  }
  return [...changes.values()]
}

async function tellChanges(
  reader: StoreReader,
  changes: readonly (readonly StoredEvent[])[],
  { cut, limit }: { readonly limit: number; readonly cut: number | undefined },
): Promise<readonly ToldChange[]> {
  const told = changes
    .map((events) => ({ last: events.at(-1) as StoredEvent, story: tellStory(events) }))
    .filter(({ story }) => story.length > 0)
    .slice(0, limit)
  const stories = await nameStories(
    reader,
    told.map(({ story }) => story),
  )
  const names = await nameActors(
    reader,
    told.map(({ last }) => last.cause),
  )
  return told.map(({ last: { cause, index, revision, time } }, place) => ({
    id: `${revision}-${index}`,
    time,
    kind: cause.kind,
    requestId: cause.requestId,
    by: names(cause),
    story: stories[place] ?? [],
    more: revision === cut,
  }))
}

async function nameActors(reader: StoreReader, causes: readonly Cause[]): Promise<(cause: Cause) => string | null> {
  const keys = causes.some(({ keyId }) => keyId !== null) ? await reader.keys.list() : []
  const people = [...new Set(causes.flatMap(({ personId }) => personId ?? []))]
  const users = people.length === 0 ? [] : await reader.users.findMany(people)
  return ({ keyId, operator, personId }) =>
    operator ??
    users.find(({ id }) => id === personId)?.userName ??
    keys.find(({ id }) => id === keyId)?.displayName ??
    null
}
