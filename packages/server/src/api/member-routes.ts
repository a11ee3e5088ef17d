import { array } from 'valibot'

import { listMembers, searchMembers } from '@rolecall/core/organization/list-members'
import { readFacts } from '@rolecall/core/organization/read-facts'
import { readMember } from '@rolecall/core/organization/read-member'
import { setMemberRole } from '@rolecall/core/organization/set-member-role'

import { flag } from '../route/parameter-schemas.ts'
import { parsePresence } from '../route/parse-presence.ts'
import { presence } from '../route/precondition-headers.ts'
import { defineRoute, type Parameter, type Route } from '../route/route.ts'
import { jsonBody } from './json-body.ts'
import { memberDetailSchema, memberFactsSchema, memberRoleSchema, memberSchema } from './member-schema.ts'
import { pageParameters, parseFlag, parsePage, readText, toPageAnswer } from './page.ts'

const path = '/api/organization/members'
const detail = { description: 'The member, with every grant', schema: memberDetailSchema }

const searchParameters: readonly Parameter[] = [
  { name: 'search', description: 'Only members whose e-mail address or name contains this, in any case; may be empty' },
  { name: 'team', description: 'Only members to whom something gives a role in this team, in force or not' },
  { name: 'active', description: 'Only active (true) or inactive (false) members', schema: flag },
]

/** What is looked for; `null` where nothing is, which lists by id. */
function parseSearch(query: string) {
  const parameters = new URLSearchParams(query)
  if (!searchParameters.some(({ name }) => parameters.has(name))) return null
  return {
    search: readText(parameters, 'search'),
    team: readText(parameters, 'team'),
    active: parseFlag(parameters, 'active'),
  }
}

/** The members of the organization. */
export const memberRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listMembers',
    summary: 'List the members by id, or search them, by e-mail address',
    scope: 'organization_read',
    query: [...pageParameters, ...searchParameters],
    answers: { 200: { description: 'A page of members', schema: array(memberSchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const search = parseSearch(request.query)
      if (search !== null) {
        const found = await searchMembers(request.context, { ...page, ...search })
        return toPageAnswer(request, path, page, found, found.at(-1)?.emailAddress)
      }
      const members = await listMembers(request.context, page)
      return toPageAnswer(request, path, page, members, members.at(-1)?.userId)
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:email`,
    operationId: 'getMember',
    summary: 'Read a member, with where each role comes from',
    scope: 'organization_read',
    answers: { 200: detail },
    async handle({ context, parameter: email }) {
      return { status: 200, body: await readMember(context, email) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/users/:userId',
    operationId: 'getMemberById',
    summary: 'Read a member by the id that events, lists and SCIM have',
    scope: 'organization_read',
    answers: { 200: detail },
    async handle({ context, parameter: userId }) {
      return { status: 200, body: await readMember(context, { userId }) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/users/:userId/facts',
    operationId: 'getMemberFacts',
    summary: 'Read what the provider has sent of a member: attributes and groups, as sent',
    scope: 'organization_read',
    answers: { 200: { description: 'The facts', schema: memberFactsSchema } },
    async handle({ context, parameter: userId }) {
      return { status: 200, body: await readFacts(context, userId) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/:email`,
    operationId: 'setMemberRole',
    summary: 'Invite a member, or set or take away their manual organization role',
    scope: 'organization',
    headers: presence,
    body: jsonBody(memberRoleSchema),
    answers: { 200: detail },
    async handle({ context, headers, parameter: email, body }) {
      return { status: 200, body: await setMemberRole(context, email, body, parsePresence(headers)) }
    },
  }),
]
