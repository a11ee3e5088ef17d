import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'

/**
 * SCIM clients of Keycloak. They clear a group and send the whole set again:
 *
 *   wrong  { "op": "REMOVE", "path": "members", "value": null }
 *   right  { "op": "remove", "path": "members" }
 */
export const dialect: ProviderDialect = {
  title: 'Keycloak',
  tolerances: {},
  recognises: ({ body, userAgent }) => /keycloak/i.test(userAgent) || clearsMembers(body),
}

function clearsMembers(body: unknown): boolean {
  const operations: unknown = isJsonObject(body) ? body['Operations'] : undefined
  if (!Array.isArray(operations)) return false
  return operations.some(
    (operation) =>
      isJsonObject(operation) &&
      operation['op'] === 'REMOVE' &&
      operation['path'] === 'members' &&
      operation['value'] === null,
  )
}
