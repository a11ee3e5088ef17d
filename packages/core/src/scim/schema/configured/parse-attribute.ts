import { defineAttribute, type AttributeDefinition, type AttributeType } from '../attribute-definition.ts'
import type { Fields, Reading } from './reading.ts'
import type { SchemaIssue } from './schema-issue.ts'

const types = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'] as const
const characteristics = [
  'name',
  'type',
  'description',
  'multiValued',
  'required',
  'caseExact',
  'mutability',
  'returned',
  'uniqueness',
  'canonicalValues',
  'referenceTypes',
]

/** ATTRNAME of RFC 7643 §2.1; `$ref` is the one name that begins otherwise. */
const attributeName = /^(?:[A-Za-z][-$\w]*|\$ref)$/

/** What a reference can lead to: the resource types, or a URI (RFC 7643 §7). */
const targets = ['User', 'Group', 'external', 'uri']

/** A list of attributes; `taken` are the names in lower case that are not free. */
export function parseAttributes(
  value: unknown,
  path: SchemaIssue['path'],
  taken: ReadonlySet<string>,
  reading: Reading,
  inComplex = false,
): readonly AttributeDefinition[] {
  const names = new Set(taken)
  return reading
    .readList(value, path, 'a list of attributes was expected, each with a name')
    .map((entry, index) => parseAttribute(entry, [...path, index], names, reading, inComplex))
    .filter((attribute) => attribute !== undefined)
}

function parseAttribute(
  entry: unknown,
  path: SchemaIssue['path'],
  names: Set<string>,
  reading: Reading,
  inComplex: boolean,
): AttributeDefinition | undefined {
  const keys = inComplex ? characteristics : [...characteristics, 'subAttributes']
  const fields = reading.readObject(entry, path, keys, inComplex ? 'a sub-attribute' : 'an attribute')
  if (fields === undefined) return undefined
  const name = parseName(fields, names, inComplex)
  const type = fields.choice('type', types) ?? 'string'
  if (type === 'complex' && inComplex) fields.report('type', 'a sub-attribute can not be complex (RFC 7643 §2.3.8)')
  const attribute = defineAttribute(name ?? '', fields.text('description') ?? '', {
    type,
    multiValued: fields.flag('multiValued') ?? false,
    required: fields.flag('required') ?? false,
    ...toCaseExact(fields, type),
    ...toVisibility(fields),
    uniqueness: toUniqueness(fields, type),
    ...toCanonicalValues(fields, type),
    ...toReferenceTypes(fields, type),
    ...toSubAttributes(fields, type, reading, inComplex),
  })
  checkTogether(attribute, fields)
  return name === undefined ? undefined : attribute
}

function parseName(fields: Fields, names: Set<string>, inComplex: boolean): string | undefined {
  const name = fields.text('name')
  if (name === undefined) {
    if (!fields.has('name')) fields.report('name', 'the name is missing')
    return undefined
  }
  if (!attributeName.test(name) || (name === '$ref' && !inComplex)) {
    fields.report('name', `'${name}' is no name: a letter, then letters, digits, '-', '_' or '$' (RFC 7643 §2.1)`)
    return undefined
  }
  // Every object of JavaScript has these.
  if (name in {} || name.toLowerCase() === 'password') {
    fields.report('name', `'${name}' can not be the name of an attribute here`)
    return undefined
  }
  const key = name.toLowerCase()
  if (names.has(key)) fields.report('name', `there is an attribute '${name}' already (names compare without case)`)
  names.add(key)
  return name
}

/** References, binaries and all that is no text compare as they are (RFC 7643 §2.3). */
function toCaseExact(fields: Fields, type: AttributeType): { readonly caseExact?: boolean } {
  const caseExact = fields.flag('caseExact')
  if (caseExact === undefined) return {}
  if (type === 'string') return { caseExact }
  if ((type === 'reference' || type === 'binary') && caseExact) return { caseExact }
  fields.report(
    'caseExact',
    type === 'reference' || type === 'binary' ? `a ${type} is always case exact` : 'only a string has caseExact',
    'key',
  )
  return {}
}

function toVisibility(fields: Fields): Pick<AttributeDefinition, 'mutability' | 'returned'> {
  const mutability = fields.choice('mutability', ['readWrite', 'readOnly', 'immutable', 'writeOnly']) ?? 'readWrite'
  const returned = fields.choice('returned', ['default', 'always', 'request', 'never'])
  if (mutability === 'writeOnly' && returned !== undefined && returned !== 'never')
    fields.report('returned', 'what is writeOnly is returned never')
  return { mutability, returned: returned ?? (mutability === 'writeOnly' ? 'never' : 'default') }
}

/** No organization may learn from a refusal what another one has: `global` can't be kept. */
function toUniqueness(fields: Fields, type: AttributeType): AttributeDefinition['uniqueness'] {
  const uniqueness = fields.choice('uniqueness', ['none', 'server', 'global']) ?? 'none'
  if (uniqueness === 'global')
    fields.report('uniqueness', "values are unique within one organization: 'server' was expected")
  if (uniqueness !== 'none' && (type === 'complex' || type === 'boolean'))
    fields.report('uniqueness', `a ${type} can not be unique${type === 'complex' ? ', its sub-attributes can' : ''}`)
  return uniqueness
}

function toCanonicalValues(fields: Fields, type: AttributeType): Pick<AttributeDefinition, 'canonicalValues'> {
  const canonicalValues = fields.texts('canonicalValues')
  if (canonicalValues === undefined) return {}
  if (type !== 'string') fields.report('canonicalValues', 'only a string has canonicalValues', 'key')
  return { canonicalValues }
}

function toReferenceTypes(fields: Fields, type: AttributeType): Pick<AttributeDefinition, 'referenceTypes'> {
  const referenceTypes = fields.texts('referenceTypes')
  if (type !== 'reference') {
    if (referenceTypes !== undefined) fields.report('referenceTypes', 'only a reference has referenceTypes', 'key')
    return {}
  }
  if (referenceTypes === undefined) {
    if (!fields.has('referenceTypes'))
      fields.report('referenceTypes', `a reference needs referenceTypes: some of ${targets.join(', ')}`)
    return {}
  }
  const unknown = referenceTypes.filter((target) => !targets.includes(target))
  if (unknown.length > 0)
    fields.report('referenceTypes', `${unknown.join(', ')}: some of ${targets.join(', ')} were expected`)
  return { referenceTypes }
}

function toSubAttributes(
  fields: Fields,
  type: AttributeType,
  reading: Reading,
  inComplex: boolean,
): Pick<AttributeDefinition, 'subAttributes'> {
  if (inComplex) return {}
  if (type !== 'complex') {
    if (fields.has('subAttributes')) fields.report('subAttributes', 'only a complex attribute has subAttributes', 'key')
    return {}
  }
  if (!fields.has('subAttributes')) {
    fields.report('subAttributes', 'a complex attribute needs subAttributes')
    return {}
  }
  const path = [...fields.path, 'subAttributes']
  return { subAttributes: parseAttributes(fields.get('subAttributes'), path, new Set(), reading, true) }
}

/** What is right alone and wrong together. */
function checkTogether(attribute: AttributeDefinition, fields: Fields): void {
  const { mutability, multiValued, required, subAttributes = [] } = attribute
  if (required && mutability === 'readOnly') fields.report('required', 'no client can give what is readOnly')
  if (!multiValued) return
  const primary = subAttributes.find(({ name }) => name === 'primary')
  if (primary !== undefined && primary.type !== 'boolean')
    fields.report('subAttributes', "'primary' of several values is a boolean (RFC 7643 §2.4)")
}
