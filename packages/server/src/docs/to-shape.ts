/** The part of JSON Schema that descriptions of routes use. */
export interface JsonSchema {
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

/** A JSON Schema as people write down a shape: `{ id: string, teams?: […] }`, indented. */
export function toShape(schema: JsonSchema, indent = ''): string {
  const parts = schema.anyOf ?? schema.oneOf
  if (parts !== undefined) return [...new Set(parts.map((part) => toShape(part, indent)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.properties !== undefined) return toObject(schema.properties, schema.required ?? [], indent)
  if (schema.items !== undefined) return `[${toShape(schema.items, indent)}]`
  if (typeof schema.additionalProperties === 'object')
    return `{ [key]: ${toShape(schema.additionalProperties, indent)} }`
  return Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'any')
}

function toObject(
  properties: NonNullable<JsonSchema['properties']>,
  required: readonly string[],
  indent: string,
): string {
  const names = Object.keys(properties)
  if (names.length === 0) return '{ … }'
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${indent}  ${name}${required.includes(name) ? '' : '?'}: ${toShape(schema, `${indent}  `)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}
