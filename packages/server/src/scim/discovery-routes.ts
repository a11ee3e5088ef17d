import type { OperationContext } from '@rolecall/core/change/operation-context'
import { hasEntries } from '@rolecall/core/provisioning/catalogue/catalogue-entries'
import { catalogueTypes } from '@rolecall/core/provisioning/catalogue/catalogue-types'
import { respondsAsync } from '@rolecall/core/async/accept-request'
import { readSettings } from '@rolecall/core/organization/settings'
import { Forbidden, NotFound } from '@rolecall/core/scim/errors'
import { toListResponse } from '@rolecall/core/scim/message/list-response'
import { parseQuery } from '@rolecall/core/scim/message/parse-query'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import {
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
} from '@rolecall/core/scim/schema/service-provider-schemas'
import { withImmutable, type ResourceType } from '@rolecall/core/scim/schema/resource-type'

import { defineRoute, type Route } from '../route/route.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'
import { describeResourceType, describeSchema, schemasOfTypes } from './describe-types.ts'
import { scimMessage } from './scim-body.ts'
import { toServiceProviderConfig } from './service-provider-config.ts'

/** What the server says about itself (RFC 7644 §4): true for the organization of the key. */
export const discoveryRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: `${scimPath}/ServiceProviderConfig`,
    operationId: 'getServiceProviderConfig',
    summary: 'What of the protocol this server does',
    scope: 'scim',
    answers: { 200: { description: 'The ServiceProviderConfig', schema: scimMessage } },
    async handle(request) {
      refuseFilter(request)
      const { context } = request
      return {
        status: 200,
        body: toServiceProviderConfig(context, (await respondsAsync(context)) ? 'request' : 'none'),
      }
    },
  }),
  ...listAndOne('ResourceTypes', 'ResourceType', async (context) =>
    (await typesOf(context)).map((type) => describeResourceType(type, context.baseUrl)),
  ),
  ...listAndOne('Schemas', 'Schema', async (context) =>
    [...schemasOfTypes(await typesOf(context)), ...protocolSchemas].map((schema) =>
      describeSchema(schema, context.baseUrl),
    ),
  ),
]

/** The schemas of the descriptions themselves (RFC 7643 §8.7.2). */
const protocolSchemas = [SERVICE_PROVIDER_CONFIG_SCHEMA, RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA]

/**
 * The resource types as the organization has them: `userName` can't be changed unless it allows that, and what can be given is
 * there where there is any of it, since providers want to read one.
 */
async function typesOf(context: OperationContext): Promise<readonly ResourceType[]> {
  const { Role, Entitlement } = catalogueTypes
  const reader = context.store.read(context.organizationId)
  const [{ userNameMutable }, hasTeams] = await Promise.all([readSettings(context), hasEntries(reader, 'Entitlement')])
  const { User, Group } = context.resourceTypes
  return [userNameMutable ? User : withImmutable(User, 'userName'), Group, Role, ...(hasTeams ? [Entitlement] : [])]
}

/** A list of descriptions, and each of them by its id. */
function listAndOne(
  endpoint: string,
  noun: string,
  describe: (context: OperationContext) => Promise<readonly ResourceData[]>,
): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: `${scimPath}/${endpoint}`,
      operationId: `list${endpoint}`,
      summary: `List every ${noun}`,
      scope: 'scim',
      answers: { 200: { description: 'A ListResponse', schema: scimMessage } },
      async handle(request) {
        refuseFilter(request)
        const resources = await describe(request.context)
        return { status: 200, body: toListResponse({ totalResults: resources.length, startIndex: 1, resources }) }
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${scimPath}/${endpoint}/:id`,
      operationId: `get${endpoint.slice(0, -1)}`,
      summary: `Read a ${noun}`,
      scope: 'scim',
      answers: { 200: { description: `The ${noun}`, schema: scimMessage } },
      async handle(request) {
        refuseFilter(request)
        const id = request.parameter.toLowerCase()
        const found = (await describe(request.context)).find((resource) => String(resource['id']).toLowerCase() === id)
        if (found === undefined) throw new NotFound(`There is no ${noun} of this id`)
        return { status: 200, body: found }
      },
    }),
  ]
}

/** These endpoints can't be filtered: 403 (RFC 7644 §4). Every other parameter is ignored. */
function refuseFilter({ query, context }: RouteRequest): void {
  if (query === '' || parseQuery(query, context.tolerances).filter === undefined) return
  throw new Forbidden('A filter is not allowed here (RFC 7644 §4)')
}
