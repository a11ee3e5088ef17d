import { catalogueTypes, type CatalogueTypeName } from '@rolecall/core/provisioning/catalogue/catalogue-types'
import { queryCatalogue } from '@rolecall/core/provisioning/catalogue/query-catalogue'
import { readCatalogueEntry } from '@rolecall/core/provisioning/catalogue/read-catalogue-entry'
import { parseSearchParameters } from '@rolecall/core/scim/message/search-parameters'
import { parseSearchRequest } from '@rolecall/core/scim/message/search-request'
import { resolveProjection } from '@rolecall/core/scim/resource/project'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import { ifNoneMatch } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { scimPath } from '../route/scim-path.ts'
import { askedProjection } from './asked-projection.ts'
import { preconditionsOf } from './preconditions-of.ts'
import { projectionParameters, searchParameters } from './query-parameters.ts'
import { scimBody, scimMessage } from './scim-body.ts'

/** What can be given, to be read by providers (Okta's Entitlement Management); any other method is a 405. */
export const catalogueRoutes: readonly Route[] = [
  ...routesOf('Role', 'roles of the organization'),
  ...routesOf('Entitlement', 'roles in teams'),
]

function routesOf(name: CatalogueTypeName, nouns: string): readonly Route[] {
  const type = catalogueTypes[name]
  const path = scimPath + type.endpoint
  const everything = resolveProjection(type, {}, new Tolerances())
  const list = { description: 'A ListResponse', schema: scimMessage }
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: `searchScim${type.endpoint.slice(1)}`,
      summary: `Search the ${nouns} that there are`,
      scope: 'scim',
      query: searchParameters,
      answers: { 200: list },
      async handle({ context, query }) {
        const parameters = parseSearchParameters(query, context.tolerances)
        return { status: 200, body: await queryCatalogue(context, name, parameters) }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/.search`,
      operationId: `searchScim${type.endpoint.slice(1)}ByRequest`,
      summary: `Search the ${nouns} that there are by a SearchRequest`,
      scope: 'scim',
      body: scimBody,
      answers: { 200: list },
      async handle({ body, context }) {
        const parameters = parseSearchRequest(body, context.tolerances)
        return { status: 200, body: await queryCatalogue(context, name, parameters) }
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      operationId: `getScim${name}`,
      headers: [ifNoneMatch],
      summary: `Read one of the ${nouns}`,
      scope: 'scim',
      query: projectionParameters,
      answers: {
        200: { description: `The ${name}`, schema: scimMessage },
        304: { description: 'The version that If-None-Match names is the current one' },
      },
      async handle(request) {
        const { context, parameter: id, query } = request
        const projection = askedProjection(type, query, context.tolerances) ?? everything
        const asked = { type: name, id, conditions: preconditionsOf(request), projection }
        const { resource: body, etag } = await readCatalogueEntry(context, asked)
        if (body === null) return { status: 304, headers: { ETag: etag } }
        const Location = `${context.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`
        return { status: 200, headers: { ETag: etag, Location }, body }
      },
    }),
  ]
}
