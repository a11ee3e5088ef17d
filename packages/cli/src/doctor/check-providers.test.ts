import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { OutboundError } from '@rolecall/server/outbound/create-outbound'
import { describe, expect, it } from 'vitest'

import { checkProviders } from './check-providers.ts'

const issuer = 'https://acme.example'
const jwksUri = `${issuer}/keys`
const connection: SsoConnection = {
  id: 'c',
  name: 'Okta',
  issuer,
  audience: 'client',
  jwksUri,
  claim: 'sub',
  console: true,
  sealedSecret: null,
  created: '2026-01-01T00:00:00.000Z',
}
const usual = {
  [`${issuer}/.well-known/openid-configuration`]: {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: jwksUri,
  },
  [jwksUri]: { keys: [{ kty: 'RSA' }] },
}
const configuration = usual[`${issuer}/.well-known/openid-configuration`]

async function judge(answers: Readonly<Record<string, unknown>>, allowed = true) {
  const outbound = {
    check: (path: string) => (allowed ? [] : [{ path, message: 'not allowed' }]),
    async getJson<T>(url: string, read: (json: never) => T): Promise<T> {
      try {
        if (answers[url] === undefined) throw new Error('connection refused')
        return read(answers[url] as never)
      } catch (cause) {
        throw new OutboundError('The other server could not be asked', { cause })
      }
    },
  }
  const results = await checkProviders([connection], outbound, 'Acme')
  return results.map(({ message, state }) => `${state}: ${message}`)
}

describe('the provider of a connection', () => {
  it('is fine where it answers as expected', async () => {
    expect(await judge(usual)).toEqual(['ok: the provider of "Okta" answers as expected'])
  })

  it.each<[string, object, string]>([
    ['answers nothing', { [jwksUri]: usual[jwksUri] }, 'connection refused'],
    [
      'calls itself otherwise',
      {
        ...usual,
        [`${issuer}/.well-known/openid-configuration`]: { ...configuration, issuer: 'https://other.example' },
      },
      'https://other.example',
    ],
    ['names no endpoint', { ...usual, [`${issuer}/.well-known/openid-configuration`]: { issuer } }, 'can not be read'],
    [
      'has its keys elsewhere',
      { ...usual, [`${issuer}/.well-known/openid-configuration`]: { ...configuration, jwks_uri: `${issuer}/new` } },
      `names ${issuer}/new`,
    ],
    [
      'keeps its keys back',
      { ...usual, [jwksUri]: undefined },
      'the keys at https://acme.example/keys can not be read: connection refused',
    ],
    ['has no keys', { ...usual, [jwksUri]: { keys: [] } }, 'there are no keys'],
    ['gives something else for keys', { ...usual, [jwksUri]: [] }, 'it is no key set'],
  ])('is told of where it %s', async (_, answers, told) => {
    expect(await judge(answers as Record<string, unknown>)).toEqual([expect.stringContaining(told)])
  })

  it('is not called where that is not allowed, which is told by itself', async () => {
    expect(await judge(usual, false)).toEqual([])
  })
})
