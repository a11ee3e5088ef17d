import { give } from '@rolecall/core/plugin/effect-values'
import type { MatchedGroup, Reference, RuleDefinition } from '@rolecall/core/plugin/rule'
import type { Condition } from '@rolecall/core/plugin/condition'
import { fold } from '@rolecall/core/scim/fold'
import type { EntryPart, GroupEntry, GroupSelector } from './read-entry.ts'
import { organizationRoles, placeOf, toRoleReferences } from './role-effects.ts'
import { toRuleId } from './rule-id.ts'

/** An entry as rule: who is in the group has the role. */
export function toRule(section: string, entry: GroupEntry): RuleDefinition {
  const { expiresAt, group, node, privileged } = entry
  return {
    id: toRuleId(section, entry),
    line: node.line,
    column: node.column,
    when: toCondition(group),
    privileged,
    expiresAt,
    references: toReferences(entry),
    assign(match) {
      if (match.group === null) throw new Error('An entry is decided for a membership')
      const captures = captureOf(group, match.group)
      const role = captures && toRole(entry, captures)
      if (captures === undefined || role === undefined) return []
      const filled = [entry.team, entry.role].flatMap((part) => part?.template?.describe(captures) ?? [])
      const given = give('role', { ...role, groupId: match.group.id, expiresAt })
      return [filled.length === 0 ? given : { ...given, filled }]
    },
  }
}

function toCondition(group: GroupSelector): Condition {
  const source = { text: `${group.key}: ${group.text}`, ...placeOf(group) }
  if (group.key === 'scimGroupPattern') return { group: { pattern: group.pattern }, source }
  if (group.key === 'scimGroupId') return { group: { id: group.text }, source }
  return { group: { name: fold(group.text), written: group.text }, source }
}

type Captures = ReadonlyMap<string, string>

/** What the pattern captures of the name; nothing where the entry names its group. */
function captureOf(group: GroupSelector, { displayName }: MatchedGroup): Captures | undefined {
  return group.key === 'scimGroupPattern' && displayName !== null ? group.pattern.match(displayName) : new Map()
}

/** What the entry gives by these captures; nothing where one leaves a name empty, or is no role of an organization. */
function toRole({ role, team }: GroupEntry, captures: Captures) {
  const roleName = fill(role, captures)
  if (team === null) {
    const known = organizationRoles.find((name) => fold(name) === fold(roleName))
    return known && { scope: 'organization', role: known }
  }
  const teamId = fill(team, captures).trim()
  return teamId === '' || roleName.trim() === '' ? undefined : { scope: `team:${fold(teamId)}`, role: roleName }
}

function fill({ template, text }: EntryPart, captures: Captures): string {
  return template === null ? text : template.fill(captures)
}

/** What is said by a capture is known only when a group is there. */
function toReferences({ role, team }: GroupEntry): readonly Reference[] {
  const scope = team === null ? 'organization' : `team:${fold(team.text)}`
  const fixedTeam = team?.template === null ? team : null
  if (role.template === null) {
    return toRoleReferences(fixedTeam, role, scope)
  }
  const { template } = role
  const mayBe = (name: string) => template.mayBe(name)
  const anyRole: Reference = { kind: 'anyRole', scope, text: role.text, mayBe, ...placeOf(role) }
  return fixedTeam === null ? [anyRole] : [{ kind: 'team', id: fixedTeam.text, ...placeOf(fixedTeam) }, anyRole]
}
