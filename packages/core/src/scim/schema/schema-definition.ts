import type { AttributeDefinition } from './attribute-definition.ts'

/** A schema as data (RFC 7643 §7). `formerIds` are URNs of earlier versions that clients still send. */
export interface SchemaDefinition {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDefinition[]
  readonly formerIds?: readonly string[]
}
