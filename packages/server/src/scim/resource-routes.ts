import { queryResources } from '@rolecall/core/provisioning/query/query-resources'
import { readResource } from '@rolecall/core/provisioning/query/read-resource'
import type { ResourceRequest } from '@rolecall/core/provisioning/resource-request'
import { writeResource } from '@rolecall/core/provisioning/write-resource'
import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'
import { parseSearchParameters } from '@rolecall/core/scim/message/search-parameters'
import { parseSearchRequest } from '@rolecall/core/scim/message/search-request'
import type { BulkMethod } from '@rolecall/core/scim/message/bulk-request'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { resolveProjection, type Projection } from '@rolecall/core/scim/resource/project'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import { respondAsync, type Later, type OnAccepted } from '../async/respond-async.ts'
import { ifMatch, ifNoneMatch } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'
import { askedProjection } from './asked-projection.ts'
import { preconditionsOf } from './preconditions-of.ts'
import { projectionParameters, searchParameters } from './query-parameters.ts'
import { scimBody, scimMessage } from './scim-body.ts'
import { toWrittenAnswer } from './written-answer.ts'

/** The endpoints of one resource type (RFC 7644 §3.2): their HTTP; what they mean is in core's operations. */
export function resourceRoutes(type: ResourceType, onAccepted: OnAccepted): readonly Route[] {
  const name = type.name as ResourceTypeName
  const path = scimPath + type.endpoint
  const everything = resolveProjection(type, {}, new Tolerances())
  const resource = { description: `The ${name}`, schema: scimMessage }
  const list = { description: 'A ListResponse', schema: scimMessage }

  const endpoint = ({ context }: RouteRequest<unknown>): string => context.baseUrl + type.endpoint
  const projection = ({ query, context }: RouteRequest<unknown>): Projection =>
    askedProjection(type, query, context.tolerances) ?? everything
  const toRequest = (request: RouteRequest<Json>): ResourceRequest => ({
    type: name,
    id: request.parameter,
    body: request.body,
    conditions: preconditionsOf(request),
    projection: projection(request),
  })

  const later =
    (method: BulkMethod) =>
    (request: RouteRequest<Json>): Later => {
      const asked = {
        type: name,
        id: method === 'POST' ? null : request.parameter,
        conditions: preconditionsOf(request),
      }
      return { method, resource: asked, body: method === 'DELETE' ? null : request.body, operations: null }
    }

  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: `searchScim${name}s`,
      summary: `Search ${name}s`,
      scope: 'scim',
      query: searchParameters,
      answers: { 200: list },
      async handle({ context, query }) {
        return {
          status: 200,
          body: await queryResources(context, [name], parseSearchParameters(query, context.tolerances)),
        }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/.search`,
      operationId: `searchScim${name}sByRequest`,
      summary: `Search ${name}s by a SearchRequest`,
      scope: 'scim',
      body: scimBody,
      answers: { 200: list },
      async handle({ context, body }) {
        return {
          status: 200,
          body: await queryResources(context, [name], parseSearchRequest(body, context.tolerances)),
        }
      },
    }),
    respondAsync(
      {
        method: 'POST',
        path,
        operationId: `createScim${name}`,
        summary: `Create a ${name}`,
        scope: 'scim',
        query: projectionParameters,
        body: scimBody,
        answers: { 201: resource },
        async handle(request) {
          const asked = { ...toRequest(request), id: null }
          return toWrittenAnswer(201, endpoint(request), await writeResource(request.context, 'create', asked))
        },
      },
      later('POST'),
      onAccepted,
    ),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      operationId: `getScim${name}`,
      headers: [ifNoneMatch],
      summary: `Read a ${name}`,
      scope: 'scim',
      query: projectionParameters,
      answers: { 200: resource, 304: { description: 'The version that If-None-Match names is the current one' } },
      async handle(request) {
        const { context, parameter: id } = request
        const asked = { type: name, id, conditions: preconditionsOf(request), projection: projection(request) }
        const { resource: body, etag } = await readResource(context, asked)
        if (body === null) return { status: 304, headers: { ETag: etag } }
        return { status: 200, headers: { ETag: etag, Location: `${endpoint(request)}/${id}` }, body }
      },
    }),
    respondAsync(
      {
        method: 'PUT',
        path: `${path}/:id`,
        operationId: `replaceScim${name}`,
        headers: [ifMatch],
        summary: `Replace a ${name}`,
        scope: 'scim',
        query: projectionParameters,
        body: scimBody,
        answers: { 200: resource },
        async handle(request) {
          const written = await writeResource(request.context, 'replace', toRequest(request))
          return toWrittenAnswer(200, endpoint(request), written)
        },
      },
      later('PUT'),
      onAccepted,
    ),
    respondAsync(
      {
        method: 'PATCH',
        path: `${path}/:id`,
        operationId: `patchScim${name}`,
        headers: [ifMatch],
        summary: `Change a ${name} by a PatchOp`,
        scope: 'scim',
        query: projectionParameters,
        body: scimBody,
        answers:
          name === 'Group'
            ? {
                200: { ...resource, description: 'The Group, where attributes are asked for' },
                204: { description: 'Changed' },
              }
            : { 200: resource },
        async handle(request) {
          const { context, query } = request
          const asked = askedProjection(type, query, context.tolerances) ?? (name === 'Group' ? null : everything)
          const written = await writeResource(context, 'patch', { ...toRequest(request), projection: asked })
          return toWrittenAnswer(200, endpoint(request), written)
        },
      },
      later('PATCH'),
      onAccepted,
    ),
    respondAsync(
      {
        method: 'DELETE',
        path: `${path}/:id`,
        operationId: `deleteScim${name}`,
        headers: [ifMatch],
        summary: `Delete a ${name}`,
        scope: 'scim',
        answers: { 204: { description: 'Deleted' } },
        async handle(request) {
          const { context, parameter: id } = request
          const asked = { type: name, id, body: null, conditions: preconditionsOf(request), projection: null }
          await writeResource(context, 'delete', asked)
          return { status: 204 }
        },
      },
      later('DELETE'),
      onAccepted,
    ),
  ]
}
