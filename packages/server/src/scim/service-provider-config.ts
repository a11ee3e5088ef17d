import { maxOperations, maxPayloadSize } from '@rolecall/core/provisioning/bulk/bulk'
import { defaultCursorLifetime } from '@rolecall/core/provisioning/query/page-by-cursor'
import type { OperationContext } from '@rolecall/core/change/operation-context'
import { defaultCount, maxCount } from '@rolecall/core/provisioning/query/search'
import { securityEventUris } from '@rolecall/core/delivery/security-event'
import { metadataPath } from '../oauth/oauth-path.ts'
import { scimPath } from '../route/scim-path.ts'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'

/** What this server does of the protocol (RFC 7643 §5, RFC 9865 §4); to strict keys it keeps the SCIM Interoperability Profile. */
export function toServiceProviderConfig(
  { baseUrl, connectionKey, cursor, tolerances }: OperationContext,
  asyncRequest: 'none' | 'request',
): ResourceData {
  const issuer = baseUrl.slice(0, -scimPath.length) + metadataPath
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: true, maxOperations, maxPayloadSize },
    filter: { supported: true, maxResults: maxCount },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: defaultCount,
      maxPageSize: maxCount,
      cursorTimeout: cursor?.lifetime ?? defaultCursorLifetime,
    },
    // Where nothing is there to keep a key with, no token can be signed (RFC 9967 §4).
    ...(connectionKey === undefined ? {} : { securityEvents: { asyncRequest, eventUris: [...securityEventUris] } }),
    ...(tolerances.strict ? { interopProfileConformant: true } : {}),
    authenticationSchemes: [
      {
        type: 'oauth2',
        name: 'OAuth 2.0 client credentials',
        description: `An access token of an OAuth client with the scope scim, by its secret or by private_key_jwt; ${issuer} says where (RFC 8414)`,
        specUri: 'https://www.rfc-editor.org/info/rfc6749',
        documentationUri: issuer,
        primary: true,
      },
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'An API key of the organization with the scope scim, as Authorization: Bearer KEY',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: false,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}
