import type { DecidedAssignment, Decision } from '../decider.ts'
import { isInForce, isWithheld } from '../directory/effect-state.ts'
import { isOver } from '../directory/grant.ts'
import { toRuleId } from '../directory/rule-id.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import { keptRows, sectionsGiving } from './decided-sections.ts'

/** What a decision says beside roles, and of which rows it says all there is. */
export interface WantedStatements {
  readonly assignments: readonly DecidedAssignment[]
  readonly sections: ReadonlySet<string>
  /** Whether a row is of a rule that failed for its subject: then it stays as it is. */
  readonly isKept: (assignment: Assignment) => boolean
}

/** The difference between the stored assignments of some people and what is asked for. */
export interface AssignmentChange {
  readonly put: readonly Assignment[]
  readonly deleted: readonly Assignment[]
  /** All that stand afterwards, of every source. */
  readonly after: readonly Assignment[]
}

/** Assignments of every effect but `role`, which become grants. What is over is not wanted any more. */
export function toWantedStatements({ assignments, failures, sections }: Decision, now: string): WantedStatements {
  const isKept = keptRows(failures)
  return {
    assignments: assignments.filter((one) => one.effect !== 'role' && !isOver(one, now)),
    sections: sectionsGiving(sections, (effect) => effect !== 'role'),
    isKept: ({ rule, source, subject }) =>
      isKept(subject, toRuleId(source, rule)) || isKept(subject, toRuleId(source, withoutNumber(rule))),
  }
}

/** What to write so that the rows of the decided sections are exactly the asked ones. Idempotent. */
export function diffAssignments(stored: readonly Assignment[], wanted: WantedStatements): AssignmentChange {
  const standing = new Map(stored.map((assignment) => [assignmentKey(assignment), assignment]))
  const asked = new Map<string, Assignment>()
  for (const one of wanted.assignments) {
    const key = assignmentKey(one)
    asked.set(key, settleDoubt(one, standing.get(key)))
  }
  const put: Assignment[] = []
  for (const [key, assignment] of asked) {
    const known = standing.get(key)
    if (known === undefined || !saysTheSame(known, assignment)) put.push(assignment)
  }
  const others = [...standing].filter(([key]) => !asked.has(key)).map(([, assignment]) => assignment)
  const goes = (assignment: Assignment) => wanted.sections.has(assignment.source) && !wanted.isKept(assignment)
  return {
    put,
    deleted: others.filter(goes),
    after: [...others.filter((assignment) => !goes(assignment)), ...asked.values()],
  }
}

/** Of two of one key: neither the value nor the end differs. */
function saysTheSame(one: Assignment, other: Assignment): boolean {
  return (
    deepEqual(one.value, other.value) &&
    (one.expiresAt ?? null) === (other.expiresAt ?? null) &&
    (one.withheldOf ?? null) === (other.withheldOf ?? null)
  )
}

/** What a group newly gives that is not trusted waits for an owner; what it gave before it was suspected stays in force. */
function settleDoubt(decided: DecidedAssignment, known: Assignment | undefined): Assignment {
  if (decided.doubt === undefined) return decided
  const { doubt, ...asked } = decided
  const stands = known !== undefined && !isWithheld(known) && deepEqual(known.value, asked.value)
  return doubt.by === 'suspect' && stands ? asked : { ...asked, withheldOf: doubt.groupId }
}

/** All that stand once a difference is written. */
export function applyDifference(
  stored: readonly Assignment[],
  { deleted, put }: Pick<AssignmentChange, 'deleted' | 'put'>,
): readonly Assignment[] {
  const written = new Set([...deleted, ...put].map(assignmentKey))
  return [...stored.filter((assignment) => !written.has(assignmentKey(assignment))), ...put]
}

/**
 * What plugins gave and nobody gives any more: a person who has the same by another rule loses nothing, and of what is over, or
 * withheld, there is nothing to lose.
 */
export function lostEffects(
  { after, deleted }: Pick<AssignmentChange, 'after' | 'deleted'>,
  now: string,
): readonly Assignment[] {
  const own = deleted.filter((one) => !isKnownEffect(one.effect) && isInForce(one, now))
  if (own.length === 0) return own
  const standing = new Map<string, Assignment[]>()
  for (const one of after.filter((other) => !isWithheld(other)))
    standing.set(placeOf(one), [...(standing.get(placeOf(one)) ?? []), one])
  return own.filter((one) => !standing.get(placeOf(one))?.some(({ value }) => deepEqual(value, one.value)))
}

function placeOf({ effect, subject }: Assignment): string {
  return JSON.stringify([subject, effect])
}

/** A rule that gives several of one effect numbers all but the first: `id#2`. */
export function withoutNumber(rule: string): string {
  return rule.replace(/#\d+$/, '')
}

/** The key under which an assignment is stored once. */
export function assignmentKey({ subject, effect, source, rule }: Assignment): string {
  return JSON.stringify([subject, effect, source, rule])
}
