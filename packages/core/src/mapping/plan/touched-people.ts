import { ConflictError } from '../../errors.ts'
import type { StoredEvent } from '../../plugin/event.ts'
import type { StoreReader } from '../../store.ts'

/** Events that are read at a time, and people beyond whom a plan is not worth mending. */
const pageSize = 5_000
const mostPeople = 20_000

/** Events about a group after which its members may be decided otherwise. */
const groupEvents = new Set(['GroupRenamed', 'GroupUpdated', 'GroupBound', 'GroupUnbound', 'RoleHeld', 'RoleReleased'])

/**
 * Everybody whom a change since that revision may concern, by the log. Throws ConflictError (PLAN_STALE) where the
 * meaning of roles has changed, or more than can be decided again at once.
 */
export async function findTouchedPeople(reader: StoreReader, revision: number): Promise<ReadonlySet<string>> {
  const people = new Set<string>()
  const groups = new Set<string>()
  // What the revision itself has written the plan has seen.
  let after = { revision: revision + 1, index: -1 }
  for (;;) {
    const events: readonly StoredEvent[] = await reader.events.list(after, pageSize)
    const last = events.at(-1)
    if (last === undefined) break
    for (const event of events) note(event, people, groups)
    if (people.size > mostPeople) throw stale('More than can be decided again has changed since the plan was made')
    after = last
  }
  if (groups.size > 0) for (const id of await reader.members.listUserIds([...groups])) people.add(id)
  return people
}

function note({ data, subject, type }: StoredEvent, people: Set<string>, groups: Set<string>): void {
  if (type === 'TeamRolesReplaced') throw stale('The team roles have been replaced since the plan was made')
  if (subject.startsWith('users/')) people.add(subject.slice('users/'.length))
  if (typeof data['userId'] === 'string') people.add(data['userId'])
  if (subject.startsWith('groups/') && groupEvents.has(type)) groups.add(subject.slice('groups/'.length))
}

function stale(reason: string): ConflictError {
  return new ConflictError('PLAN_STALE', `${reason}; make a new plan`)
}
