import type { TestReport } from '../../decider.ts'
import type { GrantState } from '../../directory/grant.ts'
import type { Diagnostic } from '../../plugin/diagnostic.ts'
import type { GrantTemplate, LineTemplate, PlanLineKind, PlanObstacle, PlanSummary, StoredLine } from './plan.ts'

/** A line as it is shown. */
export interface PlanLineView {
  readonly userId: string
  readonly emailAddress: string
  /** `organization`, or `team:` and the team's id. */
  readonly scope: string
  readonly role: string
  readonly state: GrantState
  readonly rule: string
  readonly group: string | null
  readonly groupId: string | null
  readonly expiresAt: string | null
  /** What gave it until now; there for a change. */
  readonly before?: { readonly rule: string; readonly groupId: string | null; readonly expiresAt: string | null }
  readonly reason: string
}

/** A plan as it is shown, with the first lines of each kind. */
export interface PlanView {
  readonly planId: string
  readonly baseVersion: number
  readonly factRevision: number
  /** The version that applying it brings back; `null` for a mapping of its own. */
  readonly rollbackTo: number | null
  readonly created: string
  readonly expiresAt: string
  readonly summary: PlanSummary
  readonly adds: readonly PlanLineView[]
  readonly removes: readonly PlanLineView[]
  readonly changes: readonly PlanLineView[]
  readonly held: readonly PlanLineView[]
  readonly warnings: readonly Diagnostic[]
  readonly errors: readonly PlanObstacle[]
  readonly tests: TestReport
}

export function toLineView(
  { template: number, userId, userName }: StoredLine,
  templates: readonly LineTemplate[],
): PlanLineView {
  const template = templates[number] as LineTemplate
  const grant = template.put ?? template.deleted
  if (grant === null) throw new Error('A line is about a grant')
  const { deleted, group, kind, reason, state } = template
  return {
    userId,
    emailAddress: userName,
    scope: grant.scope,
    role: grant.role,
    state,
    rule: grant.ruleId,
    group,
    groupId: grant.groupId === '' ? null : grant.groupId,
    expiresAt: grant.expiresAt,
    ...(kind === 'changes' && deleted !== null ? { before: toBefore(deleted) } : {}),
    reason,
  }
}

function toBefore({ expiresAt, groupId, ruleId }: GrantTemplate): NonNullable<PlanLineView['before']> {
  return { rule: ruleId, groupId: groupId === '' ? null : groupId, expiresAt }
}

/** Whether a word names a kind of lines. */
export function isLineKind(word: string): word is PlanLineKind {
  return word === 'adds' || word === 'removes' || word === 'changes' || word === 'held'
}
