import type { PatchOperation } from '../patch/patch-operation.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { pathOf } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Projection } from './project.ts'
import { isJsonObject, type Json, type ResourceData } from './resource-data.ts'

/**
 * The projection of an answer to POST or PUT: what is returned on request is returned too where the
 * client has just written it (RFC 7643 §7), unless it asked for certain attributes.
 */
export function withWritten<Asked extends Projection | null>(
  type: ResourceType,
  projection: Asked,
  data: ResourceData,
): Asked {
  return withPaths(type, projection, ({ path, schema, steps }) => {
    const parent = schema === undefined ? data : data[schema]
    return isJsonObject(parent) && isNamed(parent, steps) ? path : undefined
  })
}

/** The same for PATCH. */
export function withPatched<Asked extends Projection | null>(
  type: ResourceType,
  projection: Asked,
  operations: readonly PatchOperation[],
): Asked {
  if (requestable(type).length === 0) return projection
  const named = operations.map((operation) => pathOf(operation.path.attribute))
  return withPaths(type, projection, ({ path }) =>
    named.some((name) => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`))
      ? path
      : undefined,
  )
}

function withPaths<Asked extends Projection | null>(
  type: ResourceType,
  projection: Asked,
  toPath: (requestable: Requestable) => string | undefined,
): Asked {
  const attributes = requestable(type)
  if (projection === null || attributes.length === 0 || projection.attributes !== undefined) return projection
  return { ...projection, written: new Set(attributes.map(toPath).filter((path) => path !== undefined)) }
}

/** An attribute that is returned on request. */
interface Requestable {
  readonly path: string
  readonly schema: string | undefined
  readonly steps: readonly string[]
}

const known = new WeakMap<ResourceType, readonly Requestable[]>()

function requestable(type: ResourceType): readonly Requestable[] {
  const found = known.get(type)
  if (found !== undefined) return found
  const made = [
    ...requestableIn(undefined, type.schema.attributes),
    ...type.extensions.flatMap(({ schema }) => requestableIn(schema.id, schema.attributes)),
  ]
  known.set(type, made)
  return made
}

function requestableIn(schema: string | undefined, attributes: readonly AttributeDefinition[]): Requestable[] {
  const toRequestable = (steps: readonly string[]): Requestable => {
    const name = steps.join('.')
    return { path: schema === undefined ? name : `${schema}:${name}`, schema, steps }
  }
  return attributes.flatMap(({ name, returned, subAttributes = [] }) => [
    ...(returned === 'request' ? [toRequestable([name])] : []),
    ...subAttributes.filter((sub) => sub.returned === 'request').map((sub) => toRequestable([name, sub.name])),
  ])
}

function isNamed(parent: Readonly<Record<string, Json>>, [name = '', ...rest]: readonly string[]): boolean {
  const value = parent[name]
  const [sub] = rest
  if (sub === undefined || value === undefined) return value !== undefined
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value]
  return values.some((one) => isJsonObject(one) && one[sub] !== undefined)
}
