import { InvalidValue, Mutability } from '../errors.ts'
import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import { isKeyLength, LONG_KEY } from '../resource/key-length.ts'
import { MAX_MEMBERS } from '../resource/parse-elements.ts'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource-data.ts'
import { impliedValues } from './implied-values.ts'
import type { PatchOperation } from './patch-operation.ts'

/** A member as a client names it: `value` is an id here, or text that is resolved later. */
export interface MemberValue {
  readonly value: string
  readonly type: 'User' | 'Group' | null
}

/**
 * One step of a change of members, applied in order without reading the members.
 * `delta`: if `emptied`, the members become exactly `added` and `removed` is empty; else `removed` are
 * deleted and `added` inserted unless there. No value is in both.
 * `remove-matching`: the members for which the filter (relative to a member) is true are deleted.
 */
export type MemberStep =
  | {
      readonly kind: 'delta'
      readonly emptied: boolean
      readonly removed: readonly string[]
      readonly added: readonly MemberValue[]
    }
  | { readonly kind: 'remove-matching'; readonly filter: ResolvedFilter }

export interface SplitPatch {
  readonly memberSteps: readonly MemberStep[]
  /** The operations on other attributes, for `applyPatch`. */
  readonly operations: readonly PatchOperation[]
}

/** Filters of members by more than their value, for each of which all members are read. */
export const MAX_MEMBER_FILTERS = 20

interface Delta {
  emptied: boolean
  readonly removed: Set<string>
  readonly added: Map<string, MemberValue>
}

/**
 * Takes the operations on `members` out of a group's patch and sums them up: one step at most, unless a
 * filter asks for more than `value`. Throws Mutability for a sub-attribute of a member (RFC 7643 §4.2: immutable),
 * InvalidValue for too many such filters and for members that no index can hold.
 */
export function splitMemberChanges(operations: readonly PatchOperation[]): SplitPatch {
  const steps: MemberStep[] = []
  let delta = emptyDelta()
  let filters = 0
  let named = 0
  for (const operation of operations.filter(isMemberOperation)) {
    named += Array.isArray(operation.value) ? operation.value.length : 1
    if (named > MAX_MEMBERS)
      throw new InvalidValue(`members: at most ${MAX_MEMBERS} are allowed in a PATCH; send them in parts`)
    const filter = applyToDelta(delta, operation)
    if (!filter) continue
    filters += 1
    if (filters > MAX_MEMBER_FILTERS)
      throw new InvalidValue(`members: at most ${MAX_MEMBER_FILTERS} filters by more than value are allowed in a PATCH`)
    steps.push(...toSteps(delta), { kind: 'remove-matching', filter })
    delta = emptyDelta()
    addAll(delta, operation)
  }
  return {
    memberSteps: [...steps, ...toSteps(delta)],
    operations: operations.filter((operation) => !isMemberOperation(operation)),
  }
}

/** The members in the body of POST or PUT, or of an operation that adds, each value once. Throws InvalidValue for one that no index can hold. */
export function toAddedMembers(members: Json | undefined): readonly MemberValue[] {
  const added = toMemberValues(members)
  if (added.every(({ value }) => isKeyLength(value))) return added
  throw InvalidValue.of([{ path: 'members.value', message: LONG_KEY }])
}

/** Members as a client names them, each value once. */
export function toMemberValues(members: Json | undefined): readonly MemberValue[] {
  const list = Array.isArray(members) ? (members as readonly Json[]) : members === undefined ? [] : [members]
  const values = new Map<string, MemberValue>()
  for (const element of list) {
    const member = toMemberValue(element)
    if (member !== undefined) values.set(member.value, member)
  }
  return [...values.values()]
}

function isMemberOperation({ path: { attribute } }: PatchOperation): boolean {
  return attribute.schema === undefined && attribute.attribute.name === 'members'
}

/** Sums up one operation; answers the filter of members to remove that only the database can tell. */
function applyToDelta(delta: Delta, operation: PatchOperation): ResolvedFilter | undefined {
  const { op, path, value } = operation
  if (path.attribute.subAttribute) throw new Mutability(`'members.${path.attribute.subAttribute.name}' is immutable`)
  if (path.filter) return applyToMatching(delta, path.filter, operation)
  if (op === 'replace' || (op === 'remove' && value === undefined)) empty(delta)
  if (op === 'remove')
    remove(
      delta,
      toMemberValues(value).map((member) => member.value),
    )
  else addAll(delta, operation)
  return undefined
}

/** `members[value eq "x"]`: the values are known without looking. Replace puts another member in their place. */
function applyToMatching(delta: Delta, filter: ResolvedFilter, operation: PatchOperation): ResolvedFilter | undefined {
  const values = valuesOf(filter)
  if (operation.op !== 'add') {
    if (!values) return filter
    remove(delta, values)
  }
  addAll(delta, operation)
  return undefined
}

/** The values that a filter names one by one. */
function valuesOf(filter: ResolvedFilter): readonly string[] | undefined {
  if (filter.kind === 'or') {
    const parts = filter.filters.map(valuesOf)
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? [])
  }
  const isValue = filter.kind === 'compare' && filter.operator === 'eq' && filter.attribute.attribute.name === 'value'
  return isValue ? [String(filter.value)] : undefined
}

function addAll(delta: Delta, { op, path, value }: PatchOperation): void {
  if (op === 'remove') return
  const implied = path.filter ? impliedValues(path.filter) : undefined
  const members = isJsonObject(value) && implied ? { ...implied, ...value } : value
  for (const member of toAddedMembers(members)) {
    delta.removed.delete(member.value)
    delta.added.set(member.value, member)
  }
}

function remove(delta: Delta, values: readonly string[]): void {
  for (const value of values) {
    delta.added.delete(value)
    if (!delta.emptied) delta.removed.add(value)
  }
}

function empty(delta: Delta): void {
  delta.emptied = true
  delta.removed.clear()
  delta.added.clear()
}

function emptyDelta(): Delta {
  return { emptied: false, removed: new Set(), added: new Map() }
}

function toSteps({ emptied, removed, added }: Delta): readonly MemberStep[] {
  if (!emptied && removed.size === 0 && added.size === 0) return []
  return [{ kind: 'delta', emptied, removed: [...removed], added: [...added.values()] }]
}

function toMemberValue(member: Json): MemberValue | undefined {
  if (!isJsonObject(member)) return undefined
  const { value } = member
  return typeof value === 'string' ? { value, type: toMemberType(member) } : undefined
}

/** What the `$ref` of this very member points to, which a label beside it can't change; else as the label says (RFC 7643 §4.2). */
function toMemberType({ type, value, $ref }: JsonObject): MemberValue['type'] {
  if (type === undefined && $ref === undefined) return null
  const reference = typeof $ref === 'string' ? $ref.toLowerCase() : ''
  if (reference.endsWith(`/users/${String(value).toLowerCase()}`)) return 'User'
  if (reference.endsWith(`/groups/${String(value).toLowerCase()}`)) return 'Group'
  const name = typeof type === 'string' ? type.toLowerCase() : ''
  if (name === 'user') return 'User'
  if (name === 'group' || reference.includes('/groups/')) return 'Group'
  return reference.includes('/users/') ? 'User' : null
}
