/** A team as applications read it (`/api/teams`). */
export interface TeamView {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly parent: string | null
  readonly description: string | null
  /** Members by effective grants; the role is the highest by precedence, with the source that gives it. */
  readonly members: readonly TeamMemberView[]
}

export interface TeamMemberView {
  readonly emailAddress: string
  readonly role: string
  readonly source: 'mapping' | 'provider' | 'manual'
}

/** A team without its members. */
export interface TeamSummary extends Omit<TeamView, 'members'> {
  /** To how many people something gives a role here, in force or not. */
  readonly people: number
}
