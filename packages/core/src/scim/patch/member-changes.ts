import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import type { JsonObject } from '../resource/resource-data.ts'
import type { PatchOperation } from './patch-operation.ts'

/** A member as sent: `value` is an id here, or text to be resolved later. */
export interface MemberValue {
  readonly value: string
  readonly type?: 'User' | 'Group'
  readonly display?: string
}

/**
 * One step of a change of members, to be applied in order without reading the members.
 * `delta`: if `emptied`, the members become exactly `added` (then `removed` is empty); else delete `removed` and insert `added`
 * unless there. No value is in both. `remove-matching`: delete the members for which the filter (relative to a member) is true.
 */
export type MemberStep =
  | { readonly kind: 'delta'; readonly emptied: boolean; readonly removed: readonly string[]; readonly added: readonly MemberValue[] }
  | { readonly kind: 'remove-matching'; readonly filter: ResolvedFilter }

export interface SplitPatch {
  readonly memberSteps: readonly MemberStep[]
  readonly operations: readonly PatchOperation[]
}

/** Takes the operations on `members` out of a group's patch and sums them up; usually one step or none. */
export declare function splitMemberChanges(operations: readonly PatchOperation[]): SplitPatch

/** The members of a parsed group body (POST, PUT), without duplicates. */
export declare function toMemberValues(members: readonly JsonObject[]): readonly MemberValue[]
