import { array, number, object, picklist, string, nullable } from 'valibot'

import { readOverview } from '@rolecall/core/organization/read-overview'

import { defineRoute, type Route } from '../route/route.ts'
import { verificationSchema } from './verification-schema.ts'

const checkSchema = object({
  name: picklist([
    'connection',
    'first-user',
    'external-id',
    'external-id-shared',
    'email',
    'first-group',
    'external-id-shared-groups',
    'mapping',
  ]),
  state: picklist(['waiting', 'attention', 'done']),
  at: nullable(string()),
  affected: number(),
  of: number(),
  examples: array(string()),
})

const overviewSchema = object({
  organization: object({ id: string(), name: string() }),
  tenantUrl: string(),
  counts: object({ members: number(), groups: number(), teams: number(), unresolvedMembers: number() }),
  owners: number(),
  ownerlessSince: nullable(string()),
  openHolds: number(),
  mappingVersion: number(),
  verification: nullable(verificationSchema),
  checks: array(checkSchema),
})

/** How far the organization is set up. */
export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/overview',
    summary: 'What has arrived from the provider, what is missing, and how many there are of everything',
    scope: 'organization_read',
    answers: { 200: { description: 'The overview', schema: overviewSchema } },
    async handle({ context }) {
      return { status: 200, body: await readOverview(context) }
    },
  }),
]
