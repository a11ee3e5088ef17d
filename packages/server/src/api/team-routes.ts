import { array } from 'valibot'

import { toTeamKey } from '@rolecall/core/directory/team'
import { deleteTeam } from '@rolecall/core/organization/delete-team'
import { listTeams, listTeamsOf } from '@rolecall/core/organization/list-teams'
import { listTeamSummaries } from '@rolecall/core/organization/list-team-summaries'
import { putTeam } from '@rolecall/core/organization/put-team'
import { readTeam } from '@rolecall/core/organization/read-team'
import { setTeamRole } from '@rolecall/core/organization/set-team-role'

import { parsePresence } from '../route/parse-presence.ts'
import { presence } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody, listLimit } from './json-body.ts'
import { memberNameParameters, pageParameters, parsePage, readMemberName, readText, toPageAnswer } from './page.ts'
import { memberDetailSchema } from './member-schema.ts'
import { teamInputSchema, teamMemberRoleSchema, teamSchema, teamSummarySchema } from './team-schema.ts'

const path = '/api/teams'
const team = { description: 'The team', schema: teamSchema }

/** The teams of the organization; ids compare without regard to case. */
export const teamRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listTeams',
    summary: 'List the teams, or those of one person',
    scope: 'organization_read',
    query: [
      ...pageParameters,
      ...memberNameParameters.map((one) => ({
        ...one,
        description: `Only the teams of one person, all at once. ${one.description}`,
      })),
    ],
    answers: { 200: { description: 'A page of teams', schema: array(teamSchema) } },
    async handle(request) {
      const member = readMemberName(new URLSearchParams(request.query))
      if (member !== null) return { status: 200, body: await listTeamsOf(request.context, member) }
      const page = parsePage(request.query)
      const teams = await listTeams(request.context, page)
      const last = teams.at(-1)
      return toPageAnswer(request, path, page, teams, last && toTeamKey(last.id))
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getTeam',
    summary: 'Read a team',
    scope: 'organization_read',
    answers: { 200: team },
    async handle({ context, parameter: id }) {
      return { status: 200, body: await readTeam(context, id) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/team-summaries',
    operationId: 'listTeamSummaries',
    summary: 'List or search the teams without their members',
    scope: 'organization_read',
    query: [...pageParameters, { name: 'search', description: 'Only teams whose id or name contains this' }],
    answers: { 200: { description: 'A page of teams', schema: array(teamSummarySchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const search = readText(new URLSearchParams(request.query), 'search')
      const teams = await listTeamSummaries(request.context, { ...page, search })
      const last = teams.at(-1)
      return toPageAnswer(request, '/api/team-summaries', page, teams, last && toTeamKey(last.id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/members`,
    operationId: 'setTeamMemberRole',
    summary: 'Set the manual role of one member in a team, or take it away; nobody else is touched',
    scope: 'organization',
    body: jsonBody(teamMemberRoleSchema),
    answers: { 200: { description: 'The member, with every grant', schema: memberDetailSchema } },
    async handle({ context, parameter: id, body }) {
      return { status: 200, body: await setTeamRole(context, id, body) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/:id`,
    operationId: 'putTeam',
    summary: 'Create or update a team and its manual members',
    scope: 'organization',
    headers: presence,
    body: jsonBody(teamInputSchema, listLimit),
    answers: { 200: team, 201: { ...team, description: 'The team, which is new' } },
    async handle({ context, headers, parameter: id, body }) {
      const written = await putTeam(context, id, body, parsePresence(headers))
      return { status: written.created ? 201 : 200, body: written.team }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'deleteTeam',
    summary: 'Delete a team with its manual grants; those of the mapping wait for it',
    scope: 'organization',
    answers: { 204: { description: 'Deleted' } },
    async handle({ context, parameter: id }) {
      await deleteTeam(context, id)
      return { status: 204 }
    },
  }),
]
