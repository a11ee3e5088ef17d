import { array, nullable, object, picklist, string } from 'valibot'

import { contributionKinds } from '@rolecall/core/host/describe-plugin'

import { defineRoute, type Route } from '../route/route.ts'

/** A plugin that runs, and what it contributes in its own words. */
export const pluginSchema = object({
  name: string(),
  contributions: array(object({ kind: picklist(contributionKinds), name: string(), summary: nullable(string()) })),
})

/** The plugins that this server runs. */
export const pluginListRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/plugins',
    operationId: 'listPlugins',
    summary: 'List the plugins that this server runs, in their order, each with what it contributes',
    scope: 'organization_read',
    answers: { 200: { description: 'The plugins', schema: array(pluginSchema) } },
    async handle({ context }) {
      return { status: 200, body: context.host.described }
    },
  }),
]
