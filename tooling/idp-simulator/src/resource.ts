import type { TargetPath } from './target-path.ts'

/** A SCIM resource, or a part of one, as JSON. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member of a JSON object by name without regard to case (RFC 7643 §2.1). */
export function readMember(value: unknown, name: string): unknown {
  if (!isJsonObject(value)) return undefined
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : value[key]
}

/** The value that a resource has at a mapped path, in Entra's spelling: text, `True`/`False`, or nothing. */
export function readTarget(resource: JsonObject, path: TargetPath): string | null {
  const container = path.urn === null ? resource : readMember(resource, path.urn)
  let value = readMember(container, path.attribute)
  if (path.filter !== null) value = findElement(value, path.filter)
  if (path.subAttribute !== null) value = readMember(value, path.subAttribute)
  if (isJsonObject(value)) value = readMember(value, 'value')
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' && value !== '' ? value : null
}

function findElement(list: unknown, filter: { readonly attribute: string; readonly value: string }): unknown {
  if (!Array.isArray(list)) return undefined
  return list.find((element) => {
    const value = readMember(element, filter.attribute)
    return typeof value === 'string' && value.toLowerCase() === filter.value.toLowerCase()
  })
}
