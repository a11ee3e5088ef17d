import { toTeamKey, type TeamKey } from '../directory/team.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import type { EventPlace } from '../store/events.ts'
import { pagesOf } from '../store/pages-of.ts'
import { isKnown, toCursor, type FeedCursor } from './feed-cursor.ts'
import { pageSize, readMemberParts, toTeamPart, type SnapshotPart } from './snapshot-part.ts'

/** Whom and what events since a place are about. */
interface Touched {
  readonly userIds: ReadonlySet<string>
  /** Ids as they were written, which may differ in case from those that there are. */
  readonly teamIds: ReadonlySet<string>
}

const eventsOfPage = 1_000

/** Who has missed more than these is told all: that is as quick. */
const mostEvents = 20_000

/** After these anything may be different: team roles have another order, or manual ones no force. */
const ofEverything: ReadonlySet<string> = new Set(['TeamRolesReplaced', 'MappingApplied'])

/**
 * What has become, since a cursor, of the members and teams that the log speaks of, as the newest revision left them: once,
 * however often they have changed. `undefined` where it takes a snapshot, because the log does not know the cursor, or
 * everything may be different. `reader` shows one state (`Store.snapshot`).
 */
export async function readChanges(
  services: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
  after: FeedCursor,
): Promise<readonly SnapshotPart[] | undefined> {
  if (!(await isKnown(reader, after))) return undefined
  const touched = await findTouched(reader, after)
  if (touched === undefined) return undefined
  const { organizationId } = reader
  const { revision } = await reader.getState()
  const teams = await readTeams(reader, [...touched.teamIds])
  const members = await readMembers(services, reader, [...touched.userIds])
  const count = (parts: readonly SnapshotPart[]) => parts.filter(({ kind }) => kind !== 'gone').length
  return [
    { kind: 'begin', organizationId, revision, time: services.now(), complete: false },
    ...teams,
    ...members,
    { kind: 'end', cursor: await toCursor(reader), teams: count(teams), members: count(members) },
  ]
}

async function findTouched(reader: StoreReader, after: EventPlace): Promise<Touched | undefined> {
  const userIds = new Set<string>()
  const teamIds = new Set<string>()
  const holdersOf = new Set<TeamKey>()
  let read = 0
  for await (const page of pagesOf<StoredEvent>(
    (last, limit) => reader.events.list(last ?? after, limit),
    eventsOfPage,
  )) {
    read += page.length
    if (read > mostEvents || page.some(({ type }) => ofEverything.has(type))) return undefined
    for (const { subject, type } of page) {
      const id = subject.slice(subject.indexOf('/') + 1)
      if (subject.startsWith('users/')) userIds.add(id)
      if (!subject.startsWith('teams/')) continue
      teamIds.add(id)
      if (type !== 'TeamUpdated') holdersOf.add(toTeamKey(id))
    }
  }
  for (const key of holdersOf)
    for (const { userId } of await reader.grants.list({ scope: `team:${key}` })) userIds.add(userId)
  return { userIds, teamIds }
}

async function readTeams(reader: StoreReader, ids: readonly string[]): Promise<readonly SnapshotPart[]> {
  const teams = await reader.teams.findMany([...new Set(ids.map(toTeamKey))])
  const there = new Set(teams.map(({ id }) => id))
  const gone = ids.filter((id) => !there.has(id)).map((team) => ({ kind: 'gone', team }) as const)
  return [...gone, ...teams.map(toTeamPart)]
}

async function readMembers(
  services: Pick<OperationServices, 'mappings'>,
  reader: StoreReader,
  ids: readonly string[],
): Promise<readonly SnapshotPart[]> {
  const parts: SnapshotPart[] = []
  for (let start = 0; start < ids.length; start += pageSize) {
    const asked = ids.slice(start, start + pageSize)
    const users = await reader.users.findMany(asked)
    const there = new Set(users.map(({ id }) => id))
    for (const member of asked) if (!there.has(member)) parts.push({ kind: 'gone', member })
    parts.push(...(await readMemberParts(services, reader, users)))
  }
  return parts
}
