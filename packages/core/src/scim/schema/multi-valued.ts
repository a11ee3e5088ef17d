import { defineAttribute, type AttributeDefinition } from './attribute-definition.ts'

interface MultiValuedOptions {
  readonly value?: AttributeDefinition
  readonly types?: readonly string[]
}

/** A multi-valued attribute with the usual sub-attributes of RFC 7643 §2.4: value, display, type, primary. */
export function defineMultiValued(
  name: string,
  description: string,
  { value, types }: MultiValuedOptions = {},
): AttributeDefinition {
  return defineAttribute(name, description, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      value ?? defineAttribute('value', 'The significant value.'),
      defineAttribute('display', 'A name to show for the value.'),
      defineAttribute('type', 'A label for the function of the value.', types ? { canonicalValues: types } : {}),
      defineAttribute('primary', 'Whether this is the preferred value; true at most once.', { type: 'boolean' }),
    ],
  })
}
