/** The data types of RFC 7643 §2.3. */
export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex'
export type AttributeMutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
export type AttributeReturned = 'always' | 'never' | 'default' | 'request'
export type AttributeUniqueness = 'none' | 'server' | 'global'

/** An attribute with its characteristics (RFC 7643 §2.2 and §7). */
export interface AttributeDefinition {
  readonly name: string
  readonly description: string
  readonly type: AttributeType
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: AttributeMutability
  readonly returned: AttributeReturned
  readonly uniqueness: AttributeUniqueness
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly AttributeDefinition[]
}

/** Whether the value is shown to nobody: then nobody may search for it or sort by it either, which would tell it bit by bit. */
export function isHidden({ mutability, returned }: AttributeDefinition): boolean {
  return returned === 'never' || mutability === 'writeOnly'
}

type Characteristics = Partial<Omit<AttributeDefinition, 'name' | 'description'>>

/**
 * An attribute with the defaults of RFC 7643 §2.2: a singular readWrite string, not required, not
 * caseExact, returned by default, not unique. References and binaries are always caseExact (§2.3.6, §2.3.7).
 */
export function defineAttribute(
  name: string,
  description: string,
  characteristics: Characteristics = {},
): AttributeDefinition {
  const type = characteristics.type ?? 'string'
  return {
    name,
    description,
    type,
    multiValued: false,
    required: false,
    caseExact: type === 'reference' || type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  }
}
