import { at, elementsOf, type Json, type JsonObject } from './json.ts'
import type { Lab } from './lab.ts'

/**
 * A value that an attribute may take by what its schema says of it (RFC 7643 §2.3), different each time where its type
 * has that many. What it refers to is made.
 */
export async function sampleValue(lab: Lab, definition: Json): Promise<Json> {
  const value =
    at(definition, 'type') === 'complex' ? await sampleComplex(lab, definition) : sampleSimple(lab, definition)
  return at(definition, 'multiValued') === true ? [value] : value
}

/** Its sub-attributes, but those that only the server writes; `value` is the id of what `$ref` refers to. */
async function sampleComplex(lab: Lab, definition: Json): Promise<JsonObject> {
  const sample: Record<string, Json> = {}
  for (const inner of elementsOf(at(definition, 'subAttributes'))) {
    if (at(inner, 'mutability') !== 'readOnly') sample[String(at(inner, 'name'))] = await sampleValue(lab, inner)
  }
  const email = /^e-?mails?$/i.test(String(at(definition, 'name')))
  if (email && typeof sample['value'] === 'string') sample['value'] = `${sample['value']}@example.com`
  if (!refersToUser(definition)) return sample
  const user = await lab.user()
  return {
    ...sample,
    value: user.id,
    $ref: String(at(user, 'meta', 'location')),
    ...('type' in sample ? { type: 'User' } : {}),
  }
}

function refersToUser(definition: Json): boolean {
  const reference = elementsOf(at(definition, 'subAttributes')).find((inner) => at(inner, 'name') === '$ref')
  return elementsOf(at(reference, 'referenceTypes')).includes('User')
}

function sampleSimple(lab: Lab, definition: Json): Json {
  const word = lab.unique(String(at(definition, 'name')).replaceAll(/\W/g, ''))
  const canonical = elementsOf(at(definition, 'canonicalValues'))[0]
  switch (at(definition, 'type')) {
    case 'boolean':
      return true
    case 'integer':
      return 42
    case 'decimal':
      return 4.2
    case 'dateTime':
      return '2026-01-02T03:04:05Z'
    case 'binary':
      return Buffer.from(word).toString('base64')
    case 'reference':
      return `https://example.com/${word}`
    default:
      return canonical ?? word
  }
}
