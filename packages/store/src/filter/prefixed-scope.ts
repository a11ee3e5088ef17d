import type { ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'

import type { FilterScope } from './resource-source.ts'

/** A value path on a single complex value: its sub-attributes are those of the attribute. */
export function createPrefixedScope(outer: FilterScope, { schema, attribute }: ResolvedAttribute): FilterScope {
  const within = (inner: ResolvedAttribute): ResolvedAttribute => ({ schema, attribute, subAttribute: inner.attribute })
  return {
    compare: (inner, operator, value) => outer.compare(within(inner), operator, value),
    present: (inner) => outer.present(within(inner)),
    valuePath: (inner, filter) => outer.valuePath(within(inner), filter),
  }
}
