import type { AttributeCondition, Condition } from '@rolecall/core/plugin/condition'
import type { Filter } from '@rolecall/core/scim/filter/filter'
import { applyPatch } from '@rolecall/core/scim/patch/apply-patch'
import type { Json, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { AttributeType } from '@rolecall/core/scim/schema/attribute-definition'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { parseFactPath, PathMistake, type FactPath } from '../condition/fact-path.ts'
import { toPattern } from '../condition/compile-comparison.ts'
import { matchesOperator } from '../condition/operators.ts'
import { toSourceTypes } from '../condition/fact-sources.ts'
import { sampleNames } from '../pattern/sample-names.ts'
import type { Words } from '../vocabulary.ts'
import { matchesGroupName } from './probing-names.ts'
import type { GivenGroup } from './written-test.ts'

/** A part of a generated person. */
export type Ingredient =
  | { readonly kind: 'group'; readonly group: GivenGroup }
  | { readonly kind: 'user'; readonly path: FactPath; readonly value: Json }

/** What makes a comparison hold, as far as it can be said; the engine decides whether it does. */
export function findIngredients(condition: Condition, words: Words): readonly Ingredient[] {
  if ('inGroup' in condition) return [inGroup(condition.inGroup)]
  if ('someGroup' in condition) return namesInSet(condition.someGroup).map(inGroup)
  if ('group' in condition) {
    const { group } = condition
    if ('name' in group) return [inGroup(group.name)]
    if ('id' in group) return [inGroup(group.id)]
    return sampleNames(group.pattern).map(inGroup)
  }
  return 'path' in condition ? ofComparison(condition, words) : []
}

/** The user with the value at the path; unchanged where there is no way to put it there. */
export function withIngredient(user: ResourceData, { path, value }: Ingredient & { kind: 'user' }, words: Words) {
  const { attribute, filter } = path
  if (attribute === null) return user
  try {
    const operation = { op: 'replace', path: { attribute, filter }, value } as const
    return applyPatch(words.resourceTypes.User, user, [operation], new Tolerances()).data
  } catch {
    return user
  }
}

/** Member of the group that has the name, or the id. */
export function inGroup(name: string): Ingredient {
  return { kind: 'group', group: { id: name, displayName: name, externalId: null, data: { displayName: name } } }
}

function ofComparison(condition: AttributeCondition, words: Words): Ingredient[] {
  const { fact, of = 'user', operator, path, value } = condition
  if (matchesGroupName(condition)) return sampleNames(toPattern({ text: path }, value)).map(inGroup)
  const scalar = typeof value === 'object' ? 'x' : value
  if (fact !== undefined || of === 'member') return []
  if (of === 'group') {
    const text = String(satisfying(operator, 'string', scalar))
    const name = path.toLowerCase() === 'displayname' ? text : `group with ${path}`
    const externalId = path.toLowerCase() === 'externalid' ? text : null
    const data = { displayName: name, ...(externalId === null ? { [path]: text } : {}) }
    return [{ kind: 'group', group: { id: null, displayName: name, externalId, data } }]
  }
  try {
    const found = parseFactPath('user', path, toSourceTypes(words))
    const { type } = found.leaf
    if (operator === matchesOperator.name) {
      const values = sampleNames(toPattern(found, value))
      return values.map((sample): Ingredient => ({ kind: 'user', path: found, value: sample }))
    }
    // Present at a whole element: what the filter names is put there with it.
    const made = type === 'complex' ? { value: 'x' } : satisfying(operator, type, scalar)
    return [{ kind: 'user', path: found, value: made }]
  } catch (error) {
    if (error instanceof PathMistake) return []
    throw error
  }
}

/** A value that compares so with the constant. */
function satisfying(operator: string, type: AttributeType, value: string | number | boolean | null): Json {
  if (type === 'boolean') return typeof value === 'boolean' ? value : true
  if (type === 'integer' || type === 'decimal') {
    const number = Number(value)
    return operator === 'gt' ? number + 1 : operator === 'lt' ? number - 1 : number
  }
  if (operator === 'pr' || value === null) return type === 'dateTime' ? '2026-01-01T00:00:00Z' : 'x'
  const text = String(value)
  if (operator === 'gt') return `${text}z`
  return operator === 'lt' ? text.slice(0, -1) : text
}

/** Names of groups that a condition on the whole set compares with. */
function namesInSet(filter: Filter): readonly string[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters.flatMap(namesInSet)
  if (filter.kind === 'compare' && typeof filter.value === 'string' && filter.operator !== 'ne') return [filter.value]
  return filter.kind === 'present' ? ['some group'] : []
}
