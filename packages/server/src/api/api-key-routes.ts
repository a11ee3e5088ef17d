import { array } from 'valibot'

import {
  changeApiKey,
  createApiKey,
  listApiKeys,
  listProviderKeys,
  revokeApiKey,
  rotateApiKey,
  toGrantor,
} from '@rolecall/core/access/api-keys'
import { isSetupLink } from '@rolecall/core/access/setup-links'

import { defineRoute, type Route } from '../route/route.ts'
import { apiKeyChangeSchema, apiKeyInputSchema, apiKeySchema, newApiKeySchema, toApiKeyView } from './api-key-schema.ts'
import { jsonBody } from './json-body.ts'

const path = '/api/api-keys'
const withSecret = { description: 'The key, with its secret for the only time', schema: newApiKeySchema }

/** The API keys of the organization. A key never makes a key with scopes that it lacks. */
export const apiKeyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listApiKeys',
    summary: 'List the API keys',
    scope: 'organization_read',
    setUp: true,
    answers: { 200: { description: 'The keys, without their secrets', schema: array(apiKeySchema) } },
    async handle({ context, key }) {
      const keys = await (isSetupLink(key) ? listProviderKeys : listApiKeys)(context)
      return { status: 200, body: keys.map(toApiKeyView) }
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    operationId: 'createApiKey',
    summary: 'Create an API key',
    scope: 'organization',
    setUp: true,
    body: jsonBody(apiKeyInputSchema),
    answers: { 201: withSecret },
    async handle({ context, key: grantor, body }) {
      const { connection = null, expiresAt = null, ...others } = body
      const input = { ...others, connectionId: connection, expiresAt }
      const { record, key } = await createApiKey(context, input, toGrantor(grantor))
      return { status: 201, body: { ...toApiKeyView(record), key } }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    operationId: 'updateApiKey',
    summary: 'Name an API key anew, or change its provider and what that is forgiven',
    scope: 'organization',
    body: jsonBody(apiKeyChangeSchema),
    answers: { 200: { description: 'The key, without its secret', schema: apiKeySchema } },
    async handle({ context, body, parameter: id }) {
      return { status: 200, body: toApiKeyView(await changeApiKey(context, id, body)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/rotate`,
    operationId: 'rotateApiKey',
    summary: 'Give an API key a new secret; the old one ends at once',
    scope: 'organization',
    answers: { 200: withSecret },
    async handle({ context, key: grantor, parameter: id }) {
      const { record, key } = await rotateApiKey(context, id, toGrantor(grantor))
      return { status: 200, body: { ...toApiKeyView(record), key } }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'revokeApiKey',
    summary: 'Revoke an API key at once; the last one that can manage the organization stays',
    scope: 'organization',
    answers: { 204: { description: 'Revoked' } },
    async handle({ context, key: revoker, parameter: id }) {
      await revokeApiKey(context, id, toGrantor(revoker))
      return { status: 204 }
    },
  }),
]
