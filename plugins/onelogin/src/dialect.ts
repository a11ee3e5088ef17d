import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'

/**
 * OneLogin. It names URNs of earlier versions and sends no `User-Agent`:
 *
 *   wrong  "schemas": ["urn:scim:schemas:core:1.0"]
 *   right  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]
 *
 * https://developers.onelogin.com/scim/define-user-schema
 */
export const dialect: ProviderDialect = {
  title: 'OneLogin',
  tolerances: { 'manager-id': 'managerId in place of value in a manager, as SCIM 1.1 has it' },
  recognises: ({ body, userAgent }) => /onelogin/i.test(userAgent) || (userAgent === '' && namesOnlyFormerUrns(body)),
}

const former = new Set(['urn:scim:schemas:core:1.0', 'urn:scim:schemas:core:2.0'])

function namesOnlyFormerUrns(body: unknown): boolean {
  const schemas: unknown = isJsonObject(body) ? body['schemas'] : undefined
  return Array.isArray(schemas) && schemas.length > 0 && schemas.every((urn) => former.has(urn as string))
}
