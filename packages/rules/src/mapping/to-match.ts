import type { Subject } from '@rolecall/core/decider'
import type { RuleMatch } from '@rolecall/core/plugin/mapping-kind'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { parseUserPath, valuesAt, type UserPath } from '../condition/user-path.ts'

/** What a rule that fired may ask about the person. */
export function toMatch(subject: Subject, paths: ReadonlyMap<string, UserPath>, userType: ResourceType): RuleMatch {
  return {
    user: subject.user,
    valuesAt(text) {
      if (subject.user === null) throw new Error(`There is no user to read '${text}' of`)
      return valuesAt(subject.user, paths.get(text) ?? parseUserPath(userType, text))
    },
    groupIdOf(nameKey) {
      const group = subject.groups.find(({ nameKeys }) => nameKeys.includes(nameKey))
      if (group === undefined) throw new Error(`The person is in no group that '${nameKey}' is bound to`)
      return group.id
    },
  }
}
