import { describe, expect, it } from 'vitest'
import { compile, groupOf, mistakesOf, rolesOf } from './testing/decide.ts'

const rule = (when: string, more = '') => `roleRules:
  - id: r
    when: '${when.replaceAll("'", "''")}'
    grant: [{ type: teamMemberRole, teamId: Sales, teamMemberRole: Steward }]
${more}`

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('roleRules', () => {
  it('fire where one membership satisfies all of the condition, and name its group', async () => {
    const mapping = compile(rule(`group.displayName eq "stewards" and user.${enterprise}:department sw "EMEA"`))
    const emea = { [enterprise]: { department: 'emea sales' } }
    expect(await rolesOf(mapping, emea, ['stewards', 'others'])).toEqual(['team:sales Steward by id of stewards'])
    expect(await rolesOf(mapping, emea, ['others'])).toEqual([])
    expect(await rolesOf(mapping, {}, ['stewards'])).toEqual([])
  })

  it('do not join two memberships to one', async () => {
    const mapping = compile(rule('group.displayName sw "a" and group.displayName ew "z"'))
    expect(await rolesOf(mapping, {}, ['ab', 'xz'])).toEqual([])
    expect(await rolesOf(mapping, {}, ['ab', 'az', 'AbZ'])).toEqual([
      'team:sales Steward by id of az',
      'team:sales Steward by id of AbZ',
    ])
  })

  it.each([
    ['user.active eq true', [], true],
    ['user.title pr', [], false],
    ['user.title ne "x"', [], true],
    ['not (user.title pr)', [], true],
    ['user.emails[type eq "work"].value ew "@example.com"', [], true],
    ['user.emails[type eq "home"].value ew "@example.com"', [], false],
    ['user.emails[type eq "work" and primary eq true]', [], false],
    ['user.groups[display eq "A"]', ['a'], true],
    ['user.groups.display eq "a"', ['b'], false],
    ['not (user.groups[display eq "a"])', ['b'], true],
    ['not (user.groups[display eq "a"])', ['a', 'b'], false],
    ['user.groups.display ne "a"', ['a', 'b'], false],
    ['user.groups[display sw "acme_" and not (display ew "_x")]', ['acme_x'], false],
    ['user.groups[display sw "acme_" and not (display ew "_x")]', ['acme_x', 'acme_y'], true],
    ['user.groups pr', [], false],
    ['user.groups pr', ['z'], true],
    ['user.groups.value eq "id of z"', ['z'], true],
    ['user.active eq true and (user.groups[display eq "a"] or user.groups[display eq "b"])', ['b'], true],
  ])('%s with the groups %j: %s', async (when, groups, expected) => {
    const emails = [{ type: 'work', value: 'ann@example.com' }]
    expect(await rolesOf(compile(rule(when)), { emails }, groups)).toEqual(expected ? ['team:sales Steward'] : [])
  })

  it.each([
    ['group.id eq "id of a"', ['a', 'b'], ['a']],
    ['group.externalId eq "e1"', ['a'], []],
    ['group.displayName co "b" and not (group.displayName eq "bb")', ['ab', 'bb', 'c'], ['ab']],
    ['member.type eq "user" and group.displayName eq "a"', ['a', 'b'], ['a']],
    ['member.display eq "ann"', ['a', 'b'], ['a', 'b']],
    ['(group.displayName eq "a" or group.displayName eq "b") and user.active eq true', ['a', 'b', 'c'], ['a', 'b']],
  ])('%s with the groups %j: through %j', async (when, groups, expected) => {
    expect(await rolesOf(compile(rule(when)), {}, groups)).toEqual(
      expected.map((group) => `team:sales Steward by id of ${group}`),
    )
  })

  it('bind the names that they compare with literally, and know the ids', () => {
    const mapping = compile(
      rule('group.displayName eq "A" and not (user.groups[display eq "B" or value eq "g2"]) and group.id eq "g1"'),
    )
    expect([...mapping.groupNames]).toEqual(['a', 'b'])
    expect([...mapping.groupIds]).toEqual(['g1', 'g2'])
    expect(mapping.groupScope).toBe('bound')
  })

  it.each([
    ['group.displayName eq "a"', 'bound'],
    ['group.displayName eq "a" and user.active eq true', 'bound'],
    ['user.groups[display eq "a"]', 'bound'],
    ['user.active eq true', 'bound'],
    ['group.displayName sw "a"', 'all'],
    ['group.displayName eq "a" and group.externalId pr', 'all'],
    ['group.displayName eq "a" or user.active eq true', 'all'],
    ['member.type eq "User"', 'all'],
    ['user.groups[display sw "a"]', 'all'],
    ['user.groups pr', 'all'],
  ])('%s looks at groups that are %s', (when, scope) => {
    expect(compile(rule(when)).groupScope).toBe(scope)
  })

  it('follow a bound group that is called otherwise now, and give a group nothing for the name of another', async () => {
    const mapping = compile(rule('group.displayName eq "stewards"'))
    const renamed = groupOf(mapping, 'Former stewards', { nameKeys: ['stewards'] })
    const namesake = groupOf(mapping, 'Stewards', { id: 'other', nameKeys: [], claims: ['stewards'] })
    expect(await rolesOf(mapping, {}, [renamed, namesake])).toEqual([
      'team:sales Steward by id of Former stewards',
      'team:sales Steward by other claim',
    ])
  })

  it('withhold what a person has only by a group that took a name over', async () => {
    const mapping = compile(rule('user.groups[display eq "stewards"]'))
    const namesake = groupOf(mapping, 'stewards', { nameKeys: [], claims: ['stewards'] })
    expect(await rolesOf(mapping, {}, [namesake])).toEqual(['team:sales Steward claim'])
  })

  it('give several things, until the end of the day', async () => {
    const mapping = compile(`roleRules:
  - id: r
    when: group.displayName eq "a"
    grant:
      - { type: organizationRole, organizationRole: member }
      - { type: teamMemberRole, teamId: 007, teamMemberRole: Editor }
    expires: 2027-06-30
`)
    const subject = { id: 'ann', user: {}, groups: [groupOf(mapping, 'a')] }
    const { assignments } = await mapping.decide([subject], new Set(['groups']))
    expect(assignments).toMatchObject([
      { rule: 'roleRules:r', value: { scope: 'organization', role: 'Member', expiresAt: '2027-07-01T00:00:00.000Z' } },
      { rule: 'roleRules:r', value: { scope: 'team:007', role: 'Editor', expiresAt: '2027-07-01T00:00:00.000Z' } },
    ])
  })

  it('decide for everybody by defaults', async () => {
    const mapping = compile('defaults: { organizationRole: Member }')
    expect(await rolesOf(mapping, {}, [])).toEqual(['organization Member'])
    expect(mapping.sections.find(({ name }) => name === 'defaults')?.reads).toEqual(new Set(['user']))
  })
})

describe('mistakes in a condition stand where they are', () => {
  it.each([
    ['when: user.titel eq "x"', '3:11 UNKNOWN_ATTRIBUTE'],
    ['when: "user.title eq \\"x\\" and user.titel pr"', '3:36 UNKNOWN_ATTRIBUTE'],
    ["when: 'user.title eq \"it''s\" and user.titel pr'", '3:38 UNKNOWN_ATTRIBUTE'],
    ['when: >-\n      user.active eq true\n      and user.titel pr', '5:11 UNKNOWN_ATTRIBUTE'],
    ['when: |\n      user.active eq true\n\n      and\n        usr.title pr', '7:9 UNKNOWN_FACT'],
    ['when: user.active eq\n      true and user.title lik "x"', '4:27 UNKNOWN_OPERATOR'],
    ['when: user.title eq', '3:24 FILTER_SYNTAX'],
    ['when: user.title eq x', '3:25 FILTER_SYNTAX'],
    ['when: (user.title pr', '3:25 FILTER_SYNTAX'],
    ['when: user.active eq "true"', '3:11 WRONG_TYPE'],
    ['when: user.active sw true', '3:11 WRONG_TYPE'],
    ['when: user.name eq "x"', '3:11 INVALID_PATH'],
    ['when: user pr', '3:11 INVALID_PATH'],
    ['when: title pr', '3:11 UNKNOWN_FACT'],
    ['when: user.groups[type eq "x"]', '3:11 INVALID_PATH'],
    ['when: group.members pr', '3:11 UNKNOWN_ATTRIBUTE'],
    ['when: user.emails[kind eq "work"]', '3:11 INVALID_PATH'],
    ['when: not (group.displayName eq "a")', '3:16 NEGATED_GROUP'],
    ['when: user.active eq true and group.displayName ne "a"', '3:35 NEGATED_GROUP'],
    ['when: group.displayName eq "b" or (user.active eq true and not (member.type pr))', '3:69 NEGATED_GROUP'],
    ['when: ""', '3:11 EMPTY_TEXT'],
    ['when: [x]', '3:11 WRONG_TYPE'],
  ])('%j', (when, mistake) => {
    const text = `roleRules:\n  - id: r\n    ${when}\n    grant: [{ type: organizationRole, organizationRole: Member }]\n`
    expect(mistakesOf(text).map((line) => line.split(' ', 2).join(' '))).toEqual([mistake])
  })

  it('and those of one file are told all at once', () => {
    expect(
      mistakesOf(`roleRules:
  - id: a
    when: user.titel pr and group.name eq "x"
    grant: [{ type: teamRole, teamId: x }, { type: organizationRole }, 7]
    expires: 2027-02-30
  - id: a
    wen: user.active eq true
    grant: []
    privileged: yes
limits: { maxRevocations: -1 }
teams: { authoritativ: [x] }
defaults: { organizationRole: Owner }
`),
    ).toEqual([
      "3:11 UNKNOWN_ATTRIBUTE Users have no attribute 'titel'; did you mean 'title'?",
      "3:29 UNKNOWN_ATTRIBUTE Groups have no attribute 'name'; expected 'id', 'externalId', 'displayName'.",
      "4:21 UNKNOWN_VALUE 'teamRole' is not known here; expected 'organizationOwner', 'organizationRole', 'teamMemberRole'.",
      "4:44 MISSING_KEY The key 'organizationRole' is missing.",
      "4:72 WRONG_TYPE Expected a mapping with the keys 'type', found '7'.",
      "5:14 INVALID_DATE '2027-02-30' is neither a date (2027-06-30) nor an instant (RFC 3339).",
      "6:5 MISSING_KEY The key 'when' is missing.",
      "6:9 DUPLICATE_ID The rule in line 2 has the id 'a' already.",
      "7:5 UNKNOWN_KEY The key 'wen' is not known here; did you mean 'when'?",
      '8:12 EMPTY_GRANT A rule gives at least one thing.',
      "9:17 WRONG_TYPE Expected 'true' or 'false', found a text.",
      "10:9 MISSING_KEY The key 'maxRevocationPercent' is missing.",
      "10:27 WRONG_TYPE Expected a whole number of at least 0, found '-1'.",
      "11:10 UNKNOWN_KEY The key 'authoritativ' is not known here; did you mean 'authoritative'?",
      "12:31 PRIVILEGED_WITHOUT_GROUP This gives the privileged role 'Owner', and no group is required by name or id: whoever may create groups in the provider could take it. Name a group (in providerRoles the value itself), or write 'privileged: true'.",
    ])
  })
})

describe('policy', () => {
  it('is what the file says beside its rules, with the defaults of a file that says nothing', () => {
    expect(compile('').policy).toEqual({ authoritativeTeams: new Set(), createMissingTeams: false, limits: null })
    const { policy } = compile(`
teams: { authoritative: [Finance, 007], createMissing: true }
limits: { maxRevocations: 50, maxRevocationPercent: 20 }
`)
    expect(policy).toEqual({
      authoritativeTeams: new Set(['finance', '007']),
      createMissingTeams: true,
      limits: { maxRevocations: 50, maxRevocationPercent: 20 },
    })
  })
})
