import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { RuleMatch } from '@rolecall/core/plugin/rule'
import { parseFactPath, type FactPath } from '../condition/fact-path.ts'
import type { SourceTypes } from '../condition/fact-sources.ts'

/**
 * What a rule that fired may ask about the person and the membership; `onPerson` is called when it asks about more than
 * the group.
 */
export function toMatch(
  subject: Subject,
  group: SubjectGroup | null,
  paths: ReadonlyMap<string, FactPath>,
  types: SourceTypes,
  onPerson: () => void,
): RuleMatch {
  return {
    get user() {
      onPerson()
      return subject.user
    },
    group: group && { id: group.id, displayName: group.facts?.displayName ?? null },
    valuesAt(text) {
      onPerson()
      if (subject.user === null) throw new Error(`There is no user to read '${text}' of`)
      const path = paths.get(`user ${text}`) ?? parseFactPath('user', text, types)
      return path.valuesOf(subject.user)
    },
    groupIdOf(nameKey) {
      onPerson()
      const found = subject.groups.find(({ nameKeys }) => nameKeys.includes(nameKey))
      if (found === undefined) throw new Error(`The person is in no group that '${nameKey}' is bound to`)
      return found.id
    },
  }
}
