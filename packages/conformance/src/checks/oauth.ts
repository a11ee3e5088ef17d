import { generateKeyPair } from 'jose'

import type { CheckGroup } from '../check.ts'
import { expectEqual, expectStatus, expectThat, show } from '../expect.ts'
import { issuersOf } from '../issuers-of.ts'
import { at, elementsOf, isObject } from '../json.ts'
import type { Lab } from '../lab.ts'
import type { Reply } from '../ask.ts'
import { tokenOf, type Proof, type TokenClient } from '../token-client.ts'

type Skip = NonNullable<CheckGroup['skip']>
const withSecret: Skip = (_, oauth) =>
  (oauth?.secret ?? null) === null ? 'no client with a secret was given (--client-id)' : null
const withKey: Skip = (_, oauth) =>
  (oauth?.key ?? null) === null ? 'no key of a client was given (--client-key)' : null
const withAny: Skip = (server, oauth) => (withSecret(server, oauth) === null ? null : withKey(server, oauth))

function oauthOf({ oauth }: Lab): TokenClient {
  if (oauth === null) throw new Error('there is no client to ask for tokens')
  return oauth
}

/** The way that the client of this run has. */
const ownProof = ({ access }: TokenClient): Proof => (access.secret === null ? 'assertion' : 'body')

/** A token answer (RFC 6749 §5.1) whose token is taken by SCIM. */
async function expectToken({ call }: Lab, reply: Reply): Promise<void> {
  expectStatus(reply, 200)
  expectThat(tokenOf(reply) !== '', 'access_token is missing')
  const type = at(reply.body, 'token_type')
  expectThat(typeof type === 'string' && type.toLowerCase() === 'bearer', `token_type is ${show(type)}, not Bearer`)
  const headers = { authorization: `Bearer ${tokenOf(reply)}` }
  expectStatus(await call('GET', '/Users?startIndex=1&count=1', { headers }), 200)
}

/** An error of RFC 6749 §5.2. */
function expectOauthError(reply: Reply, ...errors: readonly string[]): void {
  expectStatus(reply, 400, 401)
  const error = at(reply.body, 'error')
  expectThat(errors.includes(String(error)), `error is ${show(error)}, not ${errors.join(' or ')}`)
  expectThat(!('access_token' in Object(reply.body)), 'there is a token beside the error')
}

/** How long a token lives, in seconds; an hour where the answer does not say (as Entra's validator counts). */
const lifeOf = ({ body }: Reply): number => Number(at(body, 'expires_in') ?? 3_600)

/** OAuth 2.0 for a provider: RFC 6749 §4.4, assertions by RFC 7523, metadata by RFC 8414. */
export const oauthChecks: CheckGroup = {
  name: 'oauth',
  source: 'RFC 6749 §4.4',
  skip: withAny,
  checks: [
    {
      id: 'metadata',
      source: 'RFC 8414 §3',
      title: 'The issuer says where tokens are, and that clients get them by their credentials',
      async run(lab) {
        const { access, metadata } = oauthOf(lab)
        for (const issuer of issuersOf(access.tokenUrl)) {
          const { body, status } = await metadata(issuer)
          if (status !== 200 || at(body, 'token_endpoint') !== access.tokenUrl) continue
          expectEqual(at(body, 'issuer'), issuer, 'issuer')
          const grants = elementsOf(at(body, 'grant_types_supported'))
          return expectThat(grants.includes('client_credentials'), 'grant_types_supported has no client_credentials')
        }
        expectThat(false, `no metadata names ${access.tokenUrl} as its token_endpoint`)
      },
    },
    {
      id: 'header',
      source: 'RFC 6749 §2.3.1',
      title: 'A client with its secret in the header gets a token that SCIM takes',
      skip: withSecret,
      run: async (lab) => expectToken(lab, await oauthOf(lab).token('header')),
    },
    {
      id: 'body',
      source: 'RFC 6749 §2.3.1',
      title: 'A client with its secret in the body gets a token that SCIM takes, without a scope and with one',
      skip: withSecret,
      async run(lab) {
        await expectToken(lab, await oauthOf(lab).token('body'))
        await expectToken(lab, await oauthOf(lab).token('body', { parameters: { scope: 'scim' } }))
      },
    },
    {
      id: 'assertion',
      source: 'RFC 7523 §2.2',
      title: 'A client with an assertion gets a token that SCIM takes, with its life and scope',
      skip: withKey,
      async run(lab) {
        const reply = await oauthOf(lab).token('assertion', { parameters: { scope: 'scim' } })
        await expectToken(lab, reply)
        expectThat(Number.isInteger(at(reply.body, 'expires_in')), 'expires_in is no integer')
        expectThat(typeof at(reply.body, 'scope') === 'string', 'scope is missing')
      },
    },
    {
      id: 'assertion-refused',
      source: 'RFC 7523 §3',
      title: 'An assertion without a signature, of another key, subject or audience, or that has ended, gives no token',
      skip: withKey,
      async run(lab) {
        const { access, sign, token } = oauthOf(lab)
        const { privateKey } = await generateKeyPair(access.key?.alg ?? 'RS256')
        const ended = Math.floor(Date.now() / 1_000) - 3_600
        for (const changes of [
          { key: null },
          { key: privateKey },
          { claims: { sub: lab.unique() } },
          { claims: { aud: 'https://elsewhere.example' } },
          { claims: { iat: ended - 300, exp: ended } },
        ])
          expectOauthError(await token('assertion', { assertion: await sign(changes) }), 'invalid_client')
      },
    },
    {
      id: 'assertion-once',
      source: 'RFC 7523 §3',
      level: 'should',
      title: 'An assertion with a jti counts once',
      skip: withKey,
      async run(lab) {
        const { sign, token } = oauthOf(lab)
        const assertion = await sign()
        expectStatus(await token('assertion', { assertion }), 200)
        expectOauthError(await token('assertion', { assertion }), 'invalid_client')
      },
    },
    {
      id: 'not-kept',
      source: 'RFC 6749 §5.1',
      title: 'No cache may keep a token',
      async run(lab) {
        const oauth = oauthOf(lab)
        const { headers } = await oauth.token(ownProof(oauth))
        expectThat(/no-store/i.test(headers.get('cache-control') ?? ''), 'Cache-Control has no no-store')
      },
    },
    {
      id: 'wrong-secret',
      source: 'RFC 6749 §5.2',
      title: 'A wrong secret is invalid_client, with WWW-Authenticate where it was in the header',
      skip: withSecret,
      async run(lab) {
        const { access, token } = oauthOf(lab)
        const secret = `${access.secret}x`
        expectOauthError(await token('body', { secret }), 'invalid_client')
        const reply = await token('header', { secret })
        expectStatus(reply, 401)
        expectOauthError(reply, 'invalid_client')
        expectThat(reply.headers.has('www-authenticate'), 'WWW-Authenticate is missing')
      },
    },
    {
      id: 'grant-type',
      source: 'RFC 6749 §5.2',
      title: 'A grant that there is not is unsupported_grant_type',
      async run(lab) {
        const oauth = oauthOf(lab)
        const parameters = { grant_type: 'urn:example:none' }
        expectOauthError(await oauth.token(ownProof(oauth), { parameters }), 'unsupported_grant_type')
      },
    },
    {
      id: 'repeated',
      source: 'RFC 6749 §3.2',
      title: 'A parameter that is there twice is invalid_request',
      async run(lab) {
        const oauth = oauthOf(lab)
        const parameters = { grant_type: ['client_credentials', 'client_credentials'] }
        expectOauthError(await oauth.token(ownProof(oauth), { parameters }), 'invalid_request')
      },
    },
    {
      id: 'unknown-parameter',
      source: 'RFC 6749 §3.2',
      title: 'A parameter that the server does not know is ignored',
      async run(lab) {
        const oauth = oauthOf(lab)
        const parameters = { baseAddress: 'https://elsewhere.example' }
        await expectToken(lab, await oauth.token(ownProof(oauth), { parameters }))
      },
    },
    {
      id: 'life',
      source: 'RFC 6749 §5.1',
      title: 'A token says when it ends',
      level: 'should',
      async run(lab) {
        const oauth = oauthOf(lab)
        const { body } = await oauth.token(ownProof(oauth))
        const life = isObject(body) ? body['expires_in'] : undefined
        expectThat(Number.isInteger(life) && Number(life) > 0, `expires_in is ${show(life)}, no number of seconds`)
      },
    },
    {
      id: 'hours',
      source: 'Microsoft Entra ID',
      row: 'ENT-10',
      provider: 'entra',
      profile: 'entra',
      title: 'A token lives 60 minutes to 6 hours',
      async run(lab) {
        const oauth = oauthOf(lab)
        const minutes = Math.floor(lifeOf(await oauth.token(ownProof(oauth))) / 60)
        expectThat(minutes >= 60 && minutes <= 360, `the token lives ${minutes} minutes`)
      },
    },
    {
      id: 'scope',
      source: 'IPSIE',
      row: 'IPS-03',
      profile: 'ipsie',
      title: 'A token has the scope scim and no other',
      async run(lab) {
        const oauth = oauthOf(lab)
        const { body } = await oauth.token(ownProof(oauth), { parameters: { scope: 'scim' } })
        expectEqual(at(body, 'scope') ?? 'scim', 'scim', 'scope')
      },
    },
  ],
}
