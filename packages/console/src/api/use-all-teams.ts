import { useEffect } from 'preact/hooks'

import type { TeamSummary } from './types.ts'
import { usePages } from './use-pages.ts'

/** All teams, page after page, as far as they have been read: to choose one from. */
export function useAllTeams(): readonly TeamSummary[] {
  const { more, rows } = usePages<TeamSummary>('/api/team-summaries')
  // A page that could not be read leaves the rows as they are, and is not asked for again and again.
  useEffect(() => void more?.(), [rows])
  return rows ?? []
}
