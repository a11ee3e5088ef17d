import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { Provider, type Configuration } from 'oidc-provider'

import { createProviderMemory } from './provider-memory.ts'

/** A client of the provider: a connection, as its addresses are typed in there. */
export interface ProviderClientInput {
  readonly clientId: string
  /** `null` for a public client. */
  readonly clientSecret: string | null
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backChannelLogoutUri: string
}

/** A real OpenID provider on this machine (`oidc-provider`), whose people sign in without a page. */
export interface OpenIdProvider {
  readonly issuer: string
  /** Who sits before it: an account, whose `sub` is this and whose `oid` is `oid-` and this; `null` for somebody who is refused. */
  person: string | null
  /** What a person's ID token says beside that. */
  claims: Readonly<Record<string, unknown>>
  /** How logout tokens were answered. */
  readonly logouts: readonly number[]
  /** Registers a client, and makes the provider anew with what is registered. */
  register(client: ProviderClientInput): void
  /** Signs with another key from now on; the old one is published no more. */
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

/** Made once: a pair of RSA keys takes a tenth of a second and more. */
const firstKey = makeKey('first')

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  let key = await firstKey
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const clients: ProviderClientInput[] = []
  const logouts: number[] = []
  const adapter = createProviderMemory()
  const http = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const made: OpenIdProvider = {
    issuer,
    person: null,
    claims: {},
    logouts,
    register(client) {
      clients.push(client)
      make()
    },
    async rotateKeys() {
      key = await makeKey('next')
      make()
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }

  function make(): void {
    const configuration = toConfiguration(clients.map(toMetadata), key, made)
    const fetchAnyway: Configuration['fetch'] = async (url, options) => {
      // It calls no address of this machine, which is all that there is here.
      const { dispatcher: _, ...sent } = options as RequestInit & { readonly dispatcher?: unknown }
      const answer = await fetch(url, sent)
      logouts.push(answer.status)
      return answer
    }
    const provider = new Provider(issuer, { ...configuration, adapter, fetch: fetchAnyway })
    const callback = provider.callback()
    handle = (request, response) => {
      if (request.url?.startsWith('/interaction/') === true) void interact(provider, request, response, made.person)
      else void callback(request, response)
    }
  }

  make()
  return made
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  person: string | null,
): Promise<void> {
  const result =
    person === null
      ? { error: 'access_denied', error_description: 'not assigned to the application' }
      : { login: { accountId: person, remember: false } }
  await provider.interactionFinished(request, response, result)
}

function toConfiguration(
  clients: Configuration['clients'],
  key: JWK,
  { claims }: Pick<OpenIdProvider, 'claims'>,
): Configuration {
  return {
    clients: clients ?? [],
    jwks: { keys: [key] },
    cookies: { keys: ['a key of a provider under test'] },
    claims: { openid: ['sub'], profile: ['oid', ...Object.keys(claims), 'email'], sid: null },
    conformIdTokenClaims: false,
    findAccount: (_, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, oid: `oid-${accountId}`, ...claims }),
    }),
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3_600, IdToken: 600, Interaction: 600, Session: 3_600 },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: askForLogout },
    },
    async loadExistingGrant({ oidc: { client, provider, session } }) {
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  }
}

async function askForLogout(context: { body: unknown }, form: string): Promise<void> {
  context.body = `<!DOCTYPE html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`
}

function toMetadata(client: ProviderClientInput) {
  const { backChannelLogoutUri, clientId, clientSecret, postLogoutRedirectUri, redirectUri } = client
  const proof =
    clientSecret === null
      ? { token_endpoint_auth_method: 'none' as const }
      : { token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: clientSecret }
  return {
    client_id: clientId,
    ...proof,
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [postLogoutRedirectUri],
    backchannel_logout_uri: backChannelLogoutUri,
    backchannel_logout_session_required: true,
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
  }
}
