import type { EventType, NewEvent } from '../plugin/event.ts'

/** What a change came to, for people: each kind of thing that happened, how often, and the first that it happened to. */
export type Story = readonly StoryPart[]

/** One kind of thing that happened. */
export interface StoryPart {
  readonly type: EventType
  /** How often. */
  readonly total: number
  /** The group that it happened in, by id: members come and go there. */
  readonly groupId: string | null
  /** Which role of which scope, where it was the same each time; `null` where it was not, and for what is about no role. */
  readonly role: string | null
  readonly scope: string | null
  /** The first that it happened to. */
  readonly first: readonly StorySubject[]
}

export interface StorySubject {
  /** `users/<id>`, `groups/<id>`, `teams/<id>`, `mapping/<version>`, … */
  readonly subject: string
  /** As it was called then, where the event says so: for what is not there any more. */
  readonly name: string | null
}

/** So many are named; the others are counted. */
const named = 3
/** A change of many groups at once is told by the first of them. */
const mostParts = 20

/** What a person is told of; what follows of itself (an address validates, a group is bound) is left out. */
const told: ReadonlySet<EventType> = new Set<EventType>([
  'MemberProvisioned',
  'MemberInvited',
  'MemberUpdated',
  'MemberActivated',
  'MemberDeactivated',
  'MemberDeleted',
  'GroupCreated',
  'GroupUpdated',
  'GroupRenamed',
  'GroupDeleted',
  'GroupMemberAdded',
  'GroupMemberRemoved',
  'RoleGranted',
  'RoleRevoked',
  'RoleSuspended',
  'RoleResumed',
  'RoleHeld',
  'RoleReleased',
  'OwnerRetained',
  'EffectGranted',
  'EffectRevoked',
  'HoldOpened',
  'HoldClosed',
  'MappingApplied',
  'MappingConfirmed',
  'FindingRaised',
  'FindingCleared',
  'TeamCreated',
  'TeamUpdated',
  'TeamDeleted',
  'TeamRolesReplaced',
  'SettingsChanged',
  'OrganizationOwnerless',
  'OrganizationOwned',
  'DecisionsPaused',
  'DecisionsResumed',
])

interface Tally {
  readonly type: EventType
  readonly groupId: string | null
  total: number
  role: string | null
  scope: string | null
  readonly first: StorySubject[]
}

/** Tells the events of one change: what is of one kind, and of one group, together, in the order of its beginning. */
export function tellStory(events: Iterable<Pick<NewEvent, 'type' | 'subject' | 'data'>>): Story {
  const parts = new Map<string, Tally>()
  for (const event of events) {
    if (!told.has(event.type)) continue
    const groupId = isMembership(event.type) ? event.subject.slice('groups/'.length) : null
    const key = keyOf({ type: event.type, groupId })
    const part = parts.get(key)
    if (part !== undefined) count(part, event)
    else if (parts.size < mostParts) parts.set(key, begin(event, groupId))
  }
  return [...parts.values()]
}

/** Two changes of one request as one. */
export function joinStories(earlier: Story, later: Story): Story {
  const parts = new Map(earlier.map((part) => [keyOf(part), part]))
  for (const part of later) {
    const before = parts.get(keyOf(part))
    if (before !== undefined) parts.set(keyOf(part), joinParts(before, part))
    else if (parts.size < mostParts) parts.set(keyOf(part), part)
  }
  return [...parts.values()]
}

function joinParts(earlier: StoryPart, later: StoryPart): StoryPart {
  const sameRole = earlier.role === later.role && earlier.scope === later.scope
  const others = later.first.filter((one) => !earlier.first.some(({ subject }) => subject === one.subject))
  return {
    ...earlier,
    total: earlier.total + later.total,
    role: sameRole ? earlier.role : null,
    scope: sameRole ? earlier.scope : null,
    first: [...earlier.first, ...others].slice(0, named),
  }
}

function keyOf({ groupId, type }: Pick<StoryPart, 'groupId' | 'type'>): string {
  return `${type} ${groupId ?? ''}`
}

function begin(event: Pick<NewEvent, 'type' | 'subject' | 'data'>, groupId: string | null): Tally {
  const { role, scope } = roleOf(event.data)
  return { type: event.type, groupId, total: 1, role, scope, first: [toSubject(event)] }
}

function count(part: Tally, event: Pick<NewEvent, 'type' | 'subject' | 'data'>): void {
  part.total += 1
  const { role, scope } = roleOf(event.data)
  if (role !== part.role || scope !== part.scope) part.role = part.scope = null
  if (part.first.length < named && !part.first.some(({ subject }) => subject === toSubject(event).subject))
    part.first.push(toSubject(event))
}

function isMembership(type: EventType): boolean {
  return type === 'GroupMemberAdded' || type === 'GroupMemberRemoved'
}

function roleOf(data: NewEvent['data']): Pick<Tally, 'role' | 'scope'> {
  const text = (name: string): string | null => {
    const value = data[name]
    return typeof value === 'string' ? value : null
  }
  return { role: text('role'), scope: text('scope') }
}

/** Of a membership the member; one who is nobody here yet by what the provider sent. */
function toSubject({ data, subject, type }: Pick<NewEvent, 'type' | 'subject' | 'data'>): StorySubject {
  if (isMembership(type)) {
    const { userId, value } = data
    return typeof userId === 'string'
      ? { subject: `users/${userId}`, name: null }
      : { subject: 'nobody', name: typeof value === 'string' ? value : null }
  }
  const name = data['userName'] ?? data['displayName'] ?? data['from'] ?? null
  return { subject, name: typeof name === 'string' ? name : null }
}
