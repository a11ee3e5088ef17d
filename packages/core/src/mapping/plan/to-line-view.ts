import type { AnyLineView, PlanEffectView, PlanFailureView, PlanLineView } from '../../directory/plan-view.ts'
import {
  planLineKinds,
  type EffectLineTemplate,
  type EffectTemplate,
  type FailedLineTemplate,
  type GrantLineTemplate,
  type GrantTemplate,
  type LineTemplate,
  type PlanLineKind,
  type StoredLine,
} from '../../directory/plan.ts'
import { isWithheld } from '../../directory/effect-state.ts'
import { toRuleId } from '../../directory/rule-id.ts'

/** A stored line as it is shown. */
export function toLineView(line: StoredLine, templates: readonly LineTemplate[]): AnyLineView {
  const template = templates[line.template] as LineTemplate
  if (template.kind === 'failed') return toFailureView(line, template)
  return template.kind === 'effects' ? toEffectView(line, template) : toGrantView(line, template)
}

function toEffectView({ userId, userName }: StoredLine, template: EffectLineTemplate): PlanEffectView {
  const { change, deleted, put, reason } = template
  const shown = (put ?? deleted) as EffectTemplate
  const { effect, expiresAt = null, rule, source, value } = shown
  const state = isWithheld(shown) ? 'withheld' : change === 'held' ? 'retained' : 'active'
  const before = deleted === null ? {} : { before: toEffectBefore(deleted) }
  return {
    userId,
    emailAddress: userName,
    change,
    effect,
    value,
    rule: toRuleId(source, rule),
    state,
    expiresAt,
    ...(change === 'changes' ? before : {}),
    reason,
  }
}

function toEffectBefore({ expiresAt = null, rule, source, value }: EffectTemplate) {
  return { rule: toRuleId(source, rule), value, expiresAt }
}

function toFailureView({ userId, userName }: StoredLine, failed: FailedLineTemplate): PlanFailureView {
  const { line, plugin, reason, rule, source } = failed
  return { userId, emailAddress: userName, rule: toRuleId(source, rule), line, plugin, reason }
}

function toGrantView({ userId, userName }: StoredLine, template: GrantLineTemplate): PlanLineView {
  const grant = (template.put ?? template.deleted) as GrantTemplate
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
