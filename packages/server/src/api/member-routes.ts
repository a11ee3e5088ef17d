import { array } from 'valibot'

import { listMembers } from '@rolecall/core/operation/list-members'
import { readMember } from '@rolecall/core/operation/read-member'
import { setMemberRole } from '@rolecall/core/operation/set-member-role'

import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody } from './json-body.ts'
import { memberDetailSchema, memberRoleSchema, memberSchema } from './member-schema.ts'
import { pageParameters, parsePage, toPageAnswer } from './page.ts'

const path = '/api/organization/members'
const detail = { description: 'The member, with every grant', schema: memberDetailSchema }

/** The members of the organization. */
export const memberRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'List the members',
    scope: 'organization_read',
    query: pageParameters,
    answers: { 200: { description: 'A page of members', schema: array(memberSchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const members = await listMembers(request.context, page)
      return toPageAnswer(request, path, page, members, members.at(-1)?.userId)
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:email`,
    summary: 'Read a member, with where each role comes from',
    scope: 'organization_read',
    answers: { 200: detail },
    async handle({ context, parameter: email }) {
      return { status: 200, body: await readMember(context, email) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/:email`,
    summary: 'Invite a member, or set or take away their manual organization role',
    scope: 'organization',
    body: jsonBody(memberRoleSchema),
    answers: { 200: detail },
    async handle({ context, parameter: email, body }) {
      return { status: 200, body: await setMemberRole(context, email, body.role) }
    },
  }),
]
