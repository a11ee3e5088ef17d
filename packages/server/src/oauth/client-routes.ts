import { array } from 'valibot'

import { addSecret, addTrust, listCredentials, revokeCredential } from '@rolecall/core/access/client-credentials'
import { createProvedClient } from '@rolecall/core/access/create-proved-client'
import { changeClient, listClients, revokeClient } from '@rolecall/core/access/oauth-clients'

import { jsonBody } from '../api/json-body.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { defineRoute, type Route } from '../route/route.ts'
import {
  clientChangeSchema,
  clientCredentialSchema,
  clientInputSchema,
  clientSchema,
  clientSecretInputSchema,
  clientTrustInputSchema,
  newClientSchema,
  newClientSecretSchema,
  toClientView,
  toCredentialView,
  toTrustInput,
} from './client-schema.ts'

const path = '/api/oauth/clients'

/** The OAuth clients by which providers get access tokens, and what they prove themselves by. */
export function clientRoutes(outbound: Outbound): readonly Route[] {
  return [...ofClients, creation(outbound), ...ofCredentials(outbound)]
}

const ofClients: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listClients',
    summary: 'List the OAuth clients',
    scope: 'organization_read',
    setUp: true,
    answers: { 200: { description: 'The clients, without their secrets', schema: array(clientSchema) } },
    async handle({ context, origin }) {
      const [clients, credentials] = await Promise.all([listClients(context), listCredentials(context)])
      return { status: 200, body: clients.map((client) => toClientView(client, credentials, origin)) }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    operationId: 'updateClient',
    summary: 'Name an OAuth client anew, or change its provider, what that is forgiven, or how long its tokens live',
    scope: 'organization',
    body: jsonBody(clientChangeSchema),
    answers: { 200: { description: 'The client', schema: clientSchema } },
    async handle({ context, body, origin, parameter: id }) {
      const { client, credentials } = await changeClient(context, id, body)
      return { status: 200, body: toClientView(client, credentials, origin) }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'revokeClient',
    summary: 'Revoke an OAuth client and all of its tokens at once',
    scope: 'organization',
    answers: { 204: { description: 'Revoked' } },
    async handle({ context, parameter: id }) {
      await revokeClient(context, id)
      return { status: 204 }
    },
  }),
]

function creation(outbound: Outbound): Route {
  return defineRoute({
    method: 'POST',
    path,
    operationId: 'createClient',
    summary: 'Create an OAuth client, with its first secret or trust',
    scope: 'organization',
    setUp: true,
    body: jsonBody(clientInputSchema),
    answers: { 201: { description: 'The client, with its secret for the only time', schema: newClientSchema } },
    async handle({ context, body: { connection = null, secret, trust, ...others }, origin }) {
      const made = await createProvedClient(
        context,
        { ...others, connectionId: connection },
        {
          secret: secret && { name: secret.name, expiresAt: secret.expiresAt ?? null },
          trust: trust && toTrustInput(trust),
          issues: trust === undefined ? [] : outbound.check('jwksUri', trust.jwksUri),
        },
      )
      const body = { ...toClientView(made.client, made.credentials, origin), secret: made.secret }
      return { status: 201, body }
    },
  })
}

function ofCredentials(outbound: Outbound): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: `${path}/:id/secrets`,
      operationId: 'createClientSecret',
      summary: 'Give an OAuth client one more secret; those that it has go on',
      scope: 'organization',
      setUp: true,
      body: jsonBody(clientSecretInputSchema),
      answers: { 201: { description: 'The secret, shown for the only time', schema: newClientSecretSchema } },
      async handle({ context, body: { expiresAt = null, name }, parameter: id }) {
        const { credential, secret } = await addSecret(context, id, { name, expiresAt })
        return { status: 201, body: { ...toCredentialView(credential), secret } }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/trusts`,
      operationId: 'createClientTrust',
      summary: 'Let an OAuth client prove itself by assertions of an issuer (RFC 7523)',
      scope: 'organization',
      setUp: true,
      body: jsonBody(clientTrustInputSchema),
      answers: { 201: { description: 'The trust', schema: clientCredentialSchema } },
      async handle({ context, body, parameter: id }) {
        const issues = outbound.check('jwksUri', body.jwksUri)
        const credential = await addTrust(context, id, toTrustInput(body), issues)
        return { status: 201, body: toCredentialView(credential) }
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/oauth/credentials/:id',
      operationId: 'revokeClientCredential',
      summary: 'Revoke a secret or a trust, and at once every token that it was good for',
      scope: 'organization',
      answers: { 204: { description: 'Revoked' } },
      async handle({ context, parameter: id }) {
        await revokeCredential(context, id)
        return { status: 204 }
      },
    }),
  ]
}
