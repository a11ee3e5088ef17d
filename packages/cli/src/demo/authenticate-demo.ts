import type { Authentication } from '@rolecall/idp-simulator/authentication'
import { startClientKey } from '@rolecall/idp-simulator/client-key'
import { startWorkloadIdentity } from '@rolecall/idp-simulator/workload-identity'

import type { DemoAccess } from './provision-demo.ts'

/** The ways in which the simulated Entra ID may prove who it is. */
export type DemoAuthentication = Authentication['by']

/** How the simulated provider proves itself, and what runs for that beside it. */
export interface ProvedDemo {
  readonly authentication: Authentication
  readonly close: () => Promise<void>
}

interface NewClient {
  readonly id: string
  readonly tokenEndpoint: string
  readonly secret: string | null
}

/** Sets up the organization and the provider as an administrator would, each with what the other one shows. */
export async function authenticateDemo(access: DemoAccess, by: DemoAuthentication): Promise<ProvedDemo> {
  const nothing = () => Promise.resolve()
  if (by === 'token') return { authentication: { by, token: access.secretToken }, close: nothing }
  if (by === 'client-credentials') {
    const { id, secret, tokenEndpoint } = await createClient(access, { secret: { name: 'demo' } })
    return {
      authentication: { by, clientId: id, clientSecret: secret ?? '', tokenEndpoint, scope: 'scim' },
      close: nothing,
    }
  }
  return by === 'federation' ? proveByPlatform(access) : proveByKey(access)
}

async function proveByPlatform(access: DemoAccess): Promise<ProvedDemo> {
  const { assertion, audience, close, issuer, jwksUri, subject, tenant } = await startWorkloadIdentity()
  const trust = { name: 'demo', audience, issuer, jwksUri, subject, tenant }
  const { id, tokenEndpoint } = await createClient(access, { trust })
  return { authentication: { by: 'federation', clientId: id, tokenEndpoint, scope: 'scim', assertion }, close }
}

/** All that the service provider is told is where the keys are: issuer, subject and audience are those of RFC 7523 §3. */
async function proveByKey(access: DemoAccess): Promise<ProvedDemo> {
  const { assertion, close, jwksUri } = await startClientKey()
  const { id, tokenEndpoint } = await createClient(access, { trust: { name: 'demo', jwksUri } })
  const client = { clientId: id, tokenEndpoint }
  const authentication = {
    by: 'private-key-jwt',
    ...client,
    scope: 'scim',
    assertion: () => assertion(client),
  } as const
  return { authentication, close }
}

async function createClient({ ownerKey, url }: DemoAccess, proof: object): Promise<NewClient> {
  const response = await fetch(`${url}/api/oauth/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ displayName: 'Entra ID', provider: 'entra', ...proof }),
  })
  if (!response.ok) throw new Error(`POST /api/oauth/clients answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as NewClient
}
