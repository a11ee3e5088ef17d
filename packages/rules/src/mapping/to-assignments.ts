import type { DecidedAssignment, Doubt, Subject } from '@rolecall/core/decider'
import { isKnownEffect } from '@rolecall/core/plugin/effect-values'
import type { GivenFiring } from './given-outcome.ts'
import type { Firing } from './outcome.ts'

/** What rules ask for a person; `isRule` says whether a section has a rule of that id. */
export function toAssignments(
  subject: Subject,
  given: readonly GivenFiring[],
  isRule: (section: string, id: string) => boolean,
): readonly DecidedAssignment[] {
  const assignments = given.flatMap(({ firing, gifts }) => {
    const { definition, section } = firing.rule
    return gifts.map(({ effect, value }): DecidedAssignment => {
      const assignment: { -readonly [Name in keyof DecidedAssignment]: DecidedAssignment[Name] } = {
        subject: subject.id,
        rule: definition.id,
        source: section,
        effect,
        value,
      }
      return effect === 'role' ? assignment : Object.assign(assignment, endOf(firing), doubtOf(firing, effect, subject))
    })
  })
  return withOwnRules(assignments, isRule)
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
 * told apart by a number that makes no other rule's id, and equal ones (through several groups) are one, by the group that is trusted most. Roles are grants,
 * which also name the group.
 */
function withOwnRules(
  assignments: readonly DecidedAssignment[],
  isRule: (section: string, id: string) => boolean,
): readonly DecidedAssignment[] {
  const own: DecidedAssignment[] = []
  const places = new Map<string, Map<string, number>>()
  for (const assignment of assignments) {
    const { effect, rule, source, value } = assignment
    if (effect === 'role') {
      own.push(assignment)
      continue
    }
    const key = JSON.stringify([effect, source, rule])
    const byValue = places.get(key) ?? new Map<string, number>()
    places.set(key, byValue)
    const text = JSON.stringify(value)
    const place = byValue.get(text)
    if (place === undefined) {
      byValue.set(text, own.length)
      own.push({ ...assignment, rule: numbered(rule, byValue.size, (id) => isRule(source, id)) })
    } else if (trustOf(assignment.doubt) > trustOf(own[place]?.doubt)) {
      own[place] = { ...assignment, rule: own[place]?.rule ?? rule }
    }
  }
  return own
}

/** `rule`, `rule#2`, `rule#3`: the first is called as the rule is. */
function numbered(rule: string, place: number, isRule: (id: string) => boolean): string {
  let id = rule
  let number = 1
  for (let left = place - 1; left > 0;) {
    number += 1
    id = `${rule}#${number}`
    if (!isRule(id)) left -= 1
  }
  return id
}

function trustOf(doubt: Doubt | undefined): number {
  return doubt === undefined ? 2 : doubt.by === 'suspect' ? 1 : 0
}
