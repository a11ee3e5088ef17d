import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

import { seal, unseal } from '@rolecall/core/access/seal'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { calculateJwkThumbprint, type JWK } from 'jose'

type KeyServices = Pick<OperationServices, 'store' | 'connectionKey' | 'now' | 'randomBytes'>

/** A key that tokens are signed with, and what receivers call it. */
export interface SigningKey {
  readonly kid: string
  readonly key: KeyObject
}

/** The keys of the installation for security event tokens: a new one every quarter of a year. */
export interface SigningKeys {
  /** The one that signs now; `undefined` where this server has nothing to open it with. */
  current(): Promise<SigningKey | undefined>
  /** What receivers verify with: the key of now, the one before it, and the next one, which they know before it signs. */
  publish(): Promise<readonly JWK[]>
}

/**
 * Keys live in the database, sealed with what the operator has configured, so that all servers sign with the same ones and a copy
 * of the database signs nothing. Which one signs is a matter of the date: nothing has to be done for it to change.
 */
export function createSigningKeys(services: KeyServices): SigningKeys {
  async function find(quarter: string): Promise<SigningKey | undefined> {
    const { connectionKey, randomBytes, store } = services
    if (connectionKey === undefined) return undefined
    // Where the operator has changed the secret, the keys of before are opened by nobody, and others sign from then on.
    const about = `security event key ${quarter} ${toFingerprint(connectionKey)}`
    const sealed = await store.secrets.get(about, () => Buffer.from(seal(connectionKey, makeKey(), about, randomBytes)))
    const pem = unseal(connectionKey, Buffer.from(sealed).toString(), about)
    return pem === undefined ? undefined : toSigningKey(quarter, pem)
  }

  return {
    current: () => find(quarterOf(services.now(), 0)),
    async publish() {
      const quarters = [-1, 0, 1].map((step) => quarterOf(services.now(), step))
      const keys = await Promise.all(quarters.map(find))
      return keys.filter((one) => one !== undefined).map(toPublic)
    },
  }
}

/** The quarter for people, and the thumbprint (RFC 7638), so that no two keys have one name. */
async function toSigningKey(quarter: string, pem: string): Promise<SigningKey> {
  const key = createPrivateKey(pem)
  const thumbprint = await calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }))
  return { kid: `${quarter}-${thumbprint.slice(0, 16)}`, key }
}

function toFingerprint(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16)
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

function toPublic({ key, kid }: SigningKey): JWK {
  return { ...(createPublicKey(key).export({ format: 'jwk' }) as JWK), kid, alg: 'ES256', use: 'sig' }
}

/** `2026-q4`, and those before and after it. */
function quarterOf(instant: string, step: number): string {
  const date = new Date(instant)
  const quarters = date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3) + step
  return `${Math.floor(quarters / 4)}-q${(quarters % 4) + 1}`
}
