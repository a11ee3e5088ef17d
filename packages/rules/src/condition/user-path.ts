import { InvalidFilter, InvalidPath } from '@rolecall/core/scim/errors'
import { checkValueFilter, hasValuePaths } from '@rolecall/core/scim/filter/check-filter'
import { matchesFilter } from '@rolecall/core/scim/filter/matches-filter'
import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { parsePath, type Path } from '@rolecall/core/scim/path/parse-path'
import { isJsonObject, type Json, type ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { toElementKeys } from '@rolecall/core/scim/resource/to-keys'
import type { AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import {
  findAttribute,
  findSubAttribute,
  leafOf,
  type ResolvedAttribute,
} from '@rolecall/core/scim/schema/find-attribute'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { suggestion } from '../node/nearest.ts'

/** A SCIM path over a user, checked: `userName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
export interface UserPath {
  readonly text: string
  readonly attribute: ResolvedAttribute
  /** Which values of a multi-valued attribute. */
  readonly filter: ResolvedFilter | undefined
  /** The definition of the values at the path. */
  readonly leaf: AttributeDefinition
}

/** A path that is none; `position` counts UTF-16 units from 0. */
export class PathMistake extends Error {
  readonly code: 'INVALID_PATH' | 'UNKNOWN_ATTRIBUTE'
  readonly position: number
  constructor(code: PathMistake['code'], message: string, position: number) {
    super(message)
    this.code = code
    this.position = position
  }
}

/** Attributes of a representation that are no facts about the user. */
const notFacts = ['id', 'meta', 'schemas', 'groups']

/** A mapping is written by people, once: nothing has to be tolerated. */
const strict = new Tolerances({ strict: true })

/** Parses a path with SCIM's own parser and looks up its attribute. Throws PathMistake. */
export function parseUserPath(type: ResourceType, text: string): UserPath {
  const path = readPath(text)
  const found = findAttribute(type, path.attribute.text, strict)
  if (found === undefined || notFacts.includes(found.attribute.name)) throw unknownAttribute(type, path.attribute)
  const filter = path.filter && readFilter(path.filter, found, path)
  const attribute = path.subAttribute ? withSubAttribute(found, path.subAttribute) : found
  return { text, attribute, filter, leaf: leafOf(attribute) }
}

/** The values of a user at a path, as the provider sent them. */
export function valuesAt(user: ResourceData, { attribute, filter }: UserPath): readonly Json[] {
  const { schema, attribute: definition, subAttribute } = attribute
  const parent = schema === undefined ? user : user[schema]
  if (!isJsonObject(parent)) return []
  const values = toList(parent[definition.name])
  const chosen = filter ? values.filter((value) => matchesFilter(filter, toElementKeys(definition, value))) : values
  if (!subAttribute) return chosen
  return chosen.flatMap((value) => (isJsonObject(value) ? toList(value[subAttribute.name]) : []))
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}

function readPath(text: string): Path {
  try {
    return parsePath(text, strict)
  } catch (error) {
    if (!(error instanceof InvalidPath)) throw error
    throw new PathMistake('INVALID_PATH', sentence(error), error.position)
  }
}

function readFilter(
  filter: NonNullable<Path['filter']>,
  { attribute, subAttribute }: ResolvedAttribute,
  path: Path,
): ResolvedFilter {
  if (subAttribute || !hasValuePaths(attribute)) {
    throw new PathMistake(
      'INVALID_PATH',
      `'${path.attribute.text}' has no values to choose from.`,
      path.attribute.position,
    )
  }
  try {
    return checkValueFilter(filter, attribute, strict)
  } catch (error) {
    if (!(error instanceof InvalidFilter)) throw error
    throw new PathMistake('INVALID_PATH', sentence(error), error.position)
  }
}

function withSubAttribute(found: ResolvedAttribute, { text, position }: Path['attribute']): ResolvedAttribute {
  const subAttribute = findSubAttribute(found.attribute, text)
  if (subAttribute) return { ...found, subAttribute }
  const known = (found.attribute.subAttributes ?? []).map(({ name }) => name)
  throw new PathMistake(
    'UNKNOWN_ATTRIBUTE',
    `'${found.attribute.name}' has no sub-attribute '${text}'; ${suggestion(text, known)}`,
    position,
  )
}

function unknownAttribute(type: ResourceType, { text, position }: Path['attribute']): PathMistake {
  const known = type.schema.attributes.map(({ name }) => name).filter((name) => !notFacts.includes(name))
  return new PathMistake(
    'UNKNOWN_ATTRIBUTE',
    `Users have no attribute '${text}'; ${suggestion(text, ['externalId', ...known])}`,
    position,
  )
}

/** SCIM's own sentence; its position is told by line and column. */
function sentence({ message }: Error): string {
  return `${message.replace(/ \(at position \d+ of the (?:path|filter)\)$/, '')}.`
}
