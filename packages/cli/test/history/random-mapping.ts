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
  '{ id: owners-too, when: group.displayName eq "red" and user.title eq "boss", grant: [{ type: organizationOwner }] }',
]

const hour = 60 * 60 * 1_000

/** Who is an Owner: for good, for a time, or nobody. */
function owners(random: Random, end: string): readonly string[] {
  const kind = random.below(8)
  if (kind === 0) return []
  return kind === 1
    ? organizationEntries
    : organizationEntries.map((entry) => entry.replace(' }', `, expires: ${end} }`))
}

/** Entries that end soon. */
const endingEntries = (end: string) => [
  `{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Approver, expires: ${end} }`,
]

/** A mapping of some of the entries, rules and settings that there are; often one that gives an Owner, for good or for a time. */
export function randomMapping(random: Random, now: string): string {
  const some = (texts: readonly string[]) => texts.filter(() => random.below(2) === 0)
  const end = new Date(Date.parse(now) + random.pick([1, hour, 12 * hour, 60 * hour])).toISOString()
  const entries = [...owners(random, end), ...some(teamEntries), ...some(endingEntries(end))]
  const lines = [`scimGroupMappings: [${entries.join(', ')}]`, `roleRules: [${some(rules).join(', ')}]`]
  if (random.below(4) === 0) lines.push('limits: { maxRevocations: 2, maxRevocationPercent: 10 }')
  const teams = random.below(8)
  if (teams < 2) lines.push(`teams: { ${teams === 0 ? 'createMissing: true' : 'authoritative: [finance]'} }`)
  if (random.below(5) === 0) lines.push('defaults: { organizationRole: Member }')
  return lines.join('\n')
}
