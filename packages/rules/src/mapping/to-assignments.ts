import type { Subject } from '@rolecall/core/decider'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { GivenFiring } from './given-outcome.ts'

/** What rules ask for a person. */
export function toAssignments({ id }: Subject, given: readonly GivenFiring[]): readonly Assignment[] {
  const assignments = given.flatMap(({ firing: { rule }, gifts }) =>
    gifts.map(({ effect, value }): Assignment => {
      const { expiresAt = null, id: ruleId } = rule.definition
      const assignment = { effect, subject: id, value, rule: ruleId, source: rule.section }
      return effect === 'role' || expiresAt === null ? assignment : { ...assignment, expiresAt }
    }),
  )
  return withOwnRules(assignments)
}

/**
 * Assignments of one person, which are kept by effect and rule: of one rule that gives several of one effect, each is
 * told apart by a number, and equal ones (through several groups) are one. Roles are grants, which also name the group.
 */
function withOwnRules(assignments: readonly Assignment[]): readonly Assignment[] {
  const given = new Map<string, Set<string>>()
  return assignments.flatMap((assignment) => {
    if (assignment.effect === 'role') return [assignment]
    const { effect, rule, source, value } = assignment
    const key = JSON.stringify([effect, source, rule])
    const values = given.get(key) ?? new Set<string>()
    given.set(key, values)
    const text = JSON.stringify(value)
    if (values.has(text)) return []
    values.add(text)
    return [values.size === 1 ? assignment : { ...assignment, rule: `${rule}#${values.size}` }]
  })
}
