import { remember } from '../../api/remember.ts'
import { requestAll } from '../../api/request-all.ts'
import { request } from '../../api/request.ts'
import type { Group, TeamRoles, TeamSummary } from '../../api/types.ts'
import type { Schema, Vocabulary } from '../../editor/vocabulary.ts'

/** Groups and teams may come while somebody writes. */
const lifetime = 30_000

/** What may be written in a mapping, remembered for a moment. What can't be read is left out. */
export const readVocabulary = remember(read, lifetime)

async function read(): Promise<Vocabulary> {
  const [schema, groups, teams, roles] = await Promise.all([
    orElse(ask<Schema>('/api/settings/scim-mapping/schema'), {}),
    orElse(requestAll<Group>('/api/groups'), []),
    orElse(requestAll<TeamSummary>('/api/team-summaries'), []),
    orElse(ask<Pick<TeamRoles, 'team-roles'>>('/api/settings/team-roles'), { 'team-roles': [] }),
  ])
  return {
    schema,
    groups: groups.map(({ displayName }) => displayName),
    teams: teams.map(({ id }) => id),
    teamRoles: roles['team-roles'].map(({ name }) => name),
  }
}

async function ask<T>(path: string): Promise<T> {
  return (await request<T>(path)).body
}

function orElse<T>(answer: Promise<T>, fallback: T): Promise<T> {
  return answer.catch(() => fallback)
}
