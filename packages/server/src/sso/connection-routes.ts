import { array, object, strictObject, string } from 'valibot'

import { createConnection, deleteConnection, listConnections } from '@rolecall/core/access/sso-connections'

import { jsonBody } from '../api/json-body.ts'
import { text } from '../api/text-schema.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { defineRoute, type Route } from '../route/route.ts'

const path = '/api/sso/connections'

const input = { name: text, issuer: text, audience: text, jwksUri: text, claim: text }
const connectionSchema = object({
  id: string(),
  name: string(),
  issuer: string(),
  audience: string(),
  jwksUri: string(),
  claim: string(),
  created: string(),
})

/** The OpenID Connect issuers whose ID tokens the organization accepts. */
export function connectionRoutes(outbound: Outbound): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'listConnections',
      summary: 'List the SSO connections',
      scope: 'organization_read',
      answers: { 200: { description: 'The connections', schema: array(connectionSchema) } },
      async handle({ context }) {
        return { status: 200, body: await listConnections(context) }
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operationId: 'createConnection',
      summary: 'Create an SSO connection',
      scope: 'organization',
      body: jsonBody(strictObject(input)),
      answers: { 201: { description: 'The connection', schema: connectionSchema } },
      async handle({ context, body }) {
        const issues = outbound.check('jwksUri', body.jwksUri)
        return { status: 201, body: await createConnection(context, body, issues) }
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      operationId: 'deleteConnection',
      summary: 'Delete an SSO connection; nobody signs in by it any more',
      scope: 'organization',
      answers: { 204: { description: 'Deleted' } },
      async handle({ context, parameter: id }) {
        await deleteConnection(context, id)
        return { status: 204 }
      },
    }),
  ]
}
