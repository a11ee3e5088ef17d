import {
  array,
  boolean,
  exactOptional,
  nullable,
  number,
  object,
  picklist,
  strictObject,
  string,
  type InferOutput,
} from 'valibot'

import type { CatalogueLine, CataloguePlan, TeamChange } from '@rolecall/core/directory/catalogue-plan'
import { conflictCodes } from '@rolecall/core/directory/conflict-codes'
import type { TeamRole } from '@rolecall/core/directory/role-catalogue'
import type { Team } from '@rolecall/core/directory/team'
import type { CatalogueInput } from '@rolecall/core/organization/catalogue/wanted-catalogue'
import type { StandingCatalogue } from '@rolecall/core/organization/catalogue/compare-catalogue'

import { shownTeamRoleSchema, teamRoleInputSchema, teamRolesSchema } from '../api/team-role-schema.ts'
import { shownTeamSchema } from '../api/team-schema.ts'
import { longText, text } from '../api/text-schema.ts'

/** All team roles and all teams of an organization. */
export const catalogueSchema = object({ ...teamRolesSchema.entries, teams: array(shownTeamSchema) })

/**
 * All team roles and all teams that an organization is to have: what the set has not goes. With the mode `default` the roles
 * are the usual ones, whatever `team-roles` says.
 */
export const catalogueInputSchema = strictObject({
  mode: exactOptional(picklist(['default', 'custom-team-roles'])),
  'team-roles': exactOptional(array(teamRoleInputSchema)),
  teams: array(
    strictObject({
      id: text,
      name: exactOptional(text),
      type: exactOptional(text),
      parent: exactOptional(nullable(text)),
      description: exactOptional(nullable(longText)),
    }),
  ),
})

const teamChange = object({ before: shownTeamSchema, after: shownTeamSchema })
const line = object({
  userId: string(),
  emailAddress: string(),
  scope: string(),
  role: string(),
  waits: boolean(),
})

const code = picklist(Object.keys(conflictCodes) as [keyof typeof conflictCodes])

/** What a catalogue makes of an organization; `gained` and `lost` are the first hundred, `waits` what comes back with its team. */
export const cataloguePlanSchema = object({
  digest: string(),
  teams: object({
    created: array(shownTeamSchema),
    renamed: array(teamChange),
    moved: array(teamChange),
    described: array(teamChange),
    removed: array(shownTeamSchema),
  }),
  'team-roles': object({
    created: array(shownTeamRoleSchema),
    changed: array(object({ before: shownTeamRoleSchema, after: shownTeamRoleSchema })),
    removed: array(shownTeamRoleSchema),
  }),
  summary: object({ people: number(), gains: number(), losses: number() }),
  gained: array(line),
  lost: array(line),
  refusals: array(
    object({
      code,
      detail: string(),
      confirmable: boolean(),
      entries: array(object({ line: number(), text: string(), names: string() })),
    }),
  ),
})

export function toCatalogueInput(body: InferOutput<typeof catalogueInputSchema>): CatalogueInput {
  return { teamRoles: body.mode === 'default' ? 'default' : (body['team-roles'] ?? []), teams: body.teams }
}

export function toCatalogueView({ roles, teams: standing }: StandingCatalogue) {
  return { mode: roles.mode, 'team-roles': roles.teamRoles.map(toRoleView), teams: standing.map(toTeamView) }
}

export function toCataloguePlanView(plan: CataloguePlan) {
  const { digest, difference, gained, gains, losses, lost, people, refusals } = plan
  const ofTeams = difference.teams
  const ofRoles = difference.roles
  return {
    digest,
    teams: {
      created: ofTeams.created.map(toTeamView),
      renamed: ofTeams.renamed.map(toChangeView),
      moved: ofTeams.moved.map(toChangeView),
      described: ofTeams.described.map(toChangeView),
      removed: ofTeams.removed.map(toTeamView),
    },
    'team-roles': {
      created: ofRoles.created.map(toRoleView),
      changed: ofRoles.changed.map(({ after, before }) => ({ before: toRoleView(before), after: toRoleView(after) })),
      removed: ofRoles.removed.map(toRoleView),
    },
    summary: { people, gains, losses },
    gained: gained.map(toLineView),
    lost: lost.map(toLineView),
    refusals,
  }
}

function toLineView({ emailAddress, role, scope, userId, waits }: CatalogueLine) {
  return { userId, emailAddress, scope, role, waits }
}

function toChangeView({ after, before }: TeamChange) {
  return { before: toTeamView(before), after: toTeamView(after) }
}

function toTeamView({ description, id, name, parent, type }: Team) {
  return { id, name, type, parent, description }
}

function toRoleView({ description, name, permissions, precedence, privileged, rank }: TeamRole) {
  return { name, description, rank, precedence, permissions, privileged }
}
