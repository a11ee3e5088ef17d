import { array } from 'valibot'

import { createSetupLink, listSetupLinks, revokeSetupLink } from '@rolecall/core/access/setup-links'

import { defineRoute, type Route } from '../route/route.ts'
import { toSignInUrl } from '../session/sign-in-url.ts'
import { jsonBody } from './json-body.ts'
import { newSetupLinkSchema, setupLinkInputSchema, setupLinkSchema, toSetupLinkView } from './setup-link-schema.ts'

const path = '/api/setup-links'

/** Links by which somebody without a key sets up the identity provider and reads its log, and does nothing else. */
export const setupLinkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listSetupLinks',
    summary: 'List the set-up links, those too that are over for less than a month',
    scope: 'organization_read',
    answers: { 200: { description: 'The links, without their addresses', schema: array(setupLinkSchema) } },
    async handle({ context }) {
      return { status: 200, body: (await listSetupLinks(context)).map(toSetupLinkView) }
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    operationId: 'createSetupLink',
    summary: 'Make a set-up link: whoever has it sets up the provider and reads the log until it ends',
    scope: 'organization',
    body: jsonBody(setupLinkInputSchema),
    answers: { 201: { description: 'The link, with its address for the only time', schema: newSetupLinkSchema } },
    async handle({ body, context, key, origin }) {
      const { record, token } = await createSetupLink(context, body, key.displayName)
      return { status: 201, body: { ...toSetupLinkView(record), url: toSignInUrl(origin, token) } }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'revokeSetupLink',
    summary: 'Revoke a set-up link, and every sign-in by it, at once',
    scope: 'organization',
    answers: { 204: { description: 'Revoked' } },
    async handle({ context, parameter: id }) {
      await revokeSetupLink(context, id)
      return { status: 204 }
    },
  }),
]
