/** A JSON Schema, as far as completion reads it. */
export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly type?: string | readonly string[]
}

/** What may be written in a mapping: its schema, and the names that the organization has. */
export interface Vocabulary {
  readonly schema: Schema
  readonly groups: readonly string[]
  readonly teams: readonly string[]
  readonly teamRoles: readonly string[]
}
