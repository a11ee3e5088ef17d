import type { ShownSource, GrantState } from '../directory/grant.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { pagesOf } from '../store/pages-of.ts'

/** A grant as the log tells of it. */
export interface RecordedGrant {
  /** `organization`, or `team:` and the team's folded id. */
  readonly scope: string
  readonly role: string
  readonly source: ShownSource
  readonly state: GrantState
  readonly effective: boolean
  readonly rule: string | null
  readonly groupId: string | null
  readonly mappingVersion: number | null
  /** Absent in events of earlier versions of the program. */
  readonly expiresAt?: string | null
  /** The event that gave it. */
  readonly given: StoredEvent
}

/** What a member was and had at a past instant, by what was recorded up to then. */
export interface RecordedMember {
  readonly known: boolean
  readonly active: boolean
  readonly grants: readonly RecordedGrant[]
}

const pageSize = 1_000

/** Every event about one thing, up to an instant where one is given, oldest first. */
export async function listEventsOf(
  reader: StoreReader,
  subject: string,
  until: string | null,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  const pages = pagesOf<StoredEvent>((after, limit) => reader.events.listOf(subject, after, limit), pageSize)
  for await (const page of pages) {
    // A clock may have been set back: what comes later in the log may have an earlier time.
    events.push(...page.filter(({ time }) => until === null || time <= until))
  }
  return events
}

/** Replays what was recorded about a member; reasons of the past are the recorded ones. */
export function grantsAsOf(events: readonly StoredEvent[]): RecordedMember {
  const grants = new Map<string, RecordedGrant>()
  let known = false
  let active = true
  for (const event of events) {
    if (event.type === 'MemberProvisioned' || event.type === 'MemberInvited') known = true
    if (event.type === 'MemberDeleted') known = false
    if (event.type === 'MemberActivated') active = true
    if (event.type === 'MemberDeactivated') active = false
    if (isAboutGrant(event)) replay(grants, event)
  }
  return { known, active, grants: known ? [...grants.values()] : [] }
}

const grantEvents = new Set([
  'RoleGranted',
  'RoleRevoked',
  'RoleSuspended',
  'RoleResumed',
  'RoleHeld',
  'RoleReleased',
  'OwnerRetained',
])

function isAboutGrant({ data, type }: StoredEvent): boolean {
  return grantEvents.has(type) && typeof data['scope'] === 'string' && typeof data['role'] === 'string'
}

function replay(grants: Map<string, RecordedGrant>, event: StoredEvent): void {
  const recorded = event.data as unknown as Omit<RecordedGrant, 'given'>
  const { groupId, role, rule, scope, source } = recorded
  const key = JSON.stringify([scope, role, source, rule, groupId])
  const standing = grants.get(key)
  if (event.type === 'RoleRevoked' || isEndOfRetention(event)) grants.delete(key)
  else grants.set(key, { ...recorded, given: standing?.given ?? event })
}

/** A grant that was retained is released into nothing; one that was withheld is released into force. */
function isEndOfRetention({ data, type }: StoredEvent): boolean {
  return type === 'RoleReleased' && data['state'] === 'retained'
}
