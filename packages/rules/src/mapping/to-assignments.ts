import type { DecidedAssignment, Doubt, Subject } from '@rolecall/core/decider'
import { isKnownEffect } from '@rolecall/core/plugin/effect-values'
import type { GivenFiring } from './given-outcome.ts'
import type { Firing } from './outcome.ts'

/** What rules ask for a person. */
export function toAssignments(subject: Subject, given: readonly GivenFiring[]): readonly DecidedAssignment[] {
  const assignments = given.flatMap(({ firing, gifts }) => {
    const { definition, section } = firing.rule
    const common = { subject: subject.id, rule: definition.id, source: section }
    return gifts.map(({ effect, value }): DecidedAssignment => {
      const assignment = { ...common, effect, value }
      return effect === 'role' ? assignment : { ...assignment, ...endOf(firing), ...doubtOf(firing, effect, subject) }
    })
  })
  return withOwnRules(assignments)
}

function endOf({ rule: { definition } }: Firing): Pick<DecidedAssignment, 'expiresAt'> {
  const { expiresAt = null } = definition
  return expiresAt === null ? {} : { expiresAt }
}

/** What core itself acts on beside roles is given by whoever is in the group. */
function doubtOf({ group, withheld }: Firing, effect: string, { groups }: Subject): Pick<DecidedAssignment, 'doubt'> {
  if (isKnownEffect(effect)) return {}
  const groupId = group?.id ?? ''
  if (withheld !== null) return { doubt: { by: withheld, groupId } }
  const isSuspect = groups.some(({ id, suspect }) => id === groupId && suspect === true)
  return isSuspect ? { doubt: { by: 'suspect', groupId } } : {}
}

/**
 * Assignments of one person, which are kept by effect and rule: of one rule that gives several of one effect, each is
 * told apart by a number, and equal ones (through several groups) are one, by the group that is trusted most. Roles are grants,
 * which also name the group.
 */
function withOwnRules(assignments: readonly DecidedAssignment[]): readonly DecidedAssignment[] {
  const own: DecidedAssignment[] = []
  const places = new Map<string, Map<string, number>>()
  for (const assignment of assignments) {
    const { effect, rule, source, value } = assignment
    const key = JSON.stringify([effect, source, rule])
    const byValue = places.get(key) ?? new Map<string, number>()
    places.set(key, byValue)
    const text = JSON.stringify(value)
    const place = effect === 'role' ? undefined : byValue.get(text)
    if (place === undefined) {
      byValue.set(text, own.length)
      own.push(
        effect === 'role' || byValue.size === 1 ? assignment : { ...assignment, rule: `${rule}#${byValue.size}` },
      )
    } else if (trustOf(assignment.doubt) > trustOf(own[place]?.doubt)) {
      own[place] = { ...assignment, rule: own[place]?.rule ?? rule }
    }
  }
  return own
}

function trustOf(doubt: Doubt | undefined): number {
  return doubt === undefined ? 2 : doubt.by === 'suspect' ? 1 : 0
}
