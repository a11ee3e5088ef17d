import { array, type InferOutput } from 'valibot'

import { decideHold, listHolds, readHold, type HoldDecision, type HoldView } from '@rolecall/core/roles/hold/holds'
import { BadRequest } from '@rolecall/core/scim/errors'

import type { Answer } from '../route/answer.ts'
import type { BodyDefinition } from '../route/body-definition.ts'
import { choiceOf } from '../route/parameter-schemas.ts'
import { ifMatch } from '../route/precondition-headers.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { holdLinesSchema, holdSchema, holdStates } from './hold-schema.ts'
import { jsonBody, listLimit } from './json-body.ts'
import { pageParameters, parsePage, toPageAnswer } from './page.ts'

const path = '/api/holds'
const hold = { description: 'The hold, with every role that it is about', schema: holdSchema }
/** Without a body the whole hold is decided. */
const decidedLines: BodyDefinition<InferOutput<typeof holdLinesSchema> | undefined> = {
  ...jsonBody(holdLinesSchema, listLimit),
  optional: true,
}

/** What waits for an owner. */
export const holdRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listHolds',
    summary: 'List what waits, or has waited, for an owner, newest first',
    scope: 'organization_read',
    query: [
      ...pageParameters,
      { name: 'state', description: 'Only those in this state', schema: choiceOf(holdStates) },
    ],
    answers: { 200: { description: 'A page of holds', schema: array(holdSchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const state = parseState(new URLSearchParams(request.query).get('state'))
      const holds = await listHolds(request.context, {
        limit: page.limit,
        ...(page.after === null ? {} : { before: page.after }),
        ...(state === null ? {} : { state }),
      })
      return toPageAnswer(request, path, page, holds, holds.at(-1)?.id)
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getHold',
    summary: 'Read a hold',
    scope: 'organization_read',
    answers: { 200: hold },
    async handle({ context, parameter: id }) {
      return toHoldAnswer(await readHold(context, id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/approve`,
    operationId: 'approveHold',
    headers: [ifMatch],
    summary:
      'Approve: withheld roles are in force, revocations that wait happen; If-Match holds it against the lines that were read',
    scope: 'organization',
    body: decidedLines,
    answers: { 200: hold },
    async handle(request) {
      return toHoldAnswer(await decideHold(request.context, request.parameter, toDecision(request, 'approved')))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/reject`,
    operationId: 'rejectHold',
    headers: [ifMatch],
    summary:
      'Reject: withheld roles stay withheld, revocations that wait become manual roles; If-Match holds it against the lines that were read',
    scope: 'organization',
    body: decidedLines,
    answers: { 200: hold },
    async handle(request) {
      return toHoldAnswer(await decideHold(request.context, request.parameter, toDecision(request, 'rejected')))
    },
  }),
]

function toHoldAnswer(body: HoldView): Answer {
  return { status: 200, headers: { ETag: body.etag }, body }
}

function toDecision(
  { body, headers }: RouteRequest<InferOutput<typeof holdLinesSchema> | undefined>,
  verdict: HoldDecision['verdict'],
): HoldDecision {
  return { verdict, ifMatch: headers['if-match'] ?? null, lines: body?.lines ?? null }
}

function parseState(text: string | null): (typeof holdStates)[number] | null {
  if (text === null) return null
  const state = holdStates.find((known) => known === text)
  if (state === undefined) throw new BadRequest(`state must be one of ${holdStates.join(', ')}`)
  return state
}
