import type { Json } from '../scim/resource/resource-data.ts'

/** A condition with what it came to. `line` and `column` are there for what stands in the file. */
export type ConditionTrace = {
  readonly result: boolean
  /** The condition as its author would write it. */
  readonly text: string
  readonly line?: number
  readonly column?: number
} & (
  | { readonly kind: 'all' | 'any'; readonly parts: readonly ConditionTrace[] }
  | { readonly kind: 'not'; readonly part: ConditionTrace }
  /** `fact` is what the engine compared: the values that were there. */
  | { readonly kind: 'comparison'; readonly fact: Json }
  /** Membership in a group by name, id or pattern, or in some group for which a filter holds. */
  | { readonly kind: 'group'; readonly group: string; readonly by?: 'name' | 'id' | 'pattern' | 'filter' }
)
