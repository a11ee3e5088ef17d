import type { CompiledMapping, GroupFacts, Subject, SubjectGroup } from '../../decider.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { Person } from '../../store/people.ts'
import type { PlannedBindings } from './plan-bindings.ts'

/** Makes people what a decision is made from. */
export interface SubjectReader {
  readonly toSubject: (person: Person) => Subject
  /** The memberships that the mapping looks at, as a text that is equal for equal ones. */
  readonly toGroupsKey: (person: Person) => string
}

/** Texts that are remembered: beyond that they are forgotten together. */
const capacity = 50_000

/** `groups` are all groups of the organization, where the mapping looks at more than names and ids. */
export function createSubjectReader(
  mapping: CompiledMapping,
  bindings: PlannedBindings,
  groups: ReadonlyMap<string, GroupRecord>,
): SubjectReader {
  const known = new Map<string, readonly SubjectGroup[]>()
  const none: readonly string[] = []

  function toGroup(id: string): SubjectGroup | undefined {
    const nameKeys = bindings.names.get(id) ?? none
    const claims = bindings.claims.get(id) ?? none
    if (mapping.groupScope === 'bound' && nameKeys.length === 0 && claims.length === 0 && !mapping.groupIds.has(id)) {
      return undefined
    }
    const suspect = bindings.suspects.has(id)
    return { id, nameKeys, claims, facts: null, ...(suspect ? { suspect } : {}) }
  }

  /** Equal texts are taken apart once. */
  function namedGroups(text: string): readonly SubjectGroup[] {
    const found = known.get(text)
    if (found !== undefined) return found
    const ids = text === '' ? [] : (JSON.parse(text) as readonly string[])
    const list = ids.flatMap((id) => toGroup(id) ?? [])
    if (known.size >= capacity) known.clear()
    known.set(text, list)
    return list
  }

  function describedGroups(person: Person): readonly SubjectGroup[] {
    if (person.memberships === '') return []
    const rows = JSON.parse(person.memberships) as readonly [id: string, value: string, type: string | null][]
    return rows.flatMap(([id, value, type]) => {
      const group = groups.get(id)
      const named = toGroup(id)
      if (group === undefined || named === undefined) return []
      const facts: GroupFacts = {
        displayName: group.displayName,
        externalId: group.externalId,
        data: group.data,
        member: { value, type: type ?? 'User', display: person.display },
      }
      return [{ ...named, facts }]
    })
  }

  const groupsOf = (person: Person) =>
    mapping.groupScope === 'all' ? describedGroups(person) : namedGroups(person.memberships)
  return {
    toSubject: (person) => ({
      id: person.id,
      user: person.data === null ? null : { ...person.data, active: person.active },
      groups: groupsOf(person),
    }),
    toGroupsKey: (person) =>
      groupsOf(person)
        .map(({ id }) => id)
        .join(' '),
  }
}
