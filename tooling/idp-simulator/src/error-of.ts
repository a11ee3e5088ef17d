import { isJsonObject, readMember } from './resource.ts'

interface Answered {
  readonly status: number
  readonly responseBody: unknown
}

/**
 * Why an answer can't be used, or `null`. A success has to be SCIM: Entra reports a body that it can't deserialize as
 * `SystemForCrossDomainIdentityManagementServiceIncompatible`.
 */
export function errorOf({ status, responseBody }: Answered, method: string): string | null {
  if (status === 0) return `no answer: ${String(responseBody)}`
  if (status < 200 || status >= 300) return describe(status, responseBody)
  const needsBody = method === 'GET' || method === 'POST'
  if (needsBody && !isJsonObject(responseBody)) return `${status} without a JSON object in its body`
  return null
}

function describe(status: number, body: unknown): string {
  const scimType = readMember(body, 'scimType')
  const detail = readMember(body, 'detail')
  const kind = typeof scimType === 'string' ? ` ${scimType}` : ''
  return `${status}${kind}${typeof detail === 'string' ? `: ${detail}` : ''}`
}
