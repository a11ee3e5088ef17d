import { expectList } from './expect.ts'
import { at, elementsOf, type Json } from './json.ts'
import type { Lab } from './lab.ts'

/** A resource type as `/ResourceTypes` and `/Schemas` describe it (RFC 7643 §6 and §7). */
export interface AnnouncedType {
  readonly name: string
  /** Relative to the base URL, such as `/Users`. */
  readonly endpoint: string
  readonly schema: string
  /** Those of its schema and of its extensions, but nothing that only the server writes. */
  readonly attributes: readonly AnnouncedAttribute[]
}

export interface AnnouncedAttribute {
  readonly name: string
  /** The extension that it belongs to; `null` for the schema of the type itself. */
  readonly extension: string | null
  /** As a PATCH and a projection name it: an attribute of an extension by its URN (RFC 7644 §3.10). */
  readonly path: string
  readonly definition: Json
}

/** Reads what the server says of its types. Schemas that it does not list have no attributes here; a type of which nothing can be written is left out. */
export async function readAnnouncedTypes({ call }: Lab): Promise<readonly AnnouncedType[]> {
  const schemas = expectList(await call('GET', '/Schemas')).resources
  const types = expectList(await call('GET', '/ResourceTypes')).resources
  const writable = (id: string, extension: string | null): AnnouncedAttribute[] => {
    const schema = schemas.find((one) => String(at(one, 'id')).toLowerCase() === id.toLowerCase())
    return elementsOf(at(schema, 'attributes'))
      .filter((definition) => at(definition, 'mutability') !== 'readOnly')
      .map((definition) => {
        const name = String(at(definition, 'name'))
        return { name, extension, path: extension === null ? name : `${extension}:${name}`, definition }
      })
  }
  const announced = types.map((type) => {
    const schema = String(at(type, 'schema'))
    const extensions = elementsOf(at(type, 'schemaExtensions')).map((one) => String(at(one, 'schema')))
    return {
      name: String(at(type, 'name')),
      endpoint: `/${String(at(type, 'endpoint')).replace(/^.*\//, '')}`,
      schema,
      attributes: [...writable(schema, null), ...extensions.flatMap((urn) => writable(urn, urn))],
    }
  })
  return announced.filter(({ attributes }) => attributes.length > 0)
}
