import { boolean, exactOptional, maxLength, nonEmpty, nullable, object, pipe, strictObject, string } from 'valibot'

import type { SsoConnection } from '@rolecall/core/directory/sso-connection'

import { text } from '../api/text-schema.ts'
import { toAddresses } from './sso-path.ts'

/** An SSO connection. Its addresses are what is typed in at the issuer; `signInUrl` is what people open. */
export const connectionSchema = object({
  id: string(),
  name: string(),
  issuer: string(),
  audience: string(),
  jwksUri: string(),
  claim: string(),
  console: boolean(),
  hasClientSecret: boolean(),
  signInUrl: string(),
  redirectUri: string(),
  postLogoutRedirectUri: string(),
  backChannelLogoutUri: string(),
  globalTokenRevocationEndpoint: string(),
  created: string(),
})

const clientSecret = exactOptional(nullable(pipe(string(), nonEmpty(), maxLength(1_000))))

/**
 * A connection to be made. `audience` is the client id at the issuer; `jwksUri` is read from the issuer's configuration where it is
 * left out. `console` lets Owners sign in to the console by it; `clientSecret` is never shown again, and without it the client is public.
 */
export const connectionInputSchema = strictObject({
  name: text,
  issuer: text,
  audience: text,
  jwksUri: exactOptional(text),
  claim: text,
  console: exactOptional(boolean()),
  clientSecret,
})

/** What of a connection may change; what is left out stays, and `null` takes the secret away. */
export const connectionChangeSchema = strictObject({
  name: exactOptional(text),
  console: exactOptional(boolean()),
  clientSecret,
})

/** A connection as applications read it. */
export function toConnectionView(connection: SsoConnection, origin: string) {
  const { sealedSecret, ...shown } = connection
  return { ...shown, hasClientSecret: sealedSecret !== null, ...toAddresses(origin, connection.id) }
}
