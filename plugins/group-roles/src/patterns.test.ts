import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import { describe, expect, it } from 'vitest'
import { compile, mistakesOf, rolesOf, shown } from './testing/decide.ts'

const directory = {
  now: '2026-03-01T08:00:00.000Z',
  known: { groups: [], teams: ['marketing', 'sales'], teamRoles: [] },
  teamKeys: new Set(['marketing', 'sales']),
  catalogue: defaultCatalogue,
  alike: new Map(),
  groupNames: new Map(),
  groupIds: new Set<string>(),
}

const entry = (fields: string) => `scimGroupMappings:\n  - { ${fields} }\n`
const everyTeam = entry(
  "scimGroupPattern: '^acme_(?<team>.+)_(?<role>member|steward)s$', type: teamMemberRole, teamId: '${team}', teamMemberRole: '${role}'",
)

describe('scimGroupPattern', () => {
  it('is one entry for every team, by the captures of the whole name, without regard to case', async () => {
    const mapping = compile(everyTeam)
    expect(mapping.groupScope).toBe('all')
    expect([...mapping.groupNames]).toEqual([])
    expect(
      await rolesOf(mapping, {}, [
        'acme_Sales_stewards',
        'ACME_EMEA_North_Members',
        'xacme_a_stewards',
        'acme_a_owners',
      ]),
    ).toEqual([
      'team:sales steward by id of acme_Sales_stewards',
      'team:emea_north Member by id of ACME_EMEA_North_Members',
    ])
  })

  it('gives nothing where a capture leaves the team without a name', async () => {
    const mapping = compile(
      entry("scimGroupPattern: 'acme_(?<team>.*)', type: teamMemberRole, teamId: '${team}', teamMemberRole: Member"),
    )
    expect(await rolesOf(mapping, {}, ['acme_', 'acme_x'])).toEqual(['team:x Member by id of acme_x'])
  })

  it('gives roles of the organization by capture', async () => {
    const mapping = compile(
      entry("scimGroupPattern: 'acme_(?<r>member|guest)s', type: organizationRole, organizationRole: '${r}'"),
    )
    expect(await rolesOf(mapping, {}, ['acme_members', 'acme_guests'])).toEqual([
      'organization Member by id of acme_members',
    ])
  })

  it('is matched in linear time', async () => {
    const mapping = compile(
      entry("scimGroupPattern: '(a|a|aa)*(a*)*b', type: teamMemberRole, teamId: x, teamMemberRole: Member"),
    )
    const started = performance.now()
    expect(await rolesOf(mapping, {}, ['a'.repeat(5_000)])).toEqual([])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it.each([
    ["scimGroupPattern: '(a', type: organizationRole, organizationRole: Member", '2:25 INVALID_PATTERN'],
    ["scimGroupPattern: 'a(?=b)', type: organizationRole, organizationRole: Member", '2:25 INVALID_PATTERN'],
    ["scimGroupPattern: a, type: teamMemberRole, teamId: '${t}', teamMemberRole: x", '2:58 UNKNOWN_CAPTURE'],
    ["scimGroupPattern: '(?<t>.)a', type: teamMemberRole, teamId: t, teamMemberRole: x", '2:25 warning UNUSED_CAPTURE'],
    ["scimGroupPattern: '.*', type: organizationRole, organizationRole: Member", '2:25 warning PATTERN_MATCHES_ALL'],
    ["scimGroupPattern: '.+', type: organizationOwner, privileged: true", '2:25 warning PATTERN_MATCHES_ALL'],
    ['scimGroupPattern: acme_owners, type: organizationOwner', '2:44 PRIVILEGED_WITHOUT_GROUP'],
    [
      "scimGroupPattern: '(?<r>.*)s', type: organizationRole, organizationRole: '${r}'",
      '2:80 PRIVILEGED_WITHOUT_GROUP',
    ],
    ['scimGroup: a, scimGroupId: b, type: organizationOwner', '2:5 SEVERAL_GROUPS'],
    ['scimGroup: a, type: organizationOwner, privileged: true', '2:46 UNKNOWN_KEY'],
    ['type: organizationOwner', '2:5 MISSING_KEY'],
  ])('%s', (fields, mistake) => {
    const mistakes = mistakesOf(entry(fields))
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatch(mistake)
  })

  it.each([
    ['teamMemberRole: Owner', ['2:84 PRIVILEGED_WITHOUT_GROUP']],
    ["teamMemberRole: '${r}'", ['2:84 PRIVILEGED_WITHOUT_GROUP']],
    ["teamMemberRole: '${r}', privileged: true", []],
    ['teamMemberRole: Steward', []],
  ])('gives privileged team roles only where its author says so: %s', async (role, mistakes) => {
    const text = entry(`scimGroupPattern: '(?<r>.*)s', type: teamMemberRole, teamId: sales,  ${role}`)
    const found = await compile(text).checkAgainst(directory)
    const errors = found.filter(({ severity }) => severity === 'error')
    const column = text.indexOf('teamMemberRole: ') - text.indexOf('\n') + 16
    expect(shown(errors).map((line) => line.split(' ', 2).join(' '))).toEqual(
      mistakes.map((mistake) => mistake.replace('84', String(column))),
    )
  })

  it('knows that a capture can not be a privileged role', async () => {
    expect(await compile(everyTeam).checkAgainst(directory)).toEqual([])
  })
})

describe('scimGroupId', () => {
  it('is a group whatever it is called', async () => {
    const mapping = compile(entry("scimGroupId: 'id of Owners', type: organizationOwner"))
    expect(await rolesOf(mapping, {}, ['Owners', 'Others'])).toEqual(['organization Owner by id of Owners'])
    expect([...mapping.groupIds]).toEqual(['id of Owners'])
    expect(shown(await mapping.checkAgainst(directory))).toEqual([
      "2:20 warning UNKNOWN_GROUP_ID There is no group with the id 'id of Owners'; ids are made here when the provider creates the group.",
    ])
    expect(await mapping.checkAgainst({ ...directory, groupIds: new Set(['id of Owners']) })).toEqual([])
  })
})

describe('entries that say the same', () => {
  it.each([
    ['2027-01-01', '2028-01-01', '2028-01-02T00:00:00.000Z'],
    ['2028-01-01', '2027-01-01', '2028-01-02T00:00:00.000Z'],
    ['2028-01-01', null, null],
    [null, '2028-01-01', null],
    ['2027-01-01T10:00:00+02:00', '2026-01-01', '2027-01-01T08:00:00.000Z'],
  ])('give it until the later end, in any order: %s and %s', async (first, second, expiresAt) => {
    const item = (expires: string | null) =>
      `  - { scimGroup: a, type: organizationOwner${expires === null ? '' : `, expires: ${expires}`} }\n`
    const mapping = compile(`scimGroupMappings:\n${item(first)}${item(second)}`)
    const subject = { id: 'ann', user: {}, groups: [{ id: 'g', nameKeys: ['a'], claims: [], facts: null }] }
    const { assignments } = await mapping.decide([subject], new Set(['groups']))
    expect(assignments).toMatchObject([{ rule: 'scimGroupMappings:a/owner', value: { expiresAt } }])
  })
})
