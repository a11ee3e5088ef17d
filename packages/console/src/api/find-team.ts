import type { Reply } from './request.ts'
import type { TeamSummary } from './types.ts'
import { useResource } from './use-resource.ts'

/** What is known of a team by its id: `null` for one that is not there, `undefined` where that can't be said. */
export type FoundTeam = TeamSummary | null | undefined

const pathOf = (id: string): string => `/api/team-summaries?search=${encodeURIComponent(id)}`

/** The team among those that a search for its id has found; a page that is full may lack it. */
export function teamAmong(id: string, { body, next }: Pick<Reply<readonly TeamSummary[]>, 'body' | 'next'>): FoundTeam {
  const team = body.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase())
  return team ?? (next === null ? null : undefined)
}

/** The same of a team that a page is about. */
export function useTeam(id: string) {
  const { error, reload, reply } = useResource<readonly TeamSummary[]>(pathOf(id))
  return { team: reply && teamAmong(id, reply), error, reload }
}
