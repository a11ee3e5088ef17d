import type { Comparison, ContributedComparison, Filter } from './filter.ts'

/** The canonical text of a filter: parsing it gives the same filter again. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'or':
      return filter.filters.map(printFilter).join(' or ')
    case 'and':
      return filter.filters
        .map((part) => (part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part)))
        .join(' and ')
    case 'not':
      return `not (${printFilter(filter.filter)})`
    case 'present':
      return `${filter.path.text} pr`
    case 'valuePath':
      return `${filter.path.text}[${printFilter(filter.filter)}]`
    case 'compare':
      return `${filter.path.text} ${filter.operator} ${printValue(filter)}`
    case 'contributed':
      return `${filter.path.text} ${filter.operator}${filter.value === undefined ? '' : ` ${printValue(filter)}`}`
  }
}

function printValue({ value, text }: Comparison | ContributedComparison): string {
  return typeof value === 'number' ? text : JSON.stringify(value)
}
