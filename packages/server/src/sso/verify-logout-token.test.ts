import { UnsecuredJWT } from 'jose'
import { expect, it } from 'vitest'

import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { BadRequest } from '@rolecall/core/scim/errors'

import type { KeySets } from '../outbound/key-sets.ts'
import { verifyLogoutToken } from './verify-logout-token.ts'

const connection = {
  id: 'c-1',
  issuer: 'https://idp.example',
  audience: 'client-1',
  jwksUri: 'https://idp.example/keys',
} as SsoConnection

it.each<[string, object]>([
  ['of another issuer', { iss: 'https://other.example', aud: 'client-1' }],
  ['without an issuer', { aud: 'client-1' }],
  ['for another client', { iss: 'https://idp.example', aud: 'client-2' }],
  ['for several others', { iss: 'https://idp.example', aud: ['client-2', 'client-10'] }],
  ['for nobody', { iss: 'https://idp.example' }],
])('a logout token %s makes this server ask for no keys', async (_, claims) => {
  const asked: string[] = []
  const keySets = { find: (_id: string, uri: string) => (asked.push(uri), fail) } as unknown as KeySets
  const token = new UnsecuredJWT({ ...claims, jti: 'j', sub: 's' }).encode()
  await expect(verifyLogoutToken(keySets, connection, token, '2026-06-01T00:00:00.000Z')).rejects.toThrow(BadRequest)
  expect(asked).toEqual([])
})

const fail = () => Promise.reject(new Error('nobody has keys'))
