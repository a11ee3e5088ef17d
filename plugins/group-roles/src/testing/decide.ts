import type { CompiledMapping, Subject, SubjectGroup } from '@rolecall/core/decider'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { fold } from '@rolecall/core/scim/fold'
import { createDecider } from '@rolecall/rules/create-decider'
import { defaults } from '../defaults.ts'
import { groupMappings } from '../group-mappings.ts'
import { roleEffects } from '../role-effects.ts'
import { providerRoles } from '../provider-roles.ts'
import { roleRules } from '../role-rules.ts'

export const decider = createDecider({
  kinds: [groupMappings, roleRules, providerRoles, defaults],
  effects: roleEffects,
  operators: [],
})

/** `line:column CODE sentence`, with the severity where it is a warning. */
export function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ severity, line, column, code, message }) =>
      `${line}:${column} ${severity === 'error' ? '' : 'warning '}${code} ${message}`,
  )
}

export const mistakesOf = (text: string) => shown(decider.compile({ text, format: 'yaml' }).diagnostics)

export function compile(text: string): CompiledMapping {
  const { diagnostics, mapping } = decider.compile({ text, format: 'yaml' })
  if (mapping === null) throw new Error(shown(diagnostics).join('\n'))
  return mapping
}

/** A group of a directory in which names are bound to the groups that have them. */
export function groupOf(
  mapping: CompiledMapping,
  displayName: string,
  options: Partial<SubjectGroup> = {},
): SubjectGroup {
  const key = fold(displayName)
  return {
    id: `id of ${displayName}`,
    nameKeys: mapping.groupNames.has(key) ? [key] : [],
    claims: [],
    facts: {
      displayName,
      externalId: null,
      data: { displayName },
      member: { value: 'v', type: 'User', display: 'Ann' },
    },
    ...options,
  }
}

/** `scope role` of each role that a person gets, with the group where it is through one, in order. */
export async function rolesOf(
  mapping: CompiledMapping,
  user: ResourceData,
  groups: readonly (string | SubjectGroup)[],
): Promise<readonly string[]> {
  const subject: Subject = {
    id: 'ann',
    user: { userName: 'ann@example.com', active: true, ...user },
    groups: groups.map((group) => (typeof group === 'string' ? groupOf(mapping, group) : group)),
  }
  const { assignments } = await mapping.decide([subject], new Set(['user', 'groups']))
  const roles = assignments.filter(({ effect }) => effect === 'role')
  return roles.map(({ value: { groupId, role, scope, withheld } }) =>
    [scope, role, groupId === '' ? [] : ['by', groupId], withheld ?? []].flat().join(' '),
  )
}
