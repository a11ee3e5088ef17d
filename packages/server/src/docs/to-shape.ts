/** The part of JSON Schema that descriptions of routes use. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly additionalProperties?: JsonSchema | boolean
}

/** Schemas by the name that a `$ref` ends in. */
export type NamedSchemas = Readonly<Record<string, JsonSchema>>

/**
 * A JSON Schema as people write down a shape: `{ id: string, teams?: […] }`, indented. A named one is written out, and by
 * its name where it stands within itself.
 */
export function toShape(schema: JsonSchema, named: NamedSchemas = {}, indent = ''): string {
  if (schema.$ref !== undefined) return toNamedShape(schema.$ref, named, indent)
  const parts = schema.anyOf ?? schema.oneOf
  if (parts !== undefined) return [...new Set(parts.map((part) => toShape(part, named, indent)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.properties !== undefined) return toObject(schema.properties, schema.required ?? [], named, indent)
  if (schema.items !== undefined) return `[${toShape(schema.items, named, indent)}]`
  if (typeof schema.additionalProperties === 'object')
    return `{ [key]: ${toShape(schema.additionalProperties, named, indent)} }`
  return Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'any')
}

function toNamedShape(reference: string, named: NamedSchemas, indent: string): string {
  const name = reference.slice(reference.lastIndexOf('/') + 1)
  const { [name]: schema, ...others } = named
  return schema === undefined ? name : toShape(schema, others, indent)
}

function toObject(
  properties: NonNullable<JsonSchema['properties']>,
  required: readonly string[],
  named: NamedSchemas,
  indent: string,
): string {
  const names = Object.keys(properties)
  if (names.length === 0) return '{ … }'
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${indent}  ${name}${required.includes(name) ? '' : '?'}: ${toShape(schema, named, `${indent}  `)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}
