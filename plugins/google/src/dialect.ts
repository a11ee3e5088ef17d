import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'

/**
 * Google Workspace. It names the URN of SCIM 1.1 beside that of 2.0, and provisions users only:
 *
 *   wrong  "schemas": ["urn:scim:schemas:core:1.0", "urn:ietf:params:scim:schemas:core:2.0:User"]
 *   right  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]
 *
 * https://github.com/grokability/snipe-it/issues/12642
 */
export const dialect: ProviderDialect = {
  title: 'Google Workspace',
  tolerances: {},
  recognises: ({ body }) => namesBothVersions(body),
}

function namesBothVersions(body: unknown): boolean {
  const schemas: unknown = isJsonObject(body) ? body['schemas'] : undefined
  if (!Array.isArray(schemas)) return false
  return schemas.includes('urn:scim:schemas:core:1.0') && schemas.includes('urn:ietf:params:scim:schemas:core:2.0:User')
}
