import { fold } from '@rolecall/core/scim/fold'
import type { KeyScalar, ResolvedComparison, ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { AttributeDefinition, AttributeType } from '@rolecall/core/scim/schema/attribute-definition'
import { leafOf, type ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { COMMON_ATTRIBUTES } from '@rolecall/core/scim/schema/common-attributes'
import fc from 'fast-check'

import { sampleExtension } from './sample-types.ts'

/** Few texts, so that they meet: prefixes of each other, wildcards of LIKE, beyond ASCII, beyond the first plane. */
const texts = [
  'a',
  'A',
  'ab',
  'b%',
  'b_',
  '%',
  "o'x",
  '"q"',
  'é',
  'e\u0301',
  '\uffee',
  '\u{1f600}',
  '\u{1f600}z',
  'true',
  '1',
] as const
const dates = ['2026-01-01T00:00:00.000Z', '2026-01-02T03:04:05.678Z', '2027-01-01T00:00:00.000Z'] as const

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const text = fc.constantFrom(...texts)

const multiValue = fc.record(
  { value: text, display: text, type: fc.constantFrom('work', 'home', 'Work'), primary: fc.boolean() },
  { requiredKeys: [] },
)
const multiValues = fc
  .array(multiValue, { minLength: 1, maxLength: 3 })
  .map((list) => list.filter((value) => Object.keys(value).length > 0))

const number = fc.constantFrom(-1, 0, 1, 1.5, 2, 10, 100)
const integer = fc.constantFrom(-1, 0, 1, 2, 10, 100)
const list = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(values, { minLength: 1, maxLength: 3 })

/** A value of the sample's extension: an attribute of every type. */
const badge = fc
  .record(
    {
      code: text,
      level: integer,
      ratio: number,
      since: fc.constantFrom(...dates),
      external: fc.boolean(),
      page: text,
      print: text,
      tags: list(text),
      codes: list(text),
      scores: list(integer),
      flags: list(fc.boolean()),
      days: list(fc.constantFrom(...dates)),
      doors: list(fc.record({ value: text, floor: integer, primary: fc.boolean() }, { requiredKeys: ['value'] })),
      desk: fc.record({ room: text, floor: integer, labels: list(text) }, { requiredKeys: ['room'] }),
    },
    { requiredKeys: [] },
  )
  .filter((value) => Object.keys(value).length > 0)

/** Attributes of a user, `userName` left out: the caller makes it unique. */
export const userData: fc.Arbitrary<ResourceData> = fc
  .record(
    {
      externalId: text,
      displayName: text,
      title: text,
      active: fc.boolean(),
      name: fc.record({ givenName: text, familyName: text }, { requiredKeys: ['givenName'] }),
      emails: multiValues,
      phoneNumbers: multiValues,
      roles: multiValues,
      [enterprise]: fc.record(
        { department: text, manager: fc.record({ value: text, displayName: text }, { requiredKeys: ['value'] }) },
        { requiredKeys: ['department'] },
      ),
      rank: fc.integer({ min: -2, max: 2 }),
      [sampleExtension]: badge,
    },
    { requiredKeys: [] },
  )
  .map((data) => withoutEmptyLists(data as ResourceData))

function withoutEmptyLists(data: ResourceData): ResourceData {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !(Array.isArray(value) && value.length === 0)))
}

/** What only the server that answers a request knows, and no database. */
const unknownHere = new Set(['location', '$ref'])

/** Every attribute of a type with a value that can be compared, but for URIs that the server makes. */
export function comparableAttributes({ schema, extensions }: ResourceType): ResolvedAttribute[] {
  return allAttributes({ schema, extensions }).filter((resolved) => leafOf(resolved).type !== 'complex')
}

function allAttributes({ schema, extensions }: Pick<ResourceType, 'schema' | 'extensions'>): ResolvedAttribute[] {
  const core = [...COMMON_ATTRIBUTES, ...schema.attributes].flatMap((attribute) => pathsOf(undefined, attribute))
  const others = extensions.flatMap(({ schema: { id, attributes } }) =>
    attributes.flatMap((attribute) => pathsOf(id, attribute)),
  )
  return [...core, ...others]
}

function pathsOf(schema: string | undefined, attribute: AttributeDefinition): ResolvedAttribute[] {
  const parts = (attribute.subAttributes ?? [])
    .filter(({ name }) => !unknownHere.has(name))
    .filter(({ name }) => !(attribute.name === 'meta' && name === 'resourceType'))
  return [
    { schema, attribute, subAttribute: undefined },
    ...parts.map((subAttribute) => ({ schema, attribute, subAttribute })),
  ]
}

/** Any filter on a type as `checkFilter` gives it. `hints` are values that some resource has. */
export function resolvedFilter(type: ResourceType, hints: readonly string[]): fc.Arbitrary<ResolvedFilter> {
  const all = fc.constantFrom(...allAttributes(type))
  const comparable = fc.constantFrom(...comparableAttributes(type))
  const complex = fc.constantFrom(
    ...allAttributes(type).filter(
      ({ attribute, subAttribute }) =>
        subAttribute === undefined && (attribute.multiValued || attribute.type === 'complex'),
    ),
  )
  const leaf: fc.Arbitrary<ResolvedFilter> = fc.oneof(
    { weight: 6, arbitrary: comparable.chain((attribute) => comparison(attribute, hints)) },
    { weight: 1, arbitrary: all.map((attribute) => ({ kind: 'present' as const, attribute })) },
    { weight: 2, arbitrary: complex.chain((attribute) => valuePath(attribute, hints)) },
  )
  return combined(leaf)
}

function combined(leaf: fc.Arbitrary<ResolvedFilter>): fc.Arbitrary<ResolvedFilter> {
  const { filter } = fc.letrec<{ filter: ResolvedFilter }>((tie) => {
    const filters = fc.array(tie('filter'), { minLength: 2, maxLength: 3 })
    return {
      filter: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        leaf,
        filters.map((parts) => ({ kind: 'and' as const, filters: parts })),
        filters.map((parts) => ({ kind: 'or' as const, filters: parts })),
        tie('filter').map((inner) => ({ kind: 'not' as const, filter: inner })),
      ),
    }
  })
  return filter
}

function valuePath(attribute: ResolvedAttribute, hints: readonly string[]): fc.Arbitrary<ResolvedFilter> {
  const { attribute: definition } = attribute
  const parts =
    definition.type === 'complex'
      ? (definition.subAttributes ?? []).filter(({ name }) => !unknownHere.has(name) && name !== 'resourceType')
      : [{ ...definition, name: 'value', multiValued: false }]
  const relative = parts.map((part) => ({ schema: undefined, attribute: part, subAttribute: undefined }))
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...relative).chain((part) => comparison(part, hints)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...relative).map((part) => ({ kind: 'present' as const, attribute: part })),
    },
  )
  return combined(leaf).map((filter) => ({ kind: 'valuePath' as const, attribute, filter }))
}

const ordered = ['eq', 'gt', 'ge', 'lt', 'le'] as const
const textual = [...ordered, 'co', 'sw', 'ew'] as const
const operators: Record<Exclude<AttributeType, 'complex'>, readonly ResolvedComparison['operator'][]> = {
  string: textual,
  reference: textual,
  binary: ['eq', 'co', 'sw', 'ew'],
  boolean: ['eq'],
  integer: ordered,
  decimal: ordered,
  dateTime: ordered,
}

function comparison(attribute: ResolvedAttribute, hints: readonly string[]): fc.Arbitrary<ResolvedFilter> {
  const leaf = leafOf(attribute)
  const type = leaf.type === 'complex' ? 'string' : leaf.type
  return fc
    .record({ operator: fc.constantFrom(...operators[type]), value: valueOf(leaf, hints) })
    .map(({ operator, value }) => ({ kind: 'compare', attribute, operator, value, written: value }))
}

function valueOf({ caseExact, type }: AttributeDefinition, hints: readonly string[]): fc.Arbitrary<KeyScalar> {
  if (type === 'boolean') return fc.boolean()
  if (type === 'dateTime') return fc.constantFrom(...dates)
  if (type === 'integer' || type === 'decimal') return number
  const values = fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 2, arbitrary: fc.constantFrom('', 'work', 'home', 'User', 'Group', 'direct', 'W/"1"', 'W/"2"') },
    { weight: 2, arbitrary: fc.constantFrom(...hints) },
  )
  return caseExact ? values : values.map(fold)
}
