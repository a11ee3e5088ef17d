import { Unauthorized } from '@rolecall/core/scim/errors'

/** A bearer token that is not taken (RFC 6750 §3.1). Who sends it is not told why; `cause` has it, for the log. */
export class TokenRefused extends Unauthorized {
  readonly headers: Readonly<Record<string, string>>

  constructor(cause: string) {
    super('The token is missing, or is not taken at this address', { cause: new Error(cause) })
    this.headers = { 'WWW-Authenticate': 'Bearer realm="rolecall", error="invalid_token"' }
  }
}
