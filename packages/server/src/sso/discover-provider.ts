import { array, check, looseObject, optional, parse, pipe, string, boolean } from 'valibot'

import { checkUrl } from '@rolecall/core/access/issuer'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { UnprocessableError } from '@rolecall/core/errors'
import { createCache } from '@rolecall/rules/create-cache'

import type { Outbound } from '../outbound/create-outbound.ts'

/** An address that a browser is sent to, or this server calls: by TLS, but on this very machine. */
const url = pipe(
  string(),
  check((text) => checkUrl('', text).length === 0, 'an https URL was expected'),
)

/** What a provider says of itself (OpenID Connect Discovery §3), as far as a sign-in needs it. */
const providerSchema = looseObject({
  issuer: string(),
  authorization_endpoint: url,
  token_endpoint: url,
  jwks_uri: url,
  end_session_endpoint: optional(url),
  token_endpoint_auth_methods_supported: optional(array(string())),
  authorization_response_iss_parameter_supported: optional(boolean()),
})

/** A provider, as it says of itself. */
export interface ProviderMetadata {
  readonly [name: string]: unknown
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly jwks_uri: string
  readonly end_session_endpoint?: string | undefined
  readonly token_endpoint_auth_methods_supported?: readonly string[] | undefined
  readonly authorization_response_iss_parameter_supported?: boolean | undefined
}

/** Asks a provider what it is. Throws OutboundError, also for one that calls itself anything but exactly the issuer (§4.3). */
function discover(outbound: Outbound, issuer: string): Promise<ProviderMetadata> {
  return outbound.getJson(toConfigurationUrl(issuer), (json) => {
    const found = parse(providerSchema, json)
    if (found.issuer === issuer) return found
    throw new Error(`the provider calls itself ${found.issuer}; ${issuer} was expected`)
  })
}

/** §4: what is between the host and the well-known part is the path of the issuer, without a `/` at its end. */
function toConfigurationUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** Where the issuer publishes its keys. Throws UnprocessableError where it does not say; `report` is told why. */
export async function findKeySet(
  outbound: Outbound,
  issuer: string,
  report: (error: unknown) => void,
): Promise<string> {
  try {
    return (await discover(outbound, issuer)).jwks_uri
  } catch (error) {
    report(error)
    const message = `${toConfigurationUrl(issuer)} could not be read, or names another issuer; write the issuer exactly as the provider does, or name jwksUri`
    throw new UnprocessableError('The issuer could not be asked', [{ path: 'issuer', message }])
  }
}

/** Providers by the connection that leads to them. */
export interface Providers {
  find(connection: SsoConnection): Promise<ProviderMetadata>
}

const remembered = 1_000
const ttl = 10 * 60 * 1_000

/** Remembers for ten minutes what providers say; for each connection by itself, so that how long it takes tells nothing of others. */
export function createProviders(outbound: Outbound): Providers {
  const known = createCache<Promise<ProviderMetadata>>(remembered, { ttl })
  return {
    find({ id, issuer }) {
      const before = known.get(id)
      if (before !== undefined) return before
      const asked = discover(outbound, issuer)
      known.set(id, asked)
      asked.catch(() => known.delete(id))
      return asked
    },
  }
}
