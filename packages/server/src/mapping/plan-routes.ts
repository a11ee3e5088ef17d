import { recordEvents } from '@rolecall/core/change/record-events'
import { applyPlan } from '@rolecall/core/mapping/apply-mapping'
import { confirmMapping } from '@rolecall/core/mapping/confirm-mapping'
import { getPlan, planMapping, type PlannedMapping } from '@rolecall/core/mapping/plan-mapping'
import { readPlan, readPlanLines, type PlanAnswer } from '@rolecall/core/mapping/read-plan'
import { firstPlace, readPlanPeople } from '@rolecall/core/mapping/read-plan-people'
import { undoMapping } from '@rolecall/core/mapping/undo-mapping'
import { union } from 'valibot'
import { planLineKinds } from '@rolecall/core/directory/plan'
import { isLineKind } from '@rolecall/core/mapping/plan/to-line-view'
import { BadRequest } from '@rolecall/core/scim/errors'

import { jsonBody } from '../api/json-body.ts'
import { pageParameters, parseLimit, parsePage, readText, toNextLink } from '../api/page.ts'
import { pathOf } from '../http/site.ts'
import type { Answer } from '../route/answer.ts'
import { choiceOf, versionNumber } from '../route/parameter-schemas.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { optionalMappingBody } from './mapping-body.ts'
import { toMappingETag } from './mapping-etag.ts'
import { mappingPath } from './mapping-path.ts'
import {
  appliedSchema,
  applySchema,
  planEffectsSchema,
  planFailuresSchema,
  planLinesSchema,
  planPeopleSchema,
  planSchema,
  runningPlanSchema,
} from './mapping-schema.ts'
import { formatPeoplePlace, parsePeoplePlace } from './people-place.ts'
import { parseCommitWithin, parseVersion } from './parse-wishes.ts'
import { toAppliedAnswer } from './to-applied-answer.ts'

const plan = { description: 'The plan, with the first hundred lines of each kind', schema: planSchema }
const running = { description: 'The plan is being made; ask again', schema: runningPlanSchema }

/** What a mapping would do to everybody, read before it is done. */
export const planRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: `${mappingPath}/plan`,
    operationId: 'createPlan',
    headers: [{ name: 'Prefer', description: 'respond-async answers 202 at once (RFC 7240 §4.1)' }],
    summary: 'Say what a mapping would change for whom; without a body the current one, with a version an old one',
    scope: 'organization',
    query: [
      {
        name: 'version',
        description: 'The version to plan a rollback to; then there is no body',
        schema: versionNumber,
      },
    ],
    body: optionalMappingBody,
    answers: { 200: plan, 202: { ...running, description: 'Being made, as Prefer: respond-async asked for' } },
    async handle({ body, context, headers, origin, query }) {
      const version = new URLSearchParams(query).get('version')
      const planned = toPlanned(body ?? null, version)
      const { made, planId } = await planMapping(context, planned)
      const { cause, organizationId } = context
      const data = planned !== null && 'version' in planned ? { version: planned.version } : {}
      if (!prefersAsync(headers['prefer'])) await made
      const answer = toPlanAnswer(await readPlan(context, planId), origin)
      // Last, so that it is said of what is answered, and once.
      await recordEvents(context, organizationId, cause, [{ type: 'MappingPlanned', subject: `plans/${planId}`, data }])
      return answer
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${mappingPath}/plan/:planId`,
    operationId: 'getPlan',
    summary: 'Read a plan, or how far it is',
    scope: 'organization',
    answers: { 200: plan, 202: running },
    async handle({ context, origin, parameter }) {
      return toPlanAnswer(await readPlan(context, parameter), origin)
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${mappingPath}/plan/:planId/lines`,
    operationId: 'listPlanLines',
    summary: 'Read the lines of a plan, page by page',
    scope: 'organization',
    query: [
      { name: 'kind', description: 'Only lines of this kind', schema: choiceOf(planLineKinds) },
      ...pageParameters,
    ],
    answers: { 200: { description: 'Lines', schema: union([planLinesSchema, planEffectsSchema, planFailuresSchema]) } },
    async handle(request) {
      // A plan that is not there is not there, before any other check.
      await getPlan(request.context, request.parameter)
      const parameters = new URLSearchParams(request.query)
      const kind = parameters.get('kind') ?? ''
      if (!isLineKind(kind)) throw new BadRequest(`kind must be one of ${planLineKinds.join(', ')}`)
      const limit = parseLimit(parameters.get('limit'))
      const from = parseFrom(parameters.get('after'))
      const lines = await readPlanLines(request.context, request.parameter, kind, { from, count: limit })
      const path = `${mappingPath}/plan/${encodeURIComponent(request.parameter)}/lines`
      const query = new URLSearchParams({ kind, limit: String(limit), after: String(from + lines.length) })
      const link = `<${request.origin}${path}?${query.toString()}>; rel="next"`
      return { status: 200, headers: lines.length < limit ? {} : { Link: link }, body: lines }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${mappingPath}/plan/:planId/people`,
    operationId: 'listPlanPeople',
    summary: 'Read a plan person by person, page by page: every line about the roles of each',
    scope: 'organization',
    query: [
      { name: 'search', description: 'Only people whose e-mail address contains this, in any case' },
      { name: 'scope', description: 'Only people with a line of this scope: organization, or team: and the id' },
      { name: 'role', description: 'Only people with a line about this role' },
      ...pageParameters,
    ],
    answers: { 200: { description: 'People, with their lines', schema: planPeopleSchema } },
    async handle(request) {
      const parameters = new URLSearchParams(request.query)
      const { after, limit } = parsePage(request.query)
      const asked = {
        search: readText(parameters, 'search'),
        scope: readText(parameters, 'scope'),
        role: readText(parameters, 'role'),
        from: after === null ? firstPlace : parsePeoplePlace(after),
        limit,
      }
      const { next, people } = await readPlanPeople(request.context, request.parameter, asked)
      const path = `${mappingPath}/plan/${encodeURIComponent(request.parameter)}/people`
      const place = next === null ? null : formatPeoplePlace(next)
      return {
        status: 200,
        headers: place === null ? {} : toNextLink(request, path, { after, limit }, place),
        body: people,
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${mappingPath}/apply`,
    operationId: 'applyPlan',
    summary: 'Apply a plan as it was reviewed; with commitWithin it reverts by itself unless it is confirmed',
    scope: 'organization',
    body: jsonBody(applySchema),
    answers: { 200: { description: 'Applied; the warnings', schema: appliedSchema } },
    async handle({ body, context }) {
      const applied = await applyPlan(context, body.planId, {
        commitWithin: parseCommitWithin(body.commitWithin ?? null),
        confirm: body.confirm ?? null,
      })
      return toAppliedAnswer(applied)
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${mappingPath}/confirm`,
    operationId: 'confirmMapping',
    summary: 'Keep a version that would revert by itself',
    scope: 'organization',
    answers: { 204: { description: 'Kept' } },
    async handle({ context }) {
      const { version } = await confirmMapping(context)
      return { status: 204, headers: { ETag: toMappingETag(version) } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${mappingPath}/undo`,
    operationId: 'undoMapping',
    summary: 'Take back now a version that would revert by itself; the last one that is confirmed is applied again',
    scope: 'organization',
    answers: { 200: { description: 'Taken back by a new version', schema: appliedSchema } },
    async handle({ context }) {
      return toAppliedAnswer(await undoMapping(context))
    },
  }),
]

function toPlanned(body: PlannedMapping, version: string | null): PlannedMapping {
  if (version === null) return body
  if (body !== null) throw new BadRequest('A plan is made of a mapping or of a version, not of both')
  return { version: parseVersion(version) }
}

/** RFC 7240 §4.1 */
function prefersAsync(header: string | readonly string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((preference) => preference.trim().toLowerCase() === 'respond-async')
}

function toPlanAnswer(answer: PlanAnswer, origin: string): Answer {
  if (answer.state === 'ready') return { status: 200, body: answer.plan }
  const { planId, progress } = answer
  const headers = { Location: `${pathOf(origin)}${mappingPath}/plan/${planId}`, 'Retry-After': '1' }
  return { status: 202, headers, body: { planId, progress } }
}

function parseFrom(after: string | null): number {
  if (after === null) return 0
  if (!/^\d{1,9}$/.test(after)) throw new BadRequest('after must be as the Link header of the page before says')
  return Number(after)
}
