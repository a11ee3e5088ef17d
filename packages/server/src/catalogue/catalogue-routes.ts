import { planCatalogue, putCatalogue, readCatalogue } from '@rolecall/core/organization/catalogue/put-catalogue'

import { jsonBody, listLimit } from '../api/json-body.ts'
import { parseConfirm } from '../mapping/parse-wishes.ts'
import { flag } from '../route/parameter-schemas.ts'
import { ifMatch } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import {
  catalogueInputSchema,
  cataloguePlanSchema,
  catalogueSchema,
  toCatalogueInput,
  toCataloguePlanView,
  toCatalogueView,
} from './catalogue-schema.ts'
import { parseDigests } from './parse-digests.ts'

const path = '/api/catalogue'
const body = jsonBody(catalogueInputSchema, listLimit)

/** Team roles and teams as one set that is wanted: planned, and applied whole or not at all. */
export const catalogueRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getCatalogue',
    summary: 'Read all team roles and all teams as one set',
    scope: 'organization_read',
    answers: { 200: { description: 'The set; its ETag is good for If-Match', schema: catalogueSchema } },
    async handle({ context }) {
      const { digest, ...catalogue } = await readCatalogue(context)
      return { status: 200, headers: { ETag: `"${digest}"` }, body: toCatalogueView(catalogue) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    operationId: 'putCatalogue',
    headers: [ifMatch],
    summary:
      'Make team roles and teams equal to a set; with If-Match only while what was read, or planned (its digest), holds',
    scope: 'organization',
    query: [
      {
        name: 'confirm',
        schema: flag,
        description:
          'true removes teams and roles that the mapping names, all teams, and more roles than its limits let go at once; without it 409 with the plan',
      },
    ],
    body,
    answers: { 200: { description: 'What was changed; the ETag is that of the set', schema: cataloguePlanSchema } },
    async handle({ body: wanted, context, headers, query }) {
      const { digest, plan } = await putCatalogue(context, toCatalogueInput(wanted), {
        confirm: parseConfirm(new URLSearchParams(query).get('confirm')) === true,
        ifMatch: parseDigests(headers['if-match'], 'an ETag of the catalogue, or the digest of a plan'),
      })
      return { status: 200, headers: { ETag: `"${digest}"` }, body: toCataloguePlanView(plan) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/plan`,
    operationId: 'planCatalogue',
    summary: 'Say what a set would change of teams, team roles and the roles of people; nothing is applied',
    scope: 'organization',
    body,
    answers: { 200: { description: 'The plan; its digest is good for If-Match', schema: cataloguePlanSchema } },
    async handle({ body: wanted, context }) {
      return { status: 200, body: toCataloguePlanView(await planCatalogue(context, toCatalogueInput(wanted))) }
    },
  }),
]
