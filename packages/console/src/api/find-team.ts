import { useEffect, useState } from 'preact/hooks'

import type { Reply } from './request.ts'
import type { TeamSummary } from './types.ts'
import { useResource } from './use-resource.ts'

/** What is known of a team by its id: `null` for one that is not there, `undefined` where that can't be said. */
export type FoundTeam = TeamSummary | null | undefined

const pathOf = (id: string): string => `/api/team-summaries?search=${encodeURIComponent(id)}`

/** The team among those that a search for its id has found; a page that others follow may lack it. */
export function teamAmong(id: string, { body, next }: Pick<Reply<readonly TeamSummary[]>, 'body' | 'next'>): FoundTeam {
  const team = body.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase())
  return team ?? (next === null ? null : undefined)
}

/** The same of a team that a page is about: where thousands have its id within theirs, it may be on a later page. */
export function useTeam(id: string) {
  const [reached, setReached] = useState({ id, path: pathOf(id) })
  const { error, reload, reply } = useResource<readonly TeamSummary[]>(reached.id === id ? reached.path : pathOf(id))
  const team = reply && teamAmong(id, reply)
  const next = reply?.next ?? null
  useEffect(() => {
    if (team === undefined && next !== null) setReached({ id, path: next })
  }, [id, team, next])
  return { team, error, reload }
}
