import { deepEqual } from '../deep-equal.ts'
import { Mutability } from '../errors.ts'
import type { Json, JsonObject } from '../resource/resource-data.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { PatchOperation } from './patch-operation.ts'

/**
 * A complex value with one sub-attribute set or (value undefined) unassigned. A `$ref` goes with the
 * `value` it pointed to. Throws Mutability for an immutable one that has another value, or a required one that would go.
 */
export function withSubAttribute(
  object: JsonObject,
  subAttribute: AttributeDefinition,
  op: PatchOperation['op'],
  value: Json | undefined,
): JsonObject {
  const { name } = subAttribute
  const next = op === 'remove' ? undefined : value
  if (deepEqual(object[name], next)) return object
  if (subAttribute.mutability === 'immutable' && object[name] !== undefined)
    throw new Mutability(`'${name}' is immutable`)
  if (subAttribute.required && next === undefined) throw new Mutability(`'${name}' is required`)
  const gone = name === 'value' ? [name, '$ref'] : [name]
  const others = Object.fromEntries(Object.entries(object).filter(([other]) => !gone.includes(other)))
  return next === undefined ? others : { ...others, [name]: next }
}
