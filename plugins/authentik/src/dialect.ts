import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'

/**
 * authentik. It replaces attributes by an operation whose path is null, and compares the members it reads:
 *
 *   wrong  { "op": "replace", "path": null, "value": { "displayName": "staff" } }
 *   right  { "op": "replace", "value": { "displayName": "staff" } }
 *
 * https://github.com/goauthentik/authentik/pull/23950
 */
export const dialect: ProviderDialect = {
  title: 'authentik',
  tolerances: {},
  recognises: ({ body, userAgent }) => /^(?:go)?authentik\b/i.test(userAgent) || hasNullPath(body),
}

function hasNullPath(body: unknown): boolean {
  const operations: unknown = isJsonObject(body) ? body['Operations'] : undefined
  if (!Array.isArray(operations)) return false
  return operations.some((operation) => isJsonObject(operation) && operation['path'] === null)
}
