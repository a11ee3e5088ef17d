import type { RuleFailure } from '../decider.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import type { KnownRows } from './reconcile.ts'
import { recordFindings } from './record-findings.ts'
import { reconcileIdentities } from './reconcile-identities.ts'
import { reconcileValidation } from './reconcile-validation.ts'
import { deepEqual } from '../scim/deep-equal.ts'

/** The difference between the stored assignments of some people and what is asked for. */
export interface AssignmentChange {
  readonly put: readonly Assignment[]
  readonly deleted: readonly Assignment[]
  /** All that stand afterwards, of every source. */
  readonly after: readonly Assignment[]
}

/** What is decided about some people, roles apart. */
export interface StatementDecision {
  readonly sections: readonly string[]
  readonly asked: readonly Assignment[]
  readonly failures: readonly RuleFailure[]
}

function isOf({ rule, source, subject }: Assignment, failure: RuleFailure): boolean {
  return subject === failure.subject && source === failure.source && rule === failure.rule
}

/** Assignments of every effect but `role`, which become grants. */
export async function reconcileAssignments(
  scope: ChangeScope,
  userIds: readonly string[],
  { asked, failures, sections }: StatementDecision,
  known: KnownRows,
): Promise<void> {
  const all = known === 'nothing' ? [] : await scope.tx.assignments.list(userIds)
  const kept = (row: Assignment) => failures.some((failure) => isOf(row, failure))
  const stored = failures.length === 0 ? all : all.filter((row) => !kept(row))
  const difference = diffAssignments(stored, asked, new Set(sections))
  if (difference.put.length > 0) await scope.tx.assignments.put(difference.put)
  if (difference.deleted.length > 0) await scope.tx.assignments.delete(difference.deleted)
  if (difference.put.length === 0 && difference.deleted.length === 0) return
  recordFindings(scope, difference)
  await reconcileValidation(scope, difference, known)
  await reconcileIdentities(scope, difference, known)
}

/** What to write so that the rows of `sections` are exactly the asked ones. Idempotent. */
export function diffAssignments(
  stored: readonly Assignment[],
  asked: readonly Assignment[],
  sections: ReadonlySet<string>,
): AssignmentChange {
  const wanted = new Map(asked.map((assignment) => [keyOf(assignment), assignment]))
  const standing = new Map(stored.map((assignment) => [keyOf(assignment), assignment]))
  const put = [...wanted.values()].filter((assignment) => {
    const known = standing.get(keyOf(assignment))
    return known === undefined || !deepEqual(known.value, assignment.value)
  })
  const deleted = stored.filter((assignment) => sections.has(assignment.source) && !wanted.has(keyOf(assignment)))
  const kept = stored.filter((assignment) => !sections.has(assignment.source) && !wanted.has(keyOf(assignment)))
  return { put, deleted, after: [...kept, ...wanted.values()] }
}

function keyOf({ subject, effect, source, rule }: Assignment): string {
  return JSON.stringify([subject, effect, source, rule])
}
