import { array, nullable, number, object, string } from 'valibot'

import { getOrganization } from '@rolecall/core/platform/organizations'
import { readDaysOfUsage, readUsage } from '@rolecall/core/platform/read-usage'

import { dailyCountSchema } from '../api/overview-schema.ts'
import { pageParameters, parsePage, toPageAnswer } from '../api/page.ts'
import { definePlatformRoute, type PlatformRoute } from '../route/route.ts'
import { organizationPath, platformPath } from './platform-path.ts'
import { organizationSchema, toOrganizationView } from './platform-schema.ts'

const path = `${platformPath}/usage`

/** Of each organization of a page some thousand counts are summed up. */
const mostOfPage = 100

const requests = object({ success: number(), refused: number(), failed: number() })

/**
 * What an organization uses: `counted` is what there was on the last day on which that was counted (each hour), `requests` are those of
 * its providers in the last 30 days.
 */
export const usageSchema = object({
  ...organizationSchema.entries,
  counted: nullable(dailyCountSchema),
  requests,
  lastRequestAt: nullable(string()),
})

/** The same of one organization, and each of the last 30 days, the oldest first; the last of them is today as it is now. */
export const organizationUsageSchema = object({
  ...usageSchema.entries,
  days: array(object({ day: string(), counted: nullable(dailyCountSchema), requests })),
})

/** What organizations are billed by, and who of them is quiet. */
export const usageRoutes: readonly PlatformRoute[] = [
  definePlatformRoute({
    method: 'GET',
    path,
    operationId: 'listPlatformUsage',
    summary: 'Read what each organization uses, in the order in which they were made',
    scope: 'platform',
    query: pageParameters.map((parameter) =>
      parameter.name === 'limit'
        ? { ...parameter, description: `The most organizations to answer, at most ${mostOfPage}` }
        : parameter,
    ),
    answers: { 200: { description: 'A page of them', schema: array(usageSchema) } },
    async handle(request) {
      const { query, services } = request
      const { after, limit } = parsePage(query)
      const page = { after, limit: Math.min(limit, mostOfPage) }
      const organizations = await services.store.organizations.listPage(page)
      const usageOf = await readUsage(
        services,
        organizations.map(({ id }) => id),
      )
      const body = organizations.map((organization) => ({
        ...toOrganizationView(organization),
        ...usageOf(organization.id),
      }))
      return toPageAnswer(request, path, page, body, organizations.at(-1)?.id)
    },
  }),
  definePlatformRoute({
    method: 'GET',
    path: `${organizationPath}/usage`,
    operationId: 'getPlatformOrganizationUsage',
    summary: 'Read what an organization uses, day by day',
    scope: 'platform',
    answers: { 200: { description: 'The usage', schema: organizationUsageSchema } },
    async handle({ contextOf, parameters, services }) {
      const organization = await getOrganization(services, parameters['organization'] ?? '')
      const { id } = organization
      const [usageOf, days] = await Promise.all([readUsage(services, [id]), readDaysOfUsage(contextOf(id))])
      const counted = days.at(-1)?.counted ?? null
      return { status: 200, body: { ...toOrganizationView(organization), ...usageOf(id), counted, days } }
    },
  }),
]
