/** How a provider proves to a service provider who it is, as its administrator has set it up. */
export type Authentication = SecretToken | ClientCredentials | AssertedClient

/** A long-lived token that is sent with every request. */
export interface SecretToken {
  readonly by: 'token'
  readonly token: string
}

/** An OAuth client with a secret (RFC 6749 §4.4). */
export interface ClientCredentials extends OauthClient {
  readonly by: 'client-credentials'
  readonly clientSecret: string
  /** "How credentials are sent". */
  readonly sent?: 'header' | 'body' | 'both'
}

/** An OAuth client that a signed assertion proves (RFC 7523 §2.2): of the provider's own platform, or of the client itself. */
export interface AssertedClient extends OauthClient {
  readonly by: 'federation' | 'private-key-jwt'
  /** A new assertion: one is not kept longer than its token. */
  readonly assertion: () => Promise<string>
}

interface OauthClient {
  readonly tokenEndpoint: string
  readonly clientId: string
  /** As the administrator has entered it; left out where nothing was. */
  readonly scope?: string
}

/** A request for a token, as it goes over the wire. */
export interface TokenRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Writes the request for a token as Entra's provisioning service does. */
export async function toTokenRequest(authentication: ClientCredentials | AssertedClient): Promise<TokenRequest> {
  const { clientId, scope, tokenEndpoint } = authentication
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  if (authentication.by !== 'client-credentials') {
    form.set('client_id', clientId)
    form.set('client_assertion_type', assertionType)
    form.set('client_assertion', await authentication.assertion())
  } else {
    const { clientSecret, sent = 'header' } = authentication
    if (sent !== 'body') headers['authorization'] = toBasic(clientId, clientSecret)
    if (sent !== 'header') {
      form.set('client_id', clientId)
      form.set('client_secret', clientSecret)
    }
  }
  if (scope !== undefined) form.set('scope', scope)
  return { url: tokenEndpoint, headers, body: form.toString() }
}

/** Id and secret are encoded as in a form before they are joined (RFC 6749 §2.3.1). */
function toBasic(clientId: string, clientSecret: string): string {
  const [id, secret] = [clientId, clientSecret].map((text) => new URLSearchParams([['', text]]).toString().slice(1))
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}
