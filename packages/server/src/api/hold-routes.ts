import { array } from 'valibot'

import { decideHold, listHolds, readHold } from '@rolecall/core/roles/hold/holds'
import { BadRequest } from '@rolecall/core/scim/errors'

import { defineRoute, type Route } from '../route/route.ts'
import { holdSchema, holdStates } from './hold-schema.ts'
import { pageParameters, parsePage, toPageAnswer } from './page.ts'

const path = '/api/holds'
const hold = { description: 'The hold, with every role that it is about', schema: holdSchema }

/** What waits for an owner. */
export const holdRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'List what waits, or has waited, for an owner, newest first',
    scope: 'organization_read',
    query: [...pageParameters, { name: 'state', description: `Only those that are ${holdStates.join(', ')}` }],
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
    summary: 'Read a hold',
    scope: 'organization_read',
    answers: { 200: hold },
    async handle({ context, parameter: id }) {
      return { status: 200, body: await readHold(context, id) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/approve`,
    summary: 'Approve: withheld roles are in force, revocations that wait happen',
    scope: 'organization',
    answers: { 200: hold },
    async handle({ context, parameter: id }) {
      return { status: 200, body: await decideHold(context, id, 'approved') }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/reject`,
    summary: 'Reject: withheld roles stay withheld, revocations that wait become manual roles',
    scope: 'organization',
    answers: { 200: hold },
    async handle({ context, parameter: id }) {
      return { status: 200, body: await decideHold(context, id, 'rejected') }
    },
  }),
]

function parseState(text: string | null): (typeof holdStates)[number] | null {
  if (text === null) return null
  const state = holdStates.find((known) => known === text)
  if (state === undefined) throw new BadRequest(`state must be one of ${holdStates.join(', ')}`)
  return state
}
