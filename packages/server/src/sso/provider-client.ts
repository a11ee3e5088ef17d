import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  clockTolerance,
  Configuration,
  customFetch,
  None,
  type ClientAuth,
  type CustomFetch,
  type ServerMetadata,
} from 'openid-client'

import type { Outbound } from '../outbound/create-outbound.ts'
import type { ProviderMetadata } from './discover-provider.ts'

/** This server as a client of a provider. */
export interface ProviderClient {
  readonly provider: ProviderMetadata
  readonly clientId: string
  /** `null` for a public client. */
  readonly clientSecret: string | null
  readonly now: string
}

/** What `openid-client` works with. It asks nobody but through `outbound`, and knows this server's clock. */
export function toConfiguration(
  { clientId, clientSecret, now, provider }: ProviderClient,
  outbound: Outbound,
): Configuration {
  const skew = Math.round((Date.parse(now) - Date.now()) / 1_000)
  const metadata = { [clockSkew]: skew, [clockTolerance]: 60 }
  const authentication = clientSecret === null ? None() : bySecret(provider, clientSecret)
  const configuration = new Configuration(provider as ServerMetadata, clientId, metadata, authentication)
  configuration[customFetch] = toFetch(outbound)
  // Only an issuer on this very machine can be one without TLS: `checkUrl`.
  if (provider.issuer.startsWith('http:')) allowInsecureRequests(configuration)
  return configuration
}

/** In the header, as every provider must take it that does not say otherwise (RFC 8414 §2). */
function bySecret({ token_endpoint_auth_methods_supported: methods }: ProviderMetadata, secret: string): ClientAuth {
  const takesHeader = methods === undefined || methods.includes('client_secret_basic')
  return takesHeader ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

function toFetch(outbound: Outbound): CustomFetch {
  return async (url, { body, headers, method }) => {
    if (method !== 'POST') return Response.json(await outbound.getJson(url, (json) => json))
    return Response.json(await outbound.postForm(url, { headers, body: String(body) }, (json) => json))
  }
}
