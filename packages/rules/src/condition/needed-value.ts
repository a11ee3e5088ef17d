import type { Condition } from '@rolecall/core/plugin/condition'
import { toKey } from '@rolecall/core/scim/resource/to-key'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { KeyScalar } from '@rolecall/core/scim/filter/resolved-filter'
import { constantOf, type ComparisonContext } from './compile-comparison.ts'
import type { FactPath } from './fact-path.ts'
import type { FactSource } from './fact-sources.ts'
import type { Need } from './need.ts'

/** The value that a comparison with `eq` needs, where it is about `of`; `null` for any other condition. */
export function neededValue(leaf: Condition, of: FactSource, context: ComparisonContext): Need | null {
  if (!('path' in leaf) || (leaf.of ?? 'user') !== of) return null
  const constant = constantOf(leaf, context)
  return constant && new Map([[valueToken(constant.path, constant.key), constant.path]])
}

/** What there is of an attribute, as tokens. A fact that a plugin makes may throw. */
export function valueTokens(path: FactPath, data: ResourceData): readonly string[] {
  const keys = path.valuesOf(data).map((value) => toKey(path.leaf, value))
  return keys.flatMap((key) => (key === undefined ? [] : [valueToken(path, key)]))
}

/** Keys are equal where these are: the engine compares the same keys. */
function valueToken(path: FactPath, key: KeyScalar): string {
  return `v${path.key}\n${typeof key} ${String(key)}`
}
