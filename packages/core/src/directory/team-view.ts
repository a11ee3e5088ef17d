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
  readonly source: 'mapping' | 'manual'
}
