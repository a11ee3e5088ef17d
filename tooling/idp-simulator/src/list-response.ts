import { isJsonObject, readMember, type JsonObject } from './resource.ts'

/** The resources of a ListResponse, or `undefined` where the body is none (RFC 7644 §3.4.2). */
export function readListResponse(body: unknown): readonly JsonObject[] | undefined {
  const total = readMember(body, 'totalResults')
  if (typeof total !== 'number') return undefined
  const resources = readMember(body, 'Resources') ?? []
  return Array.isArray(resources) ? resources.filter(isJsonObject) : undefined
}
