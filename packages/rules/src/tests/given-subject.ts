import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { fold } from '@rolecall/core/scim/fold'
import type { GivenGroup } from './written-test.ts'

/** The names and ids that the mapping knows groups by. */
export interface KnownGroups {
  readonly names: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
}

/** A person of a test as subject of a decision: each name of the mapping is bound to the group that has it. */
export function toGivenSubject(user: ResourceData, groups: readonly GivenGroup[], known: KnownGroups): Subject {
  const display = user['displayName'] ?? user['userName']
  const subjectGroups = groups.map((group) =>
    toSubjectGroup(group, known, typeof display === 'string' ? display : null),
  )
  return { id: 'test', user, groups: subjectGroups }
}

function toSubjectGroup(
  { data, displayName, externalId, id }: GivenGroup,
  { ids, names }: KnownGroups,
  display: string | null,
): SubjectGroup {
  const name = displayName ?? id ?? ''
  // A text names a group by its id only where the mapping does so.
  const isId = id !== null && (ids.has(id) || id !== displayName)
  return {
    id: isId ? id : `group '${name}'`,
    nameKeys: names.has(fold(name)) ? [fold(name)] : [],
    claims: [],
    facts: { displayName: name, externalId, data, member: { value: 'test', type: 'User', display } },
  }
}

/** Whether a subject is in such a group. */
export function isInGroup(subject: Subject, { displayName, id }: GivenGroup): boolean {
  return subject.groups.some(
    (group) =>
      group.id === id ||
      (displayName !== null &&
        (group.nameKeys.includes(fold(displayName)) ||
          (group.facts !== null && fold(group.facts.displayName) === fold(displayName)))),
  )
}
