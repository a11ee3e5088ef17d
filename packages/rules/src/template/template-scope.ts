import type { AttributeCondition, Condition } from '@rolecall/core/plugin/condition'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import type { RuleMatch } from '@rolecall/core/plugin/rule'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { toPattern } from '../condition/compile-comparison.ts'
import { parseFactPath, type FactPath } from '../condition/fact-path.ts'
import { toSourceTypes, type SourceTypes } from '../condition/fact-sources.ts'
import { matchesOperator } from '../condition/operators.ts'
import type { Words } from '../vocabulary.ts'

/** A `matches` of the rule's condition: what its captures are taken of. */
export interface CaptureSource {
  readonly pattern: NamePattern
  readonly valuesOf: (match: RuleMatch) => readonly Json[]
}

/** What `${…}` may stand for in what one rule gives. */
export interface TemplateScope {
  readonly types: SourceTypes
  /** `undefined` where the condition is wrong, so that nothing can be said of captures. */
  readonly sources: readonly CaptureSource[] | undefined
}

export function createTemplateScope(when: Condition | undefined, words: Words): TemplateScope {
  const types = toSourceTypes(words)
  return { types, sources: when && findSources(when, types) }
}

/** Of what must hold: below a `not` nothing is captured. */
function findSources(condition: Condition, types: SourceTypes): readonly CaptureSource[] {
  if ('all' in condition) return condition.all.flatMap((part) => findSources(part, types))
  if ('any' in condition) return condition.any.flatMap((part) => findSources(part, types))
  if (!('path' in condition) || condition.operator !== matchesOperator.name || condition.fact !== undefined) return []
  const source = toSource(condition, types)
  return source === undefined ? [] : [source]
}

function toSource({ of = 'user', path: text, value }: AttributeCondition, types: SourceTypes) {
  if (of === 'group' && text.toLowerCase() === 'displayname') {
    const valuesOf = ({ group }: RuleMatch) => (group?.displayName == null ? [] : [group.displayName])
    return { pattern: toPattern({ text }, value), valuesOf }
  }
  if (of !== 'user') return undefined
  const path = parseFactPath('user', text, types)
  return { pattern: toPattern(path, value), valuesOf: (match: RuleMatch) => valuesAt(path, match) }
}

/** The values of the user at a path. */
export function valuesAt(path: FactPath, { user }: RuleMatch): readonly Json[] {
  if (user === null) throw new Error(`There is no user to read '${path.text}' of`)
  return path.valuesOf(user)
}

/** The attribute that `user.…` names in a template; `undefined` for a capture. Throws PathMistake. */
export function toAttribute(variable: string, types: SourceTypes): FactPath | undefined {
  if (!variable.toLowerCase().startsWith('user.')) return undefined
  const text = variable.slice('user.'.length)
  const path = parseFactPath('user', text, types)
  return path.leaf.type === 'complex' ? parseFactPath('user', `${text}.value`, types) : path
}
