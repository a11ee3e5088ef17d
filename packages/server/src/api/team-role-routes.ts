import { putTeamRoles, readTeamRoles } from '@rolecall/core/organization/team-roles'
import type { RoleCatalogue } from '@rolecall/core/directory/role-catalogue'

import type { Answer } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody } from './json-body.ts'
import { teamRolesInputSchema, teamRolesSchema } from './team-role-schema.ts'

const path = '/api/settings/team-roles'
const catalogue = { description: 'The catalogue', schema: teamRolesSchema }

/** The catalogue of team roles. */
export const teamRoleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getTeamRoles',
    summary: 'Read the catalogue of team roles',
    scope: 'organization_read',
    answers: { 200: catalogue },
    async handle({ context }) {
      return toCatalogueAnswer(await readTeamRoles(context))
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    operationId: 'replaceTeamRoles',
    summary: 'Replace the catalogue of team roles, or go back to the default one',
    scope: 'organization',
    body: jsonBody(teamRolesInputSchema),
    answers: { 200: catalogue },
    async handle({ context, body }) {
      return toCatalogueAnswer(await putTeamRoles(context, body.mode === 'default' ? 'default' : body['team-roles']))
    },
  }),
]

function toCatalogueAnswer({ mode, teamRoles }: RoleCatalogue): Answer {
  return { status: 200, body: { mode, 'team-roles': teamRoles } }
}
