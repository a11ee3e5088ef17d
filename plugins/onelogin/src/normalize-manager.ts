import type { RequestContext } from '@rolecall/core/plugin/contexts'
import type { ParsedRequest } from '@rolecall/core/plugin/hook-points'
import { isJsonObject, type Json, type JsonObject } from '@rolecall/core/scim/resource/resource-data'

/**
 * OneLogin's template for enterprise users names the manager as SCIM 1.1 did:
 *
 *   wrong  "urn:scim:schemas:extension:enterprise:1.0": { "manager": { "managerId": "7" } }
 *   right  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "7" } }
 *
 * https://developers.onelogin.com/scim/define-user-schema
 */
export function normalizeManager(request: ParsedRequest, { tolerances }: RequestContext): ParsedRequest {
  if (request.operation === 'patch' || !tolerances.allowed('manager-id')) return request
  // Nearly every body has none: it is not copied to find that out.
  if (!Object.values(request.body).some((value) => withManagerValue(value) !== value)) return request
  tolerances.record('manager-id')
  const body = Object.fromEntries(Object.entries(request.body).map(([key, value]) => [key, withManagerValue(value)]))
  return { ...request, body }
}

/** The very same value where it is no extension with such a manager. */
function withManagerValue(extension: Json): Json {
  if (!isJsonObject(extension)) return extension
  const manager = extension['manager']
  if (!isJsonObject(manager) || manager['managerId'] === undefined || manager['value'] !== undefined) return extension
  const { managerId, ...others } = manager
  const renamed: JsonObject = { ...others, value: managerId }
  return { ...extension, manager: renamed }
}
