import type { FindingView } from './finding.ts'
import type { ShownSource, GrantState } from './grant.ts'

/** A member as applications read it (`/api/organization/members`). */
export interface MemberView {
  /** The `userName`, e-mail-shaped or not. */
  readonly emailAddress: string
  readonly userId: string
  readonly displayName: string | null
  /** The effective organization role with the highest precedence. */
  readonly role: string
  readonly status: 'active' | 'inactive'
  readonly emailValidated: boolean
  /** Teams in which an effective grant gives a role; none for an inactive member. */
  readonly teams: readonly MemberTeam[]
}

export interface MemberTeam {
  readonly teamId: string
  /** The role with the highest precedence. */
  readonly role: string
  /** All roles that effective grants give, the highest precedence first. */
  readonly roles: readonly string[]
}

/** A member with everything that gives, or would give, a role, and what is odd about it. */
export interface MemberDetail extends MemberView {
  readonly grants: readonly GrantView[]
  readonly findings: readonly FindingView[]
}

/** A grant as applications read it. */
export interface GrantView {
  /** `organization`, or `team:` and the team's id. */
  readonly scope: string
  readonly role: string
  readonly source: ShownSource
  readonly state: GrantState
  readonly effective: boolean
  /** The rule that decided it; `null` for a grant made by a person. */
  readonly rule: string | null
  /** The `displayName` of the group whose membership gives it. */
  readonly group: string | null
  readonly groupId: string | null
  readonly mappingVersion: number | null
  readonly since: string
  readonly expiresAt: string | null
}
