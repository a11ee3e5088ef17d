import { listChangesOf, listNewestChanges } from '@rolecall/core/log/list-changes'
import { readMember } from '@rolecall/core/organization/read-member'
import { array } from 'valibot'

import { defineRoute, type Route } from '../route/route.ts'
import { parseEventId } from './cloud-event.ts'
import { toldChangeSchema } from './change-schema.ts'
import { limitSchema, maxPageSize, parseLimit, readText } from './page.ts'

const defaultLimit = '20'

const limitParameter = {
  name: 'limit',
  description: `The most changes to answer, at most ${maxPageSize}; ${defaultLimit} by default`,
  schema: limitSchema,
}

/** What has changed, as people tell it: of the organization, and of one person. */
export const changeRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/changes',
    operationId: 'listChanges',
    summary: 'The newest changes of the organization: who did what, and what came of it; the feed has every event',
    scope: 'organization_read',
    query: [limitParameter],
    answers: { 200: { description: 'Changes, newest first', schema: array(toldChangeSchema) } },
    async handle({ context, query }) {
      const limit = parseLimit(new URLSearchParams(query).get('limit') ?? defaultLimit)
      return { status: 200, body: await listNewestChanges(context, limit) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/users/:userId/changes',
    operationId: 'listChangesOfMember',
    summary: 'What happened to one person, newest first, also to one who is not there any more',
    scope: 'organization_read',
    query: [
      limitParameter,
      {
        name: 'before',
        description: 'The id of a change: only older ones, as the Link header of the page before says',
      },
    ],
    answers: { 200: { description: 'A page of changes', schema: array(toldChangeSchema) } },
    async handle({ context, origin, parameter: userId, query }) {
      const parameters = new URLSearchParams(query)
      const limit = parseLimit(parameters.get('limit') ?? defaultLimit)
      const before = readText(parameters, 'before')
      const place = before === null || before === '' ? null : parseEventId(before, 'before')
      const { changes, next } = await listChangesOf(context, userId, place, limit)
      // Of somebody there is something to tell, or there is somebody.
      if (changes.length === 0 && place === null) await readMember(context, { userId })
      if (next === null) return { status: 200, body: changes }
      const path = `/api/users/${encodeURIComponent(userId)}/changes`
      const link = `${origin}${path}?limit=${limit}&before=${next.revision}-${next.index}`
      return { status: 200, headers: { Link: `<${link}>; rel="next"` }, body: changes }
    },
  }),
]
