import { compareCodePoints } from '../compare-code-points.ts'
import type { KeyScalar, ResolvedComparison } from './resolved-filter.ts'

/** Whether two keys compare so; keys of different types never do. */
export function comparesKeys(key: KeyScalar, operator: ResolvedComparison['operator'], value: KeyScalar): boolean {
  if (typeof key === 'string' && typeof value === 'string') return comparesText(key, operator, value)
  if (typeof key !== typeof value) return false
  return holds(operator, Number(key) - Number(value))
}

function comparesText(key: string, operator: ResolvedComparison['operator'], value: string): boolean {
  switch (operator) {
    case 'co':
      return key.includes(value)
    case 'sw':
      return key.startsWith(value)
    case 'ew':
      return key.endsWith(value)
    default:
      return holds(operator, compareCodePoints(key, value))
  }
}

function holds(operator: ResolvedComparison['operator'], difference: number): boolean {
  switch (operator) {
    case 'eq':
      return difference === 0
    case 'gt':
      return difference > 0
    case 'ge':
      return difference >= 0
    case 'lt':
      return difference < 0
    case 'le':
      return difference <= 0
    default:
      return false
  }
}
