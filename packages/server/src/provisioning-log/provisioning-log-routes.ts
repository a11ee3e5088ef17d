import { array } from 'valibot'

import { listRequests, readRequest } from '@rolecall/core/log/request-log'
import { summarizeRequests } from '@rolecall/core/log/summarize-requests'
import { BadRequest } from '@rolecall/core/scim/errors'

import type { AuditNotes } from '../audit/audit-notes.ts'
import { noteReading } from '../audit/note-reading.ts'
import { wholeNumber } from '../route/parameter-schemas.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { formatPlace, logParameters, parseLogQuery } from './parse-log-query.ts'
import { loggedRequestSchema, requestSummarySchema } from './provisioning-log-schema.ts'

const path = '/api/provisioning-log'

/** A month, which is as long as requests are kept by default. */
const mostHours = 720

/** What the identity providers of the organization sent, and what became of it. */
export const provisioningLogRoutes = (notes: AuditNotes): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listLoggedRequests',
    summary: 'List what identity providers sent, newest first',
    scope: 'organization_read',
    setUp: true,
    query: logParameters,
    answers: { 200: { description: 'A page of requests', schema: array(loggedRequestSchema) } },
    async handle({ context, query, origin }) {
      const asked = parseLogQuery(query)
      noteReading(notes, context, 'LogRead', path)
      const requests = await listRequests(context, asked)
      const last = requests.at(-1)
      if (last === undefined || requests.length < asked.limit) return { status: 200, body: requests }
      const next = new URLSearchParams(query)
      next.set('after', formatPlace(last))
      return { status: 200, headers: { Link: `<${origin}${path}?${next.toString()}>; rel="next"` }, body: requests }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/summary`,
    operationId: 'summarizeLoggedRequests',
    summary: 'Sum up the last hours: how many requests failed, beside the threshold of Entra’s quarantine',
    scope: 'organization_read',
    setUp: true,
    query: [
      {
        name: 'hours',
        description: 'How many hours, this one included; 24 by default',
        schema: wholeNumber({ minimum: 1, maximum: mostHours }),
      },
    ],
    answers: { 200: { description: 'The sums', schema: requestSummarySchema } },
    async handle({ context, query }) {
      return { status: 200, body: await summarizeRequests(context, parseHours(query)) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getLoggedRequest',
    summary: 'Read one request of the provisioning log',
    scope: 'organization_read',
    setUp: true,
    answers: { 200: { description: 'The request', schema: loggedRequestSchema } },
    async handle({ context, parameter: id }) {
      noteReading(notes, context, 'LogRead', path)
      return { status: 200, body: await readRequest(context, id) }
    },
  }),
]

function parseHours(query: string): number {
  const text = new URLSearchParams(query).get('hours') ?? '24'
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > mostHours)
    throw new BadRequest(`hours must be a whole number from 1 to ${mostHours}`)
  return Number(text)
}
