import { InvalidFilter } from '@rolecall/core/scim/errors'
import { checkValueFilter } from '@rolecall/core/scim/filter/check-filter'
import type { Comparison, Filter } from '@rolecall/core/scim/filter/filter'
import { matchesFilter } from '@rolecall/core/scim/filter/matches-filter'
import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { fold } from '@rolecall/core/scim/fold'
import type { Keys } from '@rolecall/core/scim/resource/to-keys'
import { defineAttribute, type AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { idToken, nameToken } from './group-token.ts'

/** `user.groups` (RFC 7643 §4.1.2): what a condition on the whole set may name. */
const value = defineAttribute('value', 'The id of the group.', { caseExact: true })
const display = defineAttribute('display', 'The displayName of the group.')
/** The names that are bound to the group; no author can write this one. */
const bound = defineAttribute('$bound', 'Names of the mapping.', { caseExact: true, multiValued: true })

const written: AttributeDefinition = defineAttribute('groups', 'The groups of the user.', {
  type: 'complex',
  multiValued: true,
  subAttributes: [value, display],
})
const evaluated: AttributeDefinition = { ...written, subAttributes: [value, display, bound] }

const strict = new Tolerances({ strict: true })

/** A condition on the set of a person's groups, ready to match. */
export interface GroupSetFilter {
  readonly filter: ResolvedFilter
  /** The folded names and the ids that it compares with literally. */
  readonly names: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
  /** Whether it looks at more than whether the person is in one of these: it may hold through any group. */
  readonly looksAtAny: boolean
}

/** One group of the set, as the filter sees it. */
export interface GroupElement {
  readonly id: string
  /** `null` where the mapping looks at names and ids alone. */
  readonly displayName: string | null
  readonly names: readonly string[]
}

/**
 * Resolves a filter on the groups of a person. A name that it compares with literally is one that gets bound to a group:
 * `display eq "x"` is about the group bound to x, whatever it is called now. Throws InvalidFilter.
 */
export function resolveGroupSet(filter: Filter): GroupSetFilter {
  checkValueFilter(filter, written, strict)
  const found = { names: new Set<string>(), ids: new Set<string>() }
  const rewritten = withBoundNames(filter, found)
  return { filter: checkValueFilter(rewritten, evaluated, strict), ...found, looksAtAny: !isOneOf(filter) }
}

/** Whether it says no more than that the group is one of those it names. */
function isOneOf(filter: Filter): boolean {
  if (filter.kind === 'or') return filter.filters.every(isOneOf)
  return filter.kind === 'compare' && neededOfComparison(filter) !== null
}

/** Whether some group of the set satisfies it. */
export function someGroupMatches({ filter }: GroupSetFilter, groups: readonly GroupElement[]): boolean {
  return groups.some((group) => matchesFilter(filter, toElementKeys(group)))
}

/** Groups of which a person must be in at least one for the filter to hold; `null` where there are no such groups. */
export function neededOfSet(filter: Filter): ReadonlySet<string> | null {
  switch (filter.kind) {
    case 'and':
      return filter.filters.map(neededOfSet).find((needed) => needed !== null) ?? null
    case 'or': {
      const parts = filter.filters.map(neededOfSet)
      return parts.includes(null) ? null : new Set(parts.flatMap((part) => [...(part ?? [])]))
    }
    case 'compare':
      return neededOfComparison(filter)
    default:
      return null
  }
}

function neededOfComparison({ path, operator, value: literal }: Comparison): ReadonlySet<string> | null {
  if (operator !== 'eq' || typeof literal !== 'string') return null
  const name = path.text.toLowerCase()
  if (name === 'display') return new Set([nameToken(fold(literal))])
  return name === 'value' ? new Set([idToken(literal)]) : null
}

function toElementKeys({ id, displayName, names }: GroupElement): Keys {
  return { value: id, ...(displayName === null ? {} : { display: fold(displayName) }), $bound: names }
}

interface Found {
  readonly names: Set<string>
  readonly ids: Set<string>
}

function withBoundNames(filter: Filter, found: Found): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => withBoundNames(part, found)) }
    case 'not':
      return { ...filter, filter: withBoundNames(filter.filter, found) }
    case 'compare':
      return withBoundName(filter, found)
    case 'present':
      return filter
    case 'contributed':
    case 'valuePath':
      throw new InvalidFilter('This can not stand within user.groups[…]', filter.path.position)
  }
}

function withBoundName(comparison: Comparison, found: Found): Filter {
  const { path, operator, value: literal } = comparison
  const isEqual = operator === 'eq' || operator === 'ne'
  if (path.text.toLowerCase() === 'value') {
    if (isEqual && typeof literal === 'string') found.ids.add(literal)
    return comparison
  }
  if (!isEqual || typeof literal !== 'string') return comparison
  const name = fold(literal)
  found.names.add(name)
  return { ...comparison, path: { ...path, text: bound.name }, value: name, text: name }
}
