import { digestRoles } from '@rolecall/core/organization/catalogue/catalogue-digest'
import { putTeamRoles, readTeamRoles } from '@rolecall/core/organization/team-roles'
import type { RoleCatalogue } from '@rolecall/core/directory/role-catalogue'

import { parseDigests } from '../catalogue/parse-digests.ts'
import type { Answer } from '../route/answer.ts'
import { ifMatch } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody, listLimit } from './json-body.ts'
import { teamRolesInputSchema, teamRolesSchema } from './team-role-schema.ts'

const path = '/api/settings/team-roles'
const catalogue = { description: 'The catalogue; its ETag is good for If-Match', schema: teamRolesSchema }

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
    headers: [ifMatch],
    body: jsonBody(teamRolesInputSchema, listLimit),
    answers: { 200: catalogue },
    async handle({ context, body, headers }) {
      const roles = body.mode === 'default' ? 'default' : body['team-roles']
      const tags = parseDigests(headers['if-match'], 'an ETag of the team roles')
      return toCatalogueAnswer(await putTeamRoles(context, roles, tags))
    },
  }),
]

function toCatalogueAnswer(roles: RoleCatalogue): Answer {
  const { mode, teamRoles } = roles
  return { status: 200, headers: { ETag: `"${digestRoles(roles)}"` }, body: { mode, 'team-roles': teamRoles } }
}
