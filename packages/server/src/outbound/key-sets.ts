import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { createCache } from '@rolecall/rules/create-cache'

import type { Outbound } from './create-outbound.ts'

/** How many key sets are remembered; beyond that the one that was not asked for longest is dropped. */
const capacity = 1_000

/** How long keys are used when their address answers nothing any more, in milliseconds: one that was withdrawn must end some day. */
const longestWithout = 24 * 60 * 60 * 1_000

/** For a key that is not in the set the address is asked again after so long, in milliseconds. */
const pause = 30_000

/** Key sets of issuers (RFC 7517), by who uses them and where they are. */
export interface KeySets {
  /** One for each user, though others may name the same address: how long a look takes tells nothing of them. */
  find(user: string, jwksUri: string): JWTVerifyGetKey
}

/**
 * Remembers key sets. The network is asked for the address only, again after ten minutes, and for a key that is not in the set
 * at most every 30 s. While the address answers nothing, the keys that it had are good for a day. `now` is a clock that never
 * goes back, in milliseconds.
 */
export function createKeySets(
  outbound: Pick<Outbound, 'getJson'>,
  now: () => number = () => performance.now(),
): KeySets {
  const known = createCache<JWTVerifyGetKey>(capacity)
  return {
    find(user, jwksUri) {
      const key = `${user} ${jwksUri}`
      const made = known.get(key) ?? createKeySet(outbound, jwksUri, now)
      known.set(key, made)
      return made
    },
  }
}

function createKeySet(outbound: Pick<Outbound, 'getJson'>, jwksUri: string, now: () => number): JWTVerifyGetKey {
  let last: { readonly keys: JSONWebKeySet; readonly at: number } | undefined

  async function read(): Promise<JSONWebKeySet> {
    try {
      const keys = await outbound.getJson(jwksUri, toKeySet)
      last = { keys, at: now() }
      return keys
    } catch (error) {
      if (last !== undefined && now() - last.at < longestWithout) return last.keys
      throw error
    }
  }

  return createRemoteJWKSet(new URL(jwksUri), {
    cooldownDuration: pause,
    [customFetch]: async () => Response.json(await read()),
  })
}

/** Throws where it is no key set (RFC 7517 §5). */
function toKeySet(json: unknown): JSONWebKeySet {
  createLocalJWKSet(json as JSONWebKeySet)
  return json as JSONWebKeySet
}
