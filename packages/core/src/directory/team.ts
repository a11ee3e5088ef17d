import { fold } from '../scim/fold.ts'

/** A team's id, folded: ids compare without regard to case. */
export type TeamKey = string

/** A team as the organization made it. `parent` is information and grants nothing. */
export interface Team {
  /** As its creator wrote it. */
  readonly id: string
  readonly key: TeamKey
  readonly name: string
  /** `Team`, `Domain`, or a word of the organization's own. */
  readonly type: string
  readonly parent: string | null
  readonly description: string | null
}

/** The comparison key of a team id. */
export function toTeamKey(id: string): TeamKey {
  return fold(id)
}
