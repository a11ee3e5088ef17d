import type { RoleAssignmentValue } from '@rolecall/core/plugin/assignment'
import type { Reference, RuleDefinition } from '@rolecall/core/plugin/mapping-kind'
import { fold } from '@rolecall/core/scim/fold'
import type { GroupEntry } from './read-entry.ts'
import { toRuleId } from './rule-id.ts'

/** An entry as rule: who is in the group has the role. */
export function toRule(section: string, entry: GroupEntry): RuleDefinition {
  const { node, group, team, role } = entry
  const nameKey = fold(group.text)
  const scope = team === null ? 'organization' : `team:${fold(team.text)}`
  return {
    id: toRuleId(section, entry),
    line: node.line,
    column: node.column,
    when: { inGroup: nameKey },
    references: toReferences(entry, scope),
    assign(match) {
      const groupId = match.groupIdOf(nameKey)
      const value: RoleAssignmentValue = { scope, role: role.text, groupId, expiresAt: null }
      return [{ effect: 'role', value: { ...value } }]
    },
  }
}

function toReferences({ group, team, role }: GroupEntry, scope: string): readonly Reference[] {
  const groupReference: Reference = { kind: 'group', name: group.text, ...placeOf(group) }
  const roleReference: Reference = { kind: 'role', scope, role: role.text, ...placeOf(role) }
  if (team === null) return [groupReference, roleReference]
  return [groupReference, { kind: 'team', id: team.text, ...placeOf(team) }, roleReference]
}

function placeOf({ node: { line, column } }: GroupEntry['group']) {
  return { line, column }
}
