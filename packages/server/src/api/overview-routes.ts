import { isSetupLink } from '@rolecall/core/access/setup-links'
import { readHistory } from '@rolecall/core/organization/count-directory'
import { readOverview } from '@rolecall/core/organization/read-overview'

import { array } from 'valibot'

import { defineRoute, type Route } from '../route/route.ts'
import { dailyCountSchema, overviewSchema } from './overview-schema.ts'

/** How far the organization is set up. */
export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/overview',
    operationId: 'getOverview',
    summary: 'What has arrived from the provider, what is missing, and how many there are of everything',
    scope: 'organization_read',
    setUp: true,
    answers: { 200: { description: 'The overview', schema: overviewSchema } },
    async handle({ context, key }) {
      const overview = await readOverview(context)
      // Where events go is nothing of the provider's.
      return { status: 200, body: isSetupLink(key) ? { ...overview, endpointsOff: [] } : overview }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/overview/history',
    operationId: 'getHistory',
    summary: 'How many people, Owners, roles, groups and teams there were on each of the last 30 days, and today',
    scope: 'organization_read',
    answers: { 200: { description: 'The days, the oldest first', schema: array(dailyCountSchema) } },
    async handle({ context }) {
      return { status: 200, body: await readHistory(context) }
    },
  }),
]
