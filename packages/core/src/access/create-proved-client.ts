import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { ClientCredential, OauthClient } from '../directory/oauth-client.ts'
import type { Issue } from '../scim/errors.ts'
import { addSecret, addTrust, type SecretInput, type TrustInput } from './client-credentials.ts'
import { createClient, type ClientInput } from './oauth-clients.ts'

/** What a new client begins with; neither for one that gets a credential later. */
export interface FirstProof {
  readonly secret?: SecretInput | undefined
  readonly trust?: TrustInput | undefined
  /** What the caller knows against the trust. */
  readonly issues?: readonly Issue[]
}

export interface ProvedClient {
  readonly client: OauthClient
  readonly credentials: readonly ClientCredential[]
  /** The secret, shown once; `null` where there is none. */
  readonly secret: string | null
}

/** Makes a client together with its first credential, or nothing. Throws UnprocessableError. */
export function createProvedClient(
  context: OperationContext,
  input: ClientInput,
  { issues, secret, trust }: FirstProof,
): Promise<ProvedClient> {
  return change(context, async (within) => {
    const part = { ...context, within }
    const client = await createClient(part, input)
    const issued = secret === undefined ? undefined : await addSecret(part, client.key.id, secret)
    const trusting = trust === undefined ? undefined : await addTrust(part, client.key.id, trust, issues)
    const credentials = [issued?.credential, trusting].filter((credential) => credential !== undefined)
    return { client, credentials, secret: issued?.secret ?? null }
  })
}
