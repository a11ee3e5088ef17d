import { requestAll } from '../../api/request-all.ts'
import { request } from '../../api/request.ts'
import type { Group, TeamRoles, TeamSummary } from '../../api/types.ts'
import type { Schema, Vocabulary } from '../../editor/vocabulary.ts'

let known: { readonly vocabulary: Promise<Vocabulary>; readonly at: number } | undefined

/** Groups and teams may come while somebody writes. */
const lifetime = 30_000

/** What may be written in a mapping, remembered for a moment. What can't be read is left out. */
export function readVocabulary(): Promise<Vocabulary> {
  if (known === undefined || Date.now() - known.at > lifetime) known = { vocabulary: read(), at: Date.now() }
  return known.vocabulary
}

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
