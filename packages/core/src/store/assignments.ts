import type { Assignment } from '../plugin/assignment.ts'
import type { FoundByRule } from './group-findings.ts'
import type { KeysetPage } from './resources.ts'

export interface AssignmentReader {
  list(userIds: readonly string[], effect?: string): Promise<Assignment[]>
  /** Those that end at that instant or before it. */
  listEnding(until: string): Promise<Assignment[]>
  /** Those that wait for an owner because of this group. */
  listWithheld(groupId: string): Promise<Assignment[]>
  /** Users with at least one assignment of this effect that is in force, by id. */
  listSubjects(effect: string, now: string, page: KeysetPage): Promise<string[]>
  /** Users with a finding of this rule. */
  findByRule(rule: string, limit: number): Promise<FoundByRule>
  /** What the assignments of an effect say that are in force, of all users, each value once with how many say it. */
  countValues(
    effect: string,
    now: string,
  ): Promise<readonly { readonly value: Assignment['value']; readonly count: number }[]>
}

export interface AssignmentWriter {
  /** Inserts, or writes over the one of the same subject, effect, source and rule. */
  put(assignments: readonly Assignment[]): Promise<void>
  delete(assignments: readonly Assignment[]): Promise<void>
}
