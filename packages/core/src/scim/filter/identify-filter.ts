import { pathOf } from '../schema/find-attribute.ts'
import type { ResolvedFilter } from './resolved-filter.ts'

/** A text that is the same for filters that mean the same attributes and values, in whatever case they were written. */
export function identifyFilter(filter: ResolvedFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.filters.map(identifyFilter).join(` ${filter.kind} `)})`
    case 'not':
      return `not ${identifyFilter(filter.filter)}`
    case 'constant':
      return String(filter.value)
    case 'present':
      return `${pathOf(filter.attribute)} pr`
    case 'compare':
      return `${pathOf(filter.attribute)} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'valuePath':
      return `${pathOf(filter.attribute)}[${identifyFilter(filter.filter)}]`
  }
}
