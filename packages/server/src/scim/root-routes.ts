import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'
import { queryResources } from '@rolecall/core/provisioning/query/query-resources'
import { parseSearchParameters } from '@rolecall/core/scim/message/search-parameters'
import { parseSearchRequest } from '@rolecall/core/scim/message/search-request'

import { defineRoute, type Route } from '../route/route.ts'
import { scimPath } from '../route/scim-path.ts'
import { searchParameters } from './query-parameters.ts'
import { scimBody, scimMessage } from './scim-body.ts'

const types: readonly ResourceTypeName[] = ['User', 'Group']
const list = { description: 'A ListResponse', schema: scimMessage }

/** Users and groups as one list (RFC 7644 §3.4.2.1, §3.4.3). */
export const rootRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: scimPath,
    operationId: 'searchScim',
    summary: 'Search users and groups at once',
    scope: 'scim',
    query: searchParameters,
    answers: { 200: list },
    async handle({ context, query }) {
      const parameters = parseSearchParameters(query, context.tolerances)
      return { status: 200, body: await queryResources(context, types, parameters) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${scimPath}/.search`,
    operationId: 'searchScimByRequest',
    summary: 'Search users and groups at once by a SearchRequest',
    scope: 'scim',
    body: scimBody,
    answers: { 200: list },
    async handle({ body, context }) {
      const parameters = parseSearchRequest(body, context.tolerances)
      return { status: 200, body: await queryResources(context, types, parameters) }
    },
  }),
]
