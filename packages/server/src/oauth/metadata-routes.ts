import { array, exactOptional, object, string } from 'valibot'

import { asymmetric } from '../outbound/asymmetric.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import { toRevocationEndpoint } from '../sso/sso-path.ts'
import { metadataPath, oauthPath, toIssuer, toTokenEndpoint } from './oauth-path.ts'
import { grantedScope } from './token-request.ts'

const metadataSchema = object({
  issuer: string(),
  token_endpoint: string(),
  grant_types_supported: array(string()),
  scopes_supported: array(string()),
  token_endpoint_auth_methods_supported: array(string()),
  token_endpoint_auth_signing_alg_values_supported: array(string()),
  global_token_revocation_endpoint: exactOptional(string()),
  global_token_revocation_endpoint_auth_methods_supported: exactOptional(array(string())),
})

/**
 * What an OAuth client has to know of this server (RFC 8414 §3). The same for every organization that there is and for those that
 * there are not: nobody learns by it which there are.
 */
export const metadataRoutes: readonly PublicRoute[] = [
  ['getOauthMetadata', metadataPath] as const,
  ['getOrganizationOauthMetadata', `${metadataPath}${oauthPath}/:organization`] as const,
].map(([operationId, path]) =>
  definePublicRoute({
    method: 'GET',
    path,
    operationId,
    summary: 'What an OAuth 2.0 client has to know (RFC 8414)',
    scope: null,
    answers: { 200: { description: 'The metadata', schema: metadataSchema } },
    async handle({ origin, parameter }) {
      const organizationId = parameter === '' ? undefined : parameter
      return { status: 200, body: toMetadata(origin, organizationId) }
    },
  }),
)

/**
 * Without `response_types_supported`: there is none, and an empty list must be left out (RFC 8414 §3.2). People are signed out of
 * everything by their own organization only: there is no address for all.
 */
function toMetadata(origin: string, organizationId: string | undefined) {
  return {
    issuer: toIssuer(origin, organizationId),
    token_endpoint: toTokenEndpoint(origin, organizationId),
    grant_types_supported: ['client_credentials'],
    scopes_supported: [grantedScope],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: asymmetric,
    ...(organizationId === undefined ? {} : toRevocation(origin, organizationId)),
  }
}

/** draft-parecki-oauth-global-token-revocation §6. */
function toRevocation(origin: string, organizationId: string) {
  return {
    global_token_revocation_endpoint: toRevocationEndpoint(origin, organizationId),
    global_token_revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
}
