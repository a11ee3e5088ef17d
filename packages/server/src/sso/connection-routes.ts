import { array } from 'valibot'

import { checkIssuer } from '@rolecall/core/access/issuer'
import {
  changeConnection,
  createConnection,
  deleteConnection,
  listConnections,
} from '@rolecall/core/access/sso-connections'
import { UnprocessableError } from '@rolecall/core/errors'

import { jsonBody } from '../api/json-body.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { defineRoute, type Route } from '../route/route.ts'
import {
  connectionChangeSchema,
  connectionInputSchema,
  connectionSchema,
  toConnectionView,
} from './connection-schema.ts'
import { findKeySet } from './discover-provider.ts'

const path = '/api/sso/connections'

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
      async handle({ context, origin }) {
        const connections = await listConnections(context)
        return { status: 200, body: connections.map((connection) => toConnectionView(connection, origin)) }
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operationId: 'createConnection',
      summary: 'Create an SSO connection',
      scope: 'organization',
      body: jsonBody(connectionInputSchema),
      answers: { 201: { description: 'The connection', schema: connectionSchema } },
      async handle({ aside, body, context, origin, report }) {
        const { clientSecret = null, console = false, issuer, jwksUri: named, ...others } = body
        const jwksUri = named ?? (await aside(() => discoverKeySet(outbound, issuer, report)))
        const input = { ...others, issuer, jwksUri, clientSecret, console }
        const connection = await createConnection(context, input, outbound.check('jwksUri', jwksUri))
        return { status: 201, body: toConnectionView(connection, origin) }
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:id`,
      operationId: 'updateConnection',
      summary: 'Change the name of an SSO connection, its secret, or whether people sign in to the console by it',
      scope: 'organization',
      body: jsonBody(connectionChangeSchema),
      answers: { 200: { description: 'The connection', schema: connectionSchema } },
      async handle({ body, context, origin, parameter: id }) {
        return { status: 200, body: toConnectionView(await changeConnection(context, id, body), origin) }
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

/** Nothing is asked of an issuer that is refused anyway. */
async function discoverKeySet(outbound: Outbound, issuer: string, report: (error: unknown) => void): Promise<string> {
  const issues = [...checkIssuer(issuer), ...outbound.check('issuer', issuer)]
  if (issues.length > 0) throw new UnprocessableError('The connection can not be used', issues)
  return findKeySet(outbound, issuer, report)
}
