import { readOverview } from '@rolecall/core/organization/read-overview'

import { defineRoute, type Route } from '../route/route.ts'
import { overviewSchema } from './overview-schema.ts'

/** How far the organization is set up. */
export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/overview',
    operationId: 'getOverview',
    summary: 'What has arrived from the provider, what is missing, and how many there are of everything',
    scope: 'organization_read',
    answers: { 200: { description: 'The overview', schema: overviewSchema } },
    async handle({ context }) {
      return { status: 200, body: await readOverview(context) }
    },
  }),
]
