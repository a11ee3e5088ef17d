import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import type { NewOrganization } from '@rolecall/core/directory/organization'
import { createApiKey } from '@rolecall/core/access/api-keys'
import { createFirstOrganization } from '@rolecall/core/organization/create-first-organization'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import { recordCreation } from '../operator/record-creation.ts'
import { toOperatorContext } from '../operator-context.ts'

/** The first organization with its two keys, which nobody will see again. */
export interface FirstKeys {
  readonly organization: NewOrganization
  /** Scope `scim`: what the identity provider calls the secret token. */
  readonly secretToken: string
  /** Scope `organization`. */
  readonly ownerKey: string
}

/** Makes the first organization; `undefined` where there is one already. */
export async function createDefaultOrganization(services: OperationServices): Promise<NewOrganization | undefined> {
  if ((await services.store.organizations.list()).length > 0) return undefined
  const organization = await createFirstOrganization(services, { name: 'Default' })
  if (organization !== undefined) await recordCreation(services, organization)
  return organization
}

/** Makes the first organization and its keys; `undefined` where there is an organization already. */
export async function createFirstKeys(services: OperationServices): Promise<FirstKeys | undefined> {
  const organization = await createDefaultOrganization(services)
  if (organization === undefined) return undefined
  const create = async (displayName: string, scope: ApiKeyScope): Promise<string> => {
    const input = { displayName, scopes: [scope], connectionId: null, expiresAt: null }
    return (await createApiKey(toOperatorContext(services, organization.id), input, 'operator')).key
  }
  return {
    organization,
    secretToken: await create('Identity provider', 'scim'),
    ownerKey: await create('Owner', 'organization'),
  }
}
