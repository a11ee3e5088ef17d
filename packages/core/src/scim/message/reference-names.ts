import type { ResourceType } from '../schema/resource-type.ts'

/** The names, in lower case, of attributes whose values are ids of resources: `members` and `manager`, and those like them. */
export type ReferenceNames = ReadonlySet<string>

export function toReferenceNames(types: readonly ResourceType[]): ReferenceNames {
  const attributes = types.flatMap(({ schema, extensions }) =>
    [schema, ...extensions.map((extension) => extension.schema)].flatMap((one) => one.attributes),
  )
  const referring = attributes.filter(
    ({ mutability, subAttributes = [] }) =>
      mutability !== 'readOnly' && subAttributes.some(({ name }) => name === '$ref'),
  )
  return new Set(referring.map(({ name }) => name.toLowerCase()))
}
