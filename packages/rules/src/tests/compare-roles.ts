import { deepEqual } from '@rolecall/core/scim/deep-equal'
import { fold } from '@rolecall/core/scim/fold'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { Expectation } from './written-test.ts'

/** Something that a rule gave to a person of a test. */
export interface Given {
  readonly effect: string
  readonly value: JsonObject
  readonly rule: { readonly id: string; readonly line: number }
}

/** What membership itself gives: it may be expected, and it never has to be. */
const byMembership = 'member'

/** What is missing, and what is there though nothing says so: one sentence for each scope and effect. */
export function findDeviations(expected: Expectation, given: readonly Given[], effects: readonly string[]): string[] {
  const teams = new Map(
    [...expected.teams].map(([team, roles]) => [`team:${fold(team)}`, { name: `team ${team}`, roles }]),
  )
  const scopes = new Map([['organization', { name: 'organization', roles: expected.organization }], ...teams])
  for (const { value } of given.filter(isRole)) {
    const scope = String(value['scope'])
    if (!scopes.has(scope)) scopes.set(scope, { name: scope.replace(':', ' '), roles: [] })
  }
  const problems = [...scopes].flatMap(([scope, { name, roles }]) =>
    compareRoles(name, scope === 'organization' ? roles.filter(isNotMember) : roles, rolesIn(scope, given)),
  )
  return [
    ...problems,
    ...effects.flatMap((effect) => compareEffects(effect, expected.effects.get(effect) ?? [], given)),
  ]
}

/** What is there though nobody should have it. */
export function findForbidden(forbidden: Expectation, given: readonly Given[]): string[] {
  const problems = [['organization', forbidden.organization] as const, ...forbidden.teams].flatMap(([name, roles]) => {
    const scope = name === 'organization' && roles === forbidden.organization ? name : `team:${fold(name)}`
    const shown = scope === 'organization' ? name : `team ${name}`
    return rolesIn(scope, given)
      .filter(({ role }) => roles.some((wanted) => fold(wanted) === fold(role)))
      .map(({ by, role }) => `expected no ${shown} [${role}], got it ${by}`)
  })
  const effects = [...forbidden.effects].flatMap(([effect, values]) =>
    given
      .filter((one) => one.effect === effect && values.some((value) => isWithin(value, one.value)))
      .map(({ rule, value }) => `expected no ${effect} ${JSON.stringify(value)}, got it ${byRule(rule)}`),
  )
  return [...problems, ...effects]
}

interface GivenRole {
  readonly role: string
  readonly by: string
}

function isRole({ effect }: Given): boolean {
  return effect === 'role'
}

function isNotMember(role: string): boolean {
  return fold(role) !== byMembership
}

/** Each role once, with the first rule that gave it. */
function rolesIn(scope: string, given: readonly Given[]): readonly GivenRole[] {
  const roles = new Map<string, GivenRole>()
  for (const { rule, value } of given.filter(isRole)) {
    const role = String(value['role'])
    if (value['scope'] !== scope || (scope === 'organization' && !isNotMember(role))) continue
    if (!roles.has(fold(role))) roles.set(fold(role), { role, by: byRule(rule) })
  }
  return [...roles.values()]
}

function compareRoles(name: string, expected: readonly string[], actual: readonly GivenRole[]): string[] {
  const wanted = new Set(expected.map(fold))
  const there = new Set(actual.map(({ role }) => fold(role)))
  const surplus = actual.filter(({ role }) => !wanted.has(fold(role)))
  if (surplus.length === 0 && expected.every((role) => there.has(fold(role)))) return []
  const because = surplus.map(({ by, role }) => `${role} ${by}`).join(', ')
  const got = `[${actual.map(({ role }) => role).join(', ')}]`
  return [`expected ${name} [${expected.join(', ')}], got ${got}${because === '' ? '' : `: ${because}`}`]
}

function compareEffects(effect: string, expected: readonly JsonObject[], given: readonly Given[]): string[] {
  const actual = given.filter((one) => one.effect === effect)
  const missing = expected.filter((value) => !actual.some((one) => isWithin(value, one.value)))
  const surplus = actual.filter((one) => !expected.some((value) => isWithin(value, one.value)))
  return [
    ...missing.map((value) => `expected ${effect} ${JSON.stringify(value)}, got none`),
    ...surplus.map(({ rule, value }) => `expected no ${effect} ${JSON.stringify(value)}, got it ${byRule(rule)}`),
  ]
}

/** Every part that the author names is so. */
function isWithin(expected: JsonObject, value: JsonObject): boolean {
  return Object.entries(expected).every(([name, part]) => deepEqual(part, value[name] ?? null))
}

function byRule({ id, line }: Given['rule']): string {
  return line > 0 ? `by rule ${id} (line ${line})` : `by rule ${id} (a default)`
}
