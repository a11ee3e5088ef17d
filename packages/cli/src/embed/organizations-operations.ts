import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import type { Organization } from '@rolecall/core/directory/organization'
import { createOrganization } from '@rolecall/core/organization/create-organization'

import { toCause, type Actor } from './actor-context.ts'

/** The organizations of the database. */
export interface OrganizationsOperations {
  /** Makes one with default settings, and no key. */
  create(input: { readonly name: string }, actor?: Actor): Promise<Organization>
  /** `undefined` for an id that none has. */
  find(id: string): Promise<Organization | undefined>
  /** All, by id. */
  list(): Promise<readonly Organization[]>
}

export function toOrganizationsOperations(services: OperationServices): OrganizationsOperations {
  const { organizations } = services.store
  return {
    async create({ name }, actor = {}) {
      const organization = await createOrganization(services, { name })
      const subject = `organizations/${organization.id}`
      const event = { type: 'OrganizationCreated', subject, data: { name } } as const
      await recordEvents(services, organization.id, toCause(actor), [event])
      return { ...organization, externalId: null, suspendedAt: null }
    },
    find: (id) => organizations.find(id),
    list: () => organizations.list(),
  }
}
