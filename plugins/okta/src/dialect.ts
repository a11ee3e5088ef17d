import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'

/**
 * Okta. Its requests are within what everybody is forgiven; it is known by its `User-Agent`:
 *
 *   GET /Users?startIndex=1&count=2
 *   User-Agent: Okta SCIM Client 1.0.0
 *
 * https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
 */
export const dialect: ProviderDialect = {
  title: 'Okta',
  tolerances: {},
  recognises: ({ userAgent }) => /^okta\b/i.test(userAgent),
}
