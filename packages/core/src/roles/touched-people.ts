import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { pagesOf } from '../store/pages-of.ts'

/** Events that are read at a time, and people beyond whom everybody might as well be decided. */
const pageSize = 5_000
const mostPeople = 20_000

/** Events about a group after which its members may be decided otherwise. */
const groupEvents = new Set(['GroupRenamed', 'GroupUpdated', 'GroupBound', 'GroupUnbound', 'RoleHeld', 'RoleReleased'])

/** Whom changes concern: these people, or everybody, and why. */
export type TouchedPeople =
  | { readonly kind: 'people'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'everybody'; readonly reason: string }

/** Everybody whom a change after that revision may concern, by the log. */
export async function findTouchedPeople(reader: StoreReader, revision: number): Promise<TouchedPeople> {
  const people = new Set<string>()
  const groups = new Set<string>()
  // What the revision itself has written is known.
  const start = { revision: revision + 1, index: -1 }
  const pages = pagesOf<StoredEvent>((after, limit) => reader.events.list(after ?? start, limit), pageSize)
  for await (const events of pages) {
    if (events.some(({ type }) => type === 'TeamRolesReplaced')) {
      return { kind: 'everybody', reason: 'The team roles have been replaced' }
    }
    for (const event of events) note(event, people, groups)
    if (people.size > mostPeople)
      return { kind: 'everybody', reason: 'More than can be decided again at once has changed' }
  }
  if (groups.size > 0) for (const id of await reader.members.listUserIds([...groups])) people.add(id)
  return { kind: 'people', ids: people }
}

function note({ data, subject, type }: StoredEvent, people: Set<string>, groups: Set<string>): void {
  if (subject.startsWith('users/')) people.add(subject.slice('users/'.length))
  if (typeof data['userId'] === 'string') people.add(data['userId'])
  if (subject.startsWith('groups/') && groupEvents.has(type)) groups.add(subject.slice('groups/'.length))
}
