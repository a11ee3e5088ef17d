import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { FactSource } from './fact-sources.ts'
import type { GroupElement } from './group-set.ts'

/** A resource under one of two names: values as sent, and values as comparison keys. */
export interface SourceFact {
  readonly data: ResourceData
  readonly form: 'sent' | 'keys'
}

/** All groups of a person. */
export interface GroupsFact {
  /** Every folded name that is bound to one of them. */
  readonly names: ReadonlySet<string>
  readonly elements: readonly GroupElement[]
}

/** The group of the membership under decision. */
export interface MembershipFact {
  readonly id: string
  readonly names: readonly string[]
  readonly displayName: string | null
}

/** Whether a name that a group took over from another counts as bound to it. */
export type NameView = 'bound' | 'claimed'

/** The folded names of the mapping that a group has. */
export function namesOf({ nameKeys, claims }: SubjectGroup, view: NameView): readonly string[] {
  return view === 'bound' ? nameKeys : [...nameKeys, ...claims]
}

/** The groups of a person as conditions on the whole set see them. */
export function toGroupsFact({ groups }: Subject, view: NameView): GroupsFact {
  const elements = groups.map((group) => ({
    id: group.id,
    displayName: group.facts?.displayName ?? null,
    names: namesOf(group, view),
  }))
  return { names: new Set(elements.flatMap(({ names }) => names)), elements }
}

/** The resource of a source; `undefined` where it was not read. */
export function dataOf(of: FactSource, subject: Subject, group: SubjectGroup | null): ResourceData | undefined {
  if (of === 'user') return subject.user ?? undefined
  const facts = group?.facts ?? undefined
  if (group === null || facts === undefined) return undefined
  return of === 'group' ? toGroupData(group.id, facts) : toMemberData(facts)
}

type Facts = NonNullable<SubjectGroup['facts']>

function toGroupData(id: string, { displayName, externalId, data }: Facts): ResourceData {
  return { ...data, id, displayName, ...(externalId === null ? {} : { externalId }) }
}

function toMemberData({ member: { value, type, display } }: Facts): ResourceData {
  return { value, ...(type === null ? {} : { type }), ...(display === null ? {} : { display }) }
}

/** Everything that the engine may look at, for one person and one membership or none. */
export function toEngineFacts(
  subject: Subject,
  group: SubjectGroup | null,
  view: NameView,
  groups: GroupsFact,
): Record<string, unknown> {
  const facts: Record<string, unknown> = { always: true, groups }
  for (const of of ['user', 'group', 'member'] as const) {
    const data = dataOf(of, subject, group)
    if (data === undefined) continue
    facts[of] = { data, form: 'sent' } satisfies SourceFact
    facts[`${of}:keys`] = { data, form: 'keys' } satisfies SourceFact
  }
  if (group !== null) facts['membership'] = toMembership(group, view)
  return facts
}

function toMembership(group: SubjectGroup, view: NameView): MembershipFact {
  return { id: group.id, names: namesOf(group, view), displayName: group.facts?.displayName ?? null }
}
