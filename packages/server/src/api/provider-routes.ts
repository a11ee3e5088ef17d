import { array } from 'valibot'

import { defineRoute, type Route } from '../route/route.ts'
import { providerSchema } from './provider-schema.ts'

/** The providers that the plugins of this server speak for, and what is forgiven to each. */
export const providerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/providers',
    operationId: 'listProviders',
    summary: 'List the identity providers that are known, each with what it is forgiven',
    scope: 'organization_read',
    setUp: true,
    answers: { 200: { description: 'The providers', schema: array(providerSchema) } },
    async handle({ context }) {
      const { list } = context.host.providers
      return {
        status: 200,
        body: list.map(({ name, title, tolerances }) => ({ name, title, tolerances: [...tolerances] })),
      }
    },
  }),
]
