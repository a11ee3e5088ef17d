import type { PlanFailureView, PlanLineView } from '../../directory/plan-view.ts'
import {
  planLineKinds,
  type FailedLineTemplate,
  type GrantLineTemplate,
  type GrantTemplate,
  type LineTemplate,
  type PlanLineKind,
  type StoredLine,
} from '../../directory/plan.ts'
import { toRuleId } from '../../directory/rule-id.ts'

/** A stored line as it is shown. */
export function toLineView(line: StoredLine, templates: readonly LineTemplate[]): PlanLineView | PlanFailureView {
  const template = templates[line.template] as LineTemplate
  return template.kind === 'failed' ? toFailureView(line, template) : toGrantView(line, template)
}

function toFailureView({ userId, userName }: StoredLine, failed: FailedLineTemplate): PlanFailureView {
  const { line, plugin, reason, rule, source } = failed
  return { userId, emailAddress: userName, rule: toRuleId(source, rule), line, plugin, reason }
}

function toGrantView({ userId, userName }: StoredLine, template: GrantLineTemplate): PlanLineView {
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
  return planLineKinds.some((kind) => kind === word)
}
