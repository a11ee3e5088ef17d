import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'

/** Whether an element without `value` is nobody at all, as a member is. */
export function needsValue(definition: AttributeDefinition): boolean {
  return findSubAttribute(definition, 'value')?.required === true
}
