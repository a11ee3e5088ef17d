import type { JsonObject } from '../resource/resource-data.ts'
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from './service-provider-schemas.ts'

/** What this server can do; limits are always there, since clients stop using a feature without them. */
export interface ServiceProviderFeatures {
  readonly maxOperations: number
  readonly maxPayloadSize: number
  readonly maxResults: number
  readonly defaultPageSize: number
  /** Seconds that a cursor lives at least. */
  readonly cursorTimeout?: number
  readonly documentationUri?: string
}

/** The response of `/ServiceProviderConfig` (RFC 7643 §5, RFC 9865 §4). */
export function toServiceProviderConfig(features: ServiceProviderFeatures, baseUrl: string): JsonObject {
  const { maxOperations, maxPayloadSize, maxResults, defaultPageSize, cursorTimeout, documentationUri } = features
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_SCHEMA.id],
    ...(documentationUri === undefined ? {} : { documentationUri }),
    patch: { supported: true },
    bulk: { supported: true, maxOperations, maxPayloadSize },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize,
      maxPageSize: maxResults,
      ...(cursorTimeout === undefined ? {} : { cursorTimeout }),
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'An API key as Authorization: Bearer (RFC 6750)',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}
