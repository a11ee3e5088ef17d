import { isInForce } from '@rolecall/core/access/authenticate'
import { isLive } from '@rolecall/core/access/client-credentials'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { ClientCredential, ClientTrust, OauthClient, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import { isIssued, matchesIssued } from '@rolecall/core/directory/oauth-secret'

import type { KeySets } from '../outbound/key-sets.ts'
import type { ClientProof } from './token-request.ts'
import { AssertionRefused, checkClaims, KeysUnavailable, verifySignature } from './verify-assertion.ts'

/** A client that has proved who it is, by one of its credentials. */
export interface ProvedClient {
  readonly client: OauthClient
  readonly credential: ClientCredential
  readonly assertion: UsedAssertion | null
}

/** A proof that came to nothing. `client` is whose it would have been, to be told why; nobody else is. */
export class ProofRefused extends Error {
  override readonly name = 'ProofRefused'
  readonly client: OauthClient | undefined
  readonly isOurs: boolean

  /** `isOurs`: nothing is known of the proof, because keys could not be read. */
  constructor(client: OauthClient | undefined, reason: string, isOurs = false) {
    super(reason)
    this.client = client
    this.isOurs = isOurs
  }
}

export interface ProofContext {
  readonly services: Pick<OperationServices, 'store' | 'now'>
  readonly keySets: KeySets
  /** The organization of the address that was asked; `undefined` for the address of all. */
  readonly organizationId: string | undefined
  /** What `aud` may be where a trust does not say it. */
  readonly audiences: readonly string[]
  readonly outside: Outside
}

/** Does for an organization what may wait for another server. */
export type Outside = <T>(organizationId: string, work: () => Promise<T>) => Promise<T>

/** No id of ours is longer, nor has other letters; what can't be one costs no look-up. */
const possibleId = /^[0-9a-zA-Z-]{1,64}$/

/**
 * Finds the client that a proof is of, by the same look-ups whether there is one or not. Throws ProofRefused.
 */
export async function authenticateClient(context: ProofContext, proof: ClientProof): Promise<ProvedClient> {
  const { organizationId, services } = context
  const { now, store } = services
  if (!possibleId.test(proof.clientId)) throw new ProofRefused(undefined, 'there is no such client')
  const [found, credentials] = await Promise.all([
    store.clients.find(proof.clientId),
    store.clients.listCredentials(proof.clientId),
  ])
  const isElsewhere = organizationId !== undefined && found?.key.organizationId !== organizationId
  if (found === undefined || isElsewhere) throw new ProofRefused(undefined, 'there is no such client')
  if (!isInForce(found.key, now()))
    throw new ProofRefused(
      found,
      found.key.suspendedAt === null ? 'the client is revoked' : 'the organization is suspended',
    )
  const of = { client: found, live: credentials.filter((one) => isLive(one, now())), credentials }
  return proof.by === 'secret' ? matchSecret(of, proof.secret, now()) : matchAssertion(context, of, proof.assertion)
}

interface KnownClient {
  readonly client: OauthClient
  readonly credentials: readonly ClientCredential[]
  readonly live: readonly ClientCredential[]
}

function matchSecret({ client, credentials, live }: KnownClient, secret: string, now: string): ProvedClient {
  const matches = ({ hash }: ClientCredential) =>
    isIssued('secret', secret) && hash !== null && matchesIssued(secret, hash)
  const credential = live.find(matches)
  if (credential !== undefined) return { client, credential, assertion: null }
  const ended = credentials.find(matches)
  if (ended === undefined) throw new ProofRefused(client, 'the secret is none of its secrets')
  const why = ended.expiresAt !== null && ended.expiresAt <= now ? `ended at ${ended.expiresAt}` : 'is revoked'
  throw new ProofRefused(client, `the secret "${ended.name}" ${why}`)
}

/** Of several trusts the first that the assertion fits; of those that it does not fit, the last says why. */
async function matchAssertion(
  { audiences, keySets, outside, services }: ProofContext,
  { client, live }: KnownClient,
  assertion: string,
): Promise<ProvedClient> {
  let refusal = new ProofRefused(client, 'the client trusts no assertions; give it a trust, or use a secret')
  for (const credential of live.filter(isTrusting)) {
    const expected = { credentialId: credential.id, clientId: client.key.id, trust: credential.trust, audiences }
    try {
      checkClaims(assertion, expected)
      const verify = () => verifySignature(keySets, assertion, expected, new Date(services.now()))
      const used = await outside(client.key.organizationId, verify)
      return { client, credential, assertion: used }
    } catch (error) {
      if (!(error instanceof AssertionRefused) && !(error instanceof KeysUnavailable)) throw error
      refusal = new ProofRefused(
        client,
        `the assertion was not taken: ${error.message}`,
        error instanceof KeysUnavailable,
      )
    }
  }
  throw refusal
}

function isTrusting(credential: ClientCredential): credential is ClientCredential & { readonly trust: ClientTrust } {
  return credential.trust !== null
}
