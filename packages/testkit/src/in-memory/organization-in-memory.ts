import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import type { Cause } from '@rolecall/core/plugin/event'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { StoreReader } from '@rolecall/core/store'

import { createObserver, type Observer } from './observer.ts'
import { createOwner, type Owner } from './owner.ts'
import { createProvider, type Provider } from './provider.ts'
import { toEmail, type Naming } from './to-email.ts'

/** One organization without server and database, in the words of its provider and its owner: the operations of core. */
export interface OrganizationWords extends Provider, Owner, Observer {}

/** The same, and what tests of core itself need. A person is named by what precedes `@example.com`. */
export interface OrganizationInMemory extends OrganizationWords {
  readonly id: string
  /** For operations that have no word here: as a request of the owner. */
  readonly owner: OperationContext
  readonly reader: StoreReader
}

/** How people are named, and of which provider the key of the provider is. */
export interface OrganizationOptions {
  readonly toUserName?: Naming
  readonly provider?: string | null
}

export function toOrganizationInMemory(
  services: OperationServices,
  id: string,
  { provider = null, toUserName = toEmail }: OrganizationOptions = {},
): OrganizationInMemory {
  const owner = toContext(services, id, 'api')
  return {
    ...createProvider({ ...toContext(services, id, 'scim'), provider }, toUserName),
    ...createOwner(owner, toUserName),
    ...createObserver(owner, toUserName),
    id,
    owner,
    reader: services.store.read(id),
  }
}

function toContext(services: OperationServices, organizationId: string, kind: Cause['kind']): OperationContext {
  return {
    ...services,
    organizationId,
    cause: { kind, requestId: null, keyId: null },
    baseUrl: 'https://rolecall.example/api/scim/v2',
    tolerances: new Tolerances(),
    connectionId: '',
  }
}
