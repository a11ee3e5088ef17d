import { leafOf, type ResolvedAttribute } from '../schema/find-attribute.ts'
import type { ResolvedComparison, ResolvedFilter } from './resolved-filter.ts'

/**
 * The URLs that this service provider makes (`meta.location`, `$ref` of groups and members) begin with the address by which
 * the client reached it, and are stored nowhere: a filter that compares them goes by what follows, `/Users/ID`.
 */
export function withRelativeReferences(filter: ResolvedFilter, baseUrl: string): ResolvedFilter {
  return within(filter, baseUrl, isMadeUrl)
}

type IsMadeUrl = (attribute: ResolvedAttribute) => boolean

function within(filter: ResolvedFilter, baseUrl: string, isMade: IsMadeUrl): ResolvedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => within(part, baseUrl, isMade)) }
    case 'not':
      return { ...filter, filter: within(filter.filter, baseUrl, isMade) }
    case 'valuePath':
      return { ...filter, filter: within(filter.filter, baseUrl, toElement(filter.attribute)) }
    case 'compare':
      return isMade(filter.attribute) ? toRelative(filter, baseUrl) : filter
    default:
      return filter
  }
}

function isMadeUrl({ schema, attribute, subAttribute }: ResolvedAttribute): boolean {
  if (schema !== undefined || subAttribute === undefined) return false
  if (attribute.name === 'meta') return subAttribute.name === 'location'
  return ['groups', 'members'].includes(attribute.name) && subAttribute.name === '$ref'
}

/** The same seen from a value of the attribute. */
function toElement(outer: ResolvedAttribute): IsMadeUrl {
  return (inner) => isMadeUrl({ ...outer, subAttribute: leafOf(inner) })
}

function toRelative(comparison: ResolvedComparison, baseUrl: string): ResolvedComparison {
  const { operator, value } = comparison
  if (typeof value !== 'string') return comparison
  if (value.startsWith(baseUrl)) return { ...comparison, value: value.slice(baseUrl.length) }
  const begins = operator === 'sw' && baseUrl.startsWith(value)
  const contains = operator === 'co' && baseUrl.includes(value)
  return begins || contains ? { ...comparison, value: '' } : comparison
}
