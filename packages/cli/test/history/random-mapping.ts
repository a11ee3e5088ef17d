import type { Random } from './random.ts'

const organizationEntries = [
  '{ scimGroup: owners, type: organizationOwner }',
  '{ scimGroup: staff, type: organizationRole, organizationRole: Member }',
]

const teamEntries = [
  '{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }',
  '{ scimGroup: red, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }',
  '{ scimGroup: blue, type: teamMemberRole, teamId: finance, teamMemberRole: Approver }',
  "{ scimGroupPattern: 'acme_(?<team>.+)', type: teamMemberRole, teamId: '${team}', teamMemberRole: Member }",
  '{ scimGroup: owners, type: teamMemberRole, teamId: finance, teamMemberRole: Owner }',
]

const rules = [
  '{ id: bosses, when: user.title eq "boss", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Approver }] }',
  '{ id: red-bosses, when: group.displayName eq "red" and user.title eq "boss", grant: [{ type: teamMemberRole, teamId: finance, teamMemberRole: Editor }] }',
  '{ id: outsiders, when: not (user.groups[display eq "staff"]), grant: [{ type: organizationRole, organizationRole: Member }] }',
  '{ id: leads, when: group.displayName ew "lead", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Steward }], expires: 2027-03-01 }',
  '{ id: owners-too, when: group.displayName eq "red" and user.active eq true, grant: [{ type: organizationOwner }] }',
]

/** A mapping of some of the entries, rules and settings that there are; nearly always one that gives an Owner. */
export function randomMapping(random: Random): string {
  const some = (texts: readonly string[]) => texts.filter(() => random.below(2) === 0)
  const entries = [...(random.below(8) === 0 ? [] : organizationEntries), ...some(teamEntries)]
  const lines = [`scimGroupMappings: [${entries.join(', ')}]`, `roleRules: [${some(rules).join(', ')}]`]
  if (random.below(4) === 0) lines.push('limits: { maxRevocations: 2, maxRevocationPercent: 10 }')
  const teams = random.below(8)
  if (teams < 2) lines.push(`teams: { ${teams === 0 ? 'createMissing: true' : 'authoritative: [finance]'} }`)
  if (random.below(5) === 0) lines.push('defaults: { organizationRole: Member }')
  return lines.join('\n')
}
