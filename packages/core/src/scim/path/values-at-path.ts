import { checkValueFilter } from '../filter/check-filter.ts'
import type { Json, ResourceData } from '../resource/resource-data.ts'
import { findAttribute, findSubAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { Tolerances } from '../tolerance.ts'
import { parsePath } from './parse-path.ts'
import { valuesAt } from './values-at.ts'

const strict = new Tolerances({ strict: true })

/**
 * The values at a path that somebody wrote, `emails[type eq "work"].value`; none where the type has no such attribute.
 * Throws InvalidPath, InvalidFilter.
 */
export function valuesAtPath(data: ResourceData, type: ResourceType, text: string): readonly Json[] {
  const path = parsePath(text, strict)
  const found = findAttribute(type, path.attribute.text, strict)
  if (found === undefined) return []
  const { subAttribute } = path
  const part = subAttribute && findSubAttribute(found.attribute, subAttribute.text)
  if (subAttribute !== undefined && part === undefined) return []
  const filter = path.filter && checkValueFilter(path.filter, found.attribute, strict)
  return valuesAt(data, part ? { ...found, subAttribute: part } : found, filter)
}
