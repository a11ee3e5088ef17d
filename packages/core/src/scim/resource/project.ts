import { parsePath } from '../path/parse-path.ts'
import { isHidden, type AttributeDefinition } from '../schema/attribute-definition.ts'
import { COMMON_ATTRIBUTES } from '../schema/common-attributes.ts'
import { findSearchedAttribute, findSchema, pathOf } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { Tolerances } from '../tolerance.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from './resource-data.ts'

/** Which attributes a response has (RFC 7644 §3.4.2.5, §3.9), by paths in the schema's spelling. */
export interface Projection {
  /** Undefined if the client did not ask for certain ones. */
  readonly attributes: ReadonlySet<string> | undefined
  readonly excludedAttributes: ReadonlySet<string>
  /** What the request wrote of the attributes that are returned on request. */
  readonly written?: ReadonlySet<string>
}

/** The names that a client gave; the type has the last word on what there is. */
export interface ProjectionParameters {
  readonly attributes?: readonly string[] | undefined
  readonly excludedAttributes?: readonly string[] | undefined
}

/** Names that the type does not have are ignored. */
export function resolveProjection(
  type: ResourceType,
  parameters: ProjectionParameters,
  tolerances: Tolerances,
): Projection {
  const { attributes, excludedAttributes } = parameters
  return {
    attributes: attributes && pathsOf(type, attributes, tolerances),
    excludedAttributes: pathsOf(type, excludedAttributes ?? [], tolerances),
  }
}

/** Whether a core attribute can be in the response at all: `members` need not be read otherwise. */
export function includesAttribute(type: ResourceType, projection: Projection, name: string): boolean {
  const found = findSearchedAttribute(type, name, new Tolerances())
  return found !== undefined && isIncluded(found.attribute, pathOf(found), projection)
}

/** The resource with the attributes that the projection and their `returned` allow. */
export function project(type: ResourceType, resource: ResourceData, projection: Projection): ResourceData {
  const core = projection.attributes?.has(type.schema.id) ? { ...projection, attributes: undefined } : projection
  const result = projectObject([...COMMON_ATTRIBUTES, ...type.schema.attributes], resource, '', core)
  for (const { schema } of type.extensions) {
    const values = resource[schema.id]
    if (!isJsonObject(values)) continue
    const extension = projectExtension(schema.attributes, schema.id, values, projection)
    if (Object.keys(extension).length > 0) result[schema.id] = extension
  }
  return result
}

function projectExtension(
  definitions: readonly AttributeDefinition[],
  urn: string,
  values: JsonObject,
  projection: Projection,
): JsonObject {
  const whole = projection.attributes?.has(urn) ? { ...projection, attributes: undefined } : projection
  const excluded = projection.excludedAttributes.has(urn)
  const shown = excluded ? definitions.filter(({ returned }) => returned === 'always') : definitions
  return projectObject(shown, values, `${urn}:`, whole)
}

function projectObject(
  definitions: readonly AttributeDefinition[],
  object: JsonObject,
  prefix: string,
  projection: Projection,
): Record<string, Json> {
  const result: Record<string, Json> = {}
  for (const definition of definitions) {
    const value = object[definition.name]
    const path = prefix + definition.name
    if (value === undefined || !isIncluded(definition, path, projection)) continue
    const projected = projectValue(definition, value, path, projection)
    if (projected !== undefined) result[definition.name] = projected
  }
  return result
}

/** An attribute that is asked for by itself comes with all its sub-attributes. */
function projectValue(
  definition: AttributeDefinition,
  value: Json,
  path: string,
  projection: Projection,
): Json | undefined {
  if (!definition.subAttributes) return value
  const inner = projection.attributes?.has(path) ? { ...projection, attributes: undefined } : projection
  const projectOne = (one: Json) =>
    isJsonObject(one) ? projectObject(definition.subAttributes ?? [], one, `${path}.`, inner) : one
  const isShown = (one: Json): boolean => !isJsonObject(one) || Object.keys(one).length > 0
  if (!Array.isArray(value)) return [projectOne(value)].find(isShown)
  const shown = (value as readonly Json[]).map(projectOne).filter(isShown)
  return shown.length === 0 ? undefined : shown
}

function isIncluded(
  definition: AttributeDefinition,
  path: string,
  { attributes, excludedAttributes, written }: Projection,
): boolean {
  if (definition.returned === 'always') return true
  if (isHidden(definition) || excludedAttributes.has(path)) return false
  if (!attributes) return definition.returned === 'default' || written?.has(path) === true
  return attributes.has(path) || (definition.subAttributes ?? []).some(({ name }) => attributes.has(`${path}.${name}`))
}

/** `emails[type eq "work"].value` stands for `emails.value`: a list of attributes chooses no values (RFC 7644 §3.10). */
function withoutFilter(name: string, tolerances: Tolerances): string {
  if (!name.includes('[') || !tolerances.use('filtered-sub-attribute')) return name
  try {
    const { attribute, subAttribute } = parsePath(name, tolerances)
    return subAttribute === undefined ? attribute.text : `${attribute.text}.${subAttribute.text}`
  } catch {
    return name
  }
}

function pathsOf(type: ResourceType, names: readonly string[], tolerances: Tolerances): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const name of names) {
    const plain = withoutFilter(name, tolerances)
    const found = findSearchedAttribute(type, plain, tolerances)
    const path = found ? pathOf(found) : findSchema(type, plain, tolerances)?.id
    if (path !== undefined) paths.add(path)
  }
  return paths
}
