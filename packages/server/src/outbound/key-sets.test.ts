import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { Outbound } from './create-outbound.ts'
import { createKeySets } from './key-sets.ts'

const minute = 60_000
const day = 24 * 60 * minute

const first = await makeKey('k1')
const second = await makeKey('k2')

async function makeKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
  return { jwk: { ...(await exportJWK(publicKey)), kid }, token }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** An issuer that answers with these keys, or not at all. */
function start(keys: readonly object[]) {
  const issuer: { keys: readonly object[] | null; asked: number } = { keys, asked: 0 }
  const outbound: Pick<Outbound, 'getJson'> = {
    getJson: async (_, read) => {
      issuer.asked += 1
      if (issuer.keys === null) throw new Error('away')
      return read({ keys: issuer.keys } as never)
    },
  }
  const keySets = createKeySets(outbound)
  const verify = (token: string, user = 'u') => jwtVerify(token, keySets.find(user, 'https://idp.example/keys'))
  return { issuer, verify }
}

it('are asked for anew when a token names a key that is not there, at most every half a minute', async () => {
  const { issuer, verify } = start([first.jwk])
  await verify(first.token)
  issuer.keys = [second.jwk]
  await expect(verify(second.token)).rejects.toThrow('no applicable key')
  vi.advanceTimersByTime(30_001)
  await verify(second.token)
  await expect(verify(first.token)).rejects.toThrow('no applicable key')
  expect(issuer.asked).toBe(2)
})

it('are looked at again after ten minutes, so that a key that was withdrawn ends', async () => {
  const { issuer, verify } = start([first.jwk])
  await verify(first.token)
  issuer.keys = [second.jwk]
  vi.advanceTimersByTime(9 * minute)
  await verify(first.token)
  vi.advanceTimersByTime(2 * minute)
  await expect(verify(first.token)).rejects.toThrow('no applicable key')
})

it('go on for a day while their address answers nothing, and only a key that is not there fails', async () => {
  const { issuer, verify } = start([first.jwk])
  await verify(first.token)
  issuer.keys = null
  for (let hour = 0; hour < 23; hour++) {
    vi.advanceTimersByTime(60 * minute)
    await verify(first.token)
  }
  await expect(verify(second.token)).rejects.toThrow('no applicable key')
  vi.advanceTimersByTime(day)
  await expect(verify(first.token)).rejects.toThrow('away')
  issuer.keys = [first.jwk]
  await verify(first.token)
})

it('are those of each user alone, though another one names the same address', async () => {
  const { issuer, verify } = start([first.jwk])
  await verify(first.token, 'u')
  await verify(first.token, 'v')
  expect(issuer.asked).toBe(2)
})
