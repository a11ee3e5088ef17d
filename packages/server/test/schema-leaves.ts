import type { Client } from './client.ts'

/** An attribute as `/Schemas` shows it. */
export interface ShownAttribute {
  readonly name: string
  readonly type: string
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: string
  readonly returned: string
  readonly uniqueness: string
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly ShownAttribute[]
}

/** A place that holds plain values: an attribute, or a sub-attribute of one. */
export interface Leaf {
  readonly endpoint: '/Users' | '/Groups'
  /** The extension's URN; `undefined` in the core schema. */
  readonly urn: string | undefined
  readonly attribute: ShownAttribute
  readonly sub: ShownAttribute | undefined
  /** What holds the values. */
  readonly definition: ShownAttribute
  readonly path: string
}

/** Every leaf of every schema that the server shows, walked from `/ResourceTypes` to `/Schemas`. */
export async function readLeaves(client: Client, root: string): Promise<readonly Leaf[]> {
  const types = (await client('GET', `${root}/ResourceTypes`)).body.Resources
  const leaves: Leaf[] = []
  for (const { endpoint, schema, schemaExtensions } of types) {
    for (const [urn, prefix] of [
      [schema, undefined],
      ...schemaExtensions.map((extension: { schema: string }) => [extension.schema, extension.schema]),
    ] as readonly [string, string | undefined][]) {
      const { attributes } = (await client('GET', `${root}/Schemas/${urn}`)).body
      for (const attribute of attributes as readonly ShownAttribute[]) {
        for (const sub of attribute.subAttributes ?? [undefined]) {
          const name = sub === undefined ? attribute.name : `${attribute.name}.${sub.name}`
          const path = prefix === undefined ? name : `${prefix}:${name}`
          leaves.push({ endpoint, urn: prefix, attribute, sub, definition: sub ?? attribute, path })
        }
      }
    }
  }
  return leaves
}

/** A value of the leaf; another for each `n`. */
export function valueOf({ definition, path }: Leaf, n: number): unknown {
  return plainValue(definition, `${path.replaceAll(/\W/g, '')}x${n}`, n)
}

function plainValue({ canonicalValues, referenceTypes, type }: ShownAttribute, label: string, n: number): unknown {
  switch (type) {
    case 'boolean':
      return n % 2 === 0
    case 'integer':
      return n
    case 'decimal':
      return n + 0.5
    case 'dateTime':
      return new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString()
    case 'binary':
      return Buffer.from(label).toString('base64')
    case 'reference':
      return referenceTypes?.some((target) => target === 'User' || target === 'Group')
        ? `https://example.com/scim/v2/${referenceTypes.includes('User') ? 'Users' : 'Groups'}/${label}`
        : `https://example.com/${label}`
    default:
      return canonicalValues?.[n % canonicalValues.length] ?? `${label}@Example.com`
  }
}

/** What the attribute of the leaf holds when the leaf has this value, with what such a value can't do without. */
export function attributeValue(leaf: Leaf, value: unknown, n: number): unknown {
  const { attribute, sub } = leaf
  const listed = leaf.definition.multiValued && !Array.isArray(value) ? [value] : value
  if (sub === undefined) return listed
  const written = (attribute.subAttributes ?? []).filter(({ mutability }) => mutability !== 'readOnly')
  // Of several values, one with labels only says nothing.
  const significant = written.find(({ name }) => name === 'value') ?? written[0]
  const others = written.filter(
    (other) => other.name !== sub.name && (other.required || (attribute.multiValued && other === significant)),
  )
  const object = {
    ...Object.fromEntries(
      others.map((other) => [other.name, plainValue(other, `${leaf.path.replaceAll(/\W/g, '')}o${n}`, n)]),
    ),
    [sub.name]: listed,
  }
  return attribute.multiValued ? [object] : object
}

/** A body fragment with the attribute at its place. */
export function fragment({ attribute, urn }: Leaf, value: unknown): Record<string, unknown> {
  return urn === undefined ? { [attribute.name]: value } : { [urn]: { [attribute.name]: value } }
}

/** The leaf's values in a resource. */
export function valuesIn({ attribute, sub, urn }: Leaf, resource: Record<string, unknown>): readonly unknown[] {
  const parent = (urn === undefined ? resource : resource[urn]) as Record<string, unknown> | undefined
  const whole = toList(parent?.[attribute.name])
  return sub === undefined ? whole : whole.flatMap((one) => toList((one as Record<string, unknown>)[sub.name]))
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
