import { findMeantAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { Tolerances } from '../tolerance.ts'
import { needsValue } from './needs-value.ts'

/** More than the name of an attribute has, its URN included; a path may have thousands. */
const mostDots = 16

/**
 * Whether a path begins with an attribute whose elements are nobody without a `value`, with its URN or without, be what
 * follows it known or not, and whatever sign stands between them.
 */
export function namesMembers(type: ResourceType, text: string): boolean {
  const [path = ''] = /^[^[]*/.exec(text) ?? []
  const parts = path.trim().split('.', mostDots)
  const [first = ''] = /^[\w$-]*/.exec(path.trim()) ?? []
  const names = [...parts.map((_, index) => parts.slice(0, parts.length - index).join('.')), first]
  const found = names.map((name) => findMeantAttribute(type, name, new Tolerances())).find((one) => one !== undefined)
  return found !== undefined && needsValue(found.attribute)
}
