import type { FactDefinition } from '@rolecall/core/plugin/mapping-kind'
import { InvalidFilter, InvalidPath } from '@rolecall/core/scim/errors'
import { checkValueFilter, hasValuePaths } from '@rolecall/core/scim/filter/check-filter'
import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { parsePath, type Path } from '@rolecall/core/scim/path/parse-path'
import { valuesAt } from '@rolecall/core/scim/path/values-at'
import type { Json, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { defineAttribute, type AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import {
  findAttribute,
  findSubAttribute,
  leafOf,
  type ResolvedAttribute,
} from '@rolecall/core/scim/schema/find-attribute'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { suggestion } from '../node/suggestion.ts'
import { findNearest } from '../text/find-nearest.ts'
import type { FactSource, SourceTypes } from './fact-sources.ts'

/** A checked path into what rules look at: `userName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
export interface FactPath {
  /** How the engine names it: unique over all sources. */
  readonly key: string
  readonly of: FactSource
  readonly text: string
  /** The definition of the values at the path. */
  readonly leaf: AttributeDefinition
  /** The attribute it is within; `null` for a contributed fact. */
  readonly attribute: ResolvedAttribute | null
  /** Which values of a multi-valued attribute. */
  readonly filter: ResolvedFilter | undefined
  /** The values, as the provider sent them or the plugin computes them. */
  valuesOf(data: ResourceData): readonly Json[]
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

/** Attributes of a representation that are no facts about what it shows. */
const notFacts: Readonly<Record<FactSource, readonly string[]>> = {
  user: ['id', 'meta', 'schemas', 'groups'],
  group: ['meta', 'schemas', 'members'],
  member: ['id', 'externalId', 'meta', 'schemas'],
}

const plural: Readonly<Record<FactSource, string>> = { user: 'Users', group: 'Groups', member: 'Memberships' }

/** A mapping is written by people, once: nothing has to be tolerated. */
const strict = new Tolerances({ strict: true })

/** Parses a path with SCIM's own parser and looks up its attribute. Throws PathMistake. */
export function parseFactPath(of: FactSource, text: string, types: SourceTypes): FactPath {
  const path = readPath(text)
  const found = findAttribute(types[of], path.attribute.text, strict)
  if (found === undefined || notFacts[of].includes(found.attribute.name)) {
    throw unknownAttribute(of, path.attribute, types)
  }
  const filter = path.filter && readFilter(path.filter, found, path)
  const attribute = path.subAttribute ? withSubAttribute(found, path.subAttribute) : found
  const valuesOf = (data: ResourceData) => valuesAt(data, attribute, filter)
  return { key: `${of} ${text}`, of, text, leaf: leafOf(attribute), attribute, filter, valuesOf }
}

/** The path of a fact that a plugin contributes: it has no parts. */
export function toFactPath(definition: FactDefinition): FactPath {
  const { name, summary, of, type, caseExact = false } = definition
  const leaf = defineAttribute(name, summary, { type, caseExact, multiValued: true })
  return {
    key: `fact ${name}`,
    of,
    text: name,
    leaf,
    attribute: null,
    filter: undefined,
    valuesOf: (data) => definition.valuesOf(data),
  }
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

function unknownAttribute(of: FactSource, { text, position }: Path['attribute'], types: SourceTypes): PathMistake {
  const names = attributeNames(of, types)
  const meant = findOfExtension(of, text, types)
  const hint =
    meant === undefined
      ? suggestion(text, names)
      : `did you mean '${meant}'? Attributes of an extension are written with its URN.`
  return new PathMistake('UNKNOWN_ATTRIBUTE', `${plural[of]} have no attribute '${text}'; ${hint}`, position)
}

/** The whole path of what an extension has by that name, or nearly, where the resource itself has nothing as near. */
function findOfExtension(of: FactSource, text: string, types: SourceTypes): string | undefined {
  const { extensions, schema } = types[of]
  const paths = new Map(
    extensions.flatMap(({ schema: { attributes, id } }) => attributes.map(({ name }) => [name, `${id}:${name}`])),
  )
  const own = schema.attributes.map(({ name }) => name)
  const nearest = findNearest(text, [...own, ...paths.keys()])
  return nearest === undefined ? undefined : paths.get(nearest)
}

/** The attributes that conditions may name, those of extensions with their URN. */
function attributeNames(of: FactSource, types: SourceTypes): readonly string[] {
  const { schema, extensions } = types[of]
  const common = of === 'member' ? [] : of === 'group' ? ['id', 'externalId'] : ['externalId']
  const own = schema.attributes.map(({ name }) => name).filter((name) => !notFacts[of].includes(name))
  const extended = extensions.flatMap((extension) =>
    extension.schema.attributes.map(({ name }) => `${extension.schema.id}:${name}`),
  )
  return [...common, ...own, ...extended]
}

/** SCIM's own sentence; its position is told by line and column. */
function sentence({ message }: Error): string {
  return `${message.replace(/ \(at position \d+ of the (?:path|filter)\)$/, '')}.`
}
