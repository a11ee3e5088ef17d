import type { EffectLineTemplate, EffectTemplate } from '../../directory/plan.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { assignmentKey, lostEffects, type AssignmentChange } from '../../roles/wanted-statements.ts'
import { isWithheld } from '../../directory/effect-state.ts'
import { deepEqual } from '../../scim/deep-equal.ts'
import type { Reasons } from './reasons.ts'

/** A line of one person that is no role yet. */
export interface EffectLine {
  readonly userId: string
  readonly template: EffectLineTemplate
}

/**
 * The lines of a difference of assignments. What one rule says instead of another is one line, a change of its reason: the
 * person never lacks it.
 */
export function toEffectLines(
  stored: readonly Assignment[],
  difference: AssignmentChange,
  reasons: Reasons,
  now: string,
): readonly EffectLine[] {
  const { deleted, put } = difference
  const lost = new Set(lostEffects(difference, now))
  const standing = new Map(stored.map((one) => [assignmentKey(one), one]))
  const leaving = new Map<string, Assignment[]>()
  for (const one of deleted.filter((gone) => !isWithheld(gone)))
    leaving.set(placeOf(one), [...(leaving.get(placeOf(one)) ?? []), one])
  const lines = put.map((one) => {
    const others = isWithheld(one) ? [] : (leaving.get(placeOf(one)) ?? [])
    const index = others.findIndex(({ value }) => deepEqual(value, one.value))
    const [replaced] = index === -1 ? [] : others.splice(index, 1)
    return toLine(one, standing.get(assignmentKey(one)) ?? replaced ?? null, reasons, false)
  })
  const withheld = deleted.filter(isWithheld)
  return [...lines, ...[...leaving.values(), withheld].flat().map((one) => toLine(null, one, reasons, lost.has(one)))]
}

function placeOf({ effect, subject }: Assignment): string {
  return JSON.stringify([subject, effect])
}

function toLine(put: Assignment | null, deleted: Assignment | null, reasons: Reasons, lost: boolean): EffectLine {
  const { subject: userId } = (put ?? deleted) as Assignment
  const after = put && toTemplate(put)
  const before = deleted && toTemplate(deleted)
  const change = put === null ? 'removes' : deleted === null ? 'adds' : 'changes'
  return {
    userId,
    template: { kind: 'effects', change, put: after, deleted: before, lost, reason: reasons.ofEffect(after, before) },
  }
}

function toTemplate({ effect, expiresAt = null, rule, source, value, withheldOf = null }: Assignment): EffectTemplate {
  return { effect, source, rule, value, expiresAt, withheldOf }
}
