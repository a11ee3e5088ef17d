import type { ApiKeyInput } from '@rolecall/core/access/api-keys'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import type { Organization } from '@rolecall/core/directory/organization'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import { createOrganizationOfProduct } from '@rolecall/core/platform/create-organization'
import type { Site } from '@rolecall/server/http/site'

import { toActorContext, toCause, type Actor } from './actor-context.ts'
import { toNew, type NewApiKey } from './new-api-key.ts'

/** What is said of a new organization. */
export interface NewOrganization {
  readonly name: string
  /** The product's own id; asked for again, it is the same organization. */
  readonly id?: string
  /** Keys that it has from the beginning; only with an `id`. */
  readonly keys?: readonly (Pick<ApiKeyInput, 'displayName' | 'scopes'> & Partial<ApiKeyInput>)[]
}

/** An organization that has been made, by this call or, with the same `id`, by an earlier one, which has had the keys. */
export interface MadeOrganization extends Organization {
  readonly keys: readonly NewApiKey[]
}

/** The organizations of the database. */
export interface OrganizationsOperations {
  /** Makes one with default settings; with an `id`, once. Throws UnprocessableError, ConflictError where that was asked for otherwise. */
  create(input: NewOrganization, actor?: Actor): Promise<MadeOrganization>
  /** `undefined` for an id that none has. */
  find(id: string): Promise<Organization | undefined>
  /** By the product's own id; one without has that of Rolecall. */
  findOwn(id: string): Promise<Organization | undefined>
  /** All, by id. */
  list(): Promise<readonly Organization[]>
}

export function toOrganizationsOperations(services: OperationServices, site: Site): OrganizationsOperations {
  const { organizations } = services.store
  async function createOwn(id: string, { keys = [], name }: NewOrganization, actor: Actor): Promise<MadeOrganization> {
    const wanted = keys.map((key) => ({ connectionId: null, expiresAt: null, ...key }))
    const contextOf = (organizationId: string) => toActorContext(services, site, organizationId, actor)
    const made = await createOrganizationOfProduct(contextOf, services, { id, name, keys: wanted })
    return { ...made.organization, keys: made.keys.map(toNew) }
  }
  return {
    async create(input, actor = {}) {
      const { id, name } = input
      if (id !== undefined) return createOwn(id, input, actor)
      const organization = await createOrganization(services, { name })
      const subject = `organizations/${organization.id}`
      const event = { type: 'OrganizationCreated', subject, data: { name } } as const
      await recordEvents(services, organization.id, toCause(actor), [event])
      return { ...organization, externalId: null, suspendedAt: null, keys: [] }
    },
    find: (id) => organizations.find(id),
    findOwn: (id) => organizations.findOwn(id),
    list: () => organizations.list(),
  }
}
