import { createApiKey } from '@rolecall/core/access/api-keys'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import { Tolerances } from '@rolecall/core/scim/tolerance'

export interface TestOrganization {
  readonly id: string
  readonly keys: Readonly<Record<ApiKeyScope, string>>
}

const scopes: readonly ApiKeyScope[] = ['scim', 'organization', 'organization_read']

/** An organization with a key of each scope. */
export async function createTestOrganization(services: OperationServices, name: string): Promise<TestOrganization> {
  const { id } = await createOrganization(services, { name })
  const context = {
    ...services,
    organizationId: id,
    cause: { kind: 'cli', requestId: null, keyId: null } as const,
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
  const keys: Partial<Record<ApiKeyScope, string>> = {}
  for (const scope of scopes) {
    const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
    keys[scope] = (await createApiKey(context, input, 'operator')).key
  }
  return { id, keys: keys as Record<ApiKeyScope, string> }
}
