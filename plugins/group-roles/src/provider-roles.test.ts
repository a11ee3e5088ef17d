import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import { describe, expect, it } from 'vitest'
import { compile, mistakesOf, rolesOf, shown } from './testing/decide.ts'

const entries = (...lines: readonly string[]) => `providerRoles:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`
const owner = '{ type: organizationOwner }'
const steward = '{ type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }'
const captured = "{ type: teamMemberRole, teamId: '${team}', teamMemberRole: '${role}' }"
const byPattern = `entitlementPattern: '(?<team>[^:]+):(?<role>editor|steward)', grant: [${captured}]`
const of = (name: string, ...values: readonly string[]) => ({ [name]: values.map((value) => ({ value })) })

async function findingsOf(text: string, user: object) {
  const subject = { id: 'ann', user: { userName: 'ann', active: true, ...user }, groups: [] }
  const { assignments } = await compile(text).decide([subject], new Set(['user']))
  return assignments.flatMap(({ effect, value }) => (effect === 'finding' ? [value['message'] as string] : []))
}

describe('providerRoles', () => {
  it('gives what an entry says for a value that the provider assigns, without regard to case', async () => {
    const mapping = compile(
      entries(`role: Boss, grant: [${owner}, ${steward}]`, `entitlement: mk-1, grant: [${steward}]`),
    )
    expect(await rolesOf(mapping, of('roles', 'BOSS', 'other'), [])).toEqual([
      'organization Owner',
      'team:marketing Steward',
    ])
    expect(await rolesOf(mapping, of('entitlements', 'mk-1'), [])).toEqual(['team:marketing Steward'])
    for (const user of [
      {},
      { roles: [] },
      of('roles', 'mk-1'),
      of('entitlements', 'boss'),
      of('roles', 'bos', 'boss x'),
    ])
      expect(await rolesOf(mapping, user, [])).toEqual([])
  })

  it.each([
    [
      'elements with all that there may be',
      [{ value: 'boss', display: 'Boss', type: 'WindowsAzureActiveDirectoryRole', primary: true }],
    ],
    ['elements of which one has no value', [{ display: 'boss' }, { value: 'boss' }]],
  ])('takes %s', async (_, roles) => {
    expect(await rolesOf(compile(entries(`role: boss, grant: [${owner}]`)), { roles }, [])).toEqual([
      'organization Owner',
    ])
  })

  it('fills captures of a pattern by each value that fits', async () => {
    const mapping = compile(entries(byPattern))
    expect(await rolesOf(mapping, of('entitlements', 'sales:Editor', 'hr:steward', 'hr:owner', 'x'), [])).toEqual([
      'team:sales Editor',
      'team:hr steward',
    ])
  })

  it('takes a value literally, whatever it looks like, and text for text', async () => {
    const mapping = compile(entries(`role: '.*', grant: [${owner}]`, `role: 007, grant: [${steward}]`))
    expect(await rolesOf(mapping, of('roles', 'x', '7'), [])).toEqual([])
    expect(await rolesOf(mapping, of('roles', '007'), [])).toEqual(['team:marketing Steward'])
    const quoted = compile(`providerRoles:\n  - role: 'a "b" \\ c'\n    grant: [${owner}]\n`)
    expect(await rolesOf(quoted, of('roles', 'a "b" \\ c'), [])).toEqual(['organization Owner'])
  })

  it('gives nothing by default, and nothing where the list is empty', async () => {
    for (const text of ['defaults: {}\n', 'providerRoles: []\n', 'providerRoles:\n'])
      expect(await rolesOf(compile(text), of('roles', 'Owner', 'owner'), [])).toEqual([])
  })

  it.each([
    [`rolePattern: '.*', grant: [${owner}]`, 'Owner'],
    [`rolePattern: '(?<role>.+)', grant: [{ type: organizationRole, organizationRole: '\${role}' }]`, 'Owner'],
  ])('lets nobody become Owner by a pattern that does not say so: %s', async (entry) => {
    expect(mistakesOf(entries(entry))).toEqual([expect.stringContaining('PRIVILEGED_WITHOUT_GROUP')])
    expect(mistakesOf(entries(`${entry}, privileged: true`))).toEqual([])
  })

  it.each([
    [`role: lead, grant: [{ type: teamMemberRole, teamId: hr, teamMemberRole: Owner }]`, 0],
    [`role: lead, grant: [{ type: teamMemberRole, teamId: '\${user.title}', teamMemberRole: Owner }]`, 1],
    [`rolePattern: 'le.d', grant: [{ type: teamMemberRole, teamId: hr, teamMemberRole: Owner }]`, 1],
    [`entitlementPattern: '(?<team>.+):(?<role>.+)', grant: [${captured}]`, 1],
    [byPattern, 0],
  ])('holds privileged roles of teams to the catalogue: %s', async (entry, mistakes) => {
    const directory = {
      now: '2026-03-01T08:00:00.000Z',
      known: { groups: [], teams: [], teamRoles: [] },
      teamKeys: new Set(['hr', 'marketing']),
      catalogue: defaultCatalogue,
      alike: new Map(),
      groupNames: new Map(),
      groupIds: new Set<string>(),
    }
    const codes = shown(await compile(entries(entry)).checkAgainst(directory))
    expect(codes.filter((line) => line.includes('PRIVILEGED_WITHOUT_GROUP'))).toHaveLength(mistakes)
  })

  it.each([
    ['grant: []', '2:5 MISSING_KEY'],
    [`role: a, rolePattern: b, grant: [${owner}]`, 'SEVERAL_VALUES'],
    [`role: '', grant: [${owner}]`, '2:13 EMPTY_TEXT'],
    [`rolePattern: '(', grant: [${owner}]`, '2:20 INVALID_PATTERN'],
    ['role: a', '2:5 MISSING_KEY'],
    ['role: a, grant: [{ type: organisationOwner }]', 'UNKNOWN_VALUE'],
    [`rol: a, grant: [${owner}]`, '2:7 UNKNOWN_KEY'],
    [`entitlementPattern: '(?<team>.+)', grant: [${captured}]`, 'UNKNOWN_CAPTURE'],
    [`role: a, expires: soon, grant: [${owner}]`, 'INVALID_DATE'],
  ])('says what is wrong where it is: %s', (entry, mistake) => {
    expect(mistakesOf(entries(entry)).join('\n')).toContain(mistake)
  })

  it('warns of two entries that say the same, and keeps the later end', async () => {
    const [one, other] = [`role: A, grant: [${owner}], expires: 2030-01-01`, `role: a, grant: [${owner}]`]
    for (const text of [entries(one, other), entries(other, one)]) {
      expect(mistakesOf(text)).toEqual([expect.stringMatching(/^3:5 warning DUPLICATE_ENTRY The entry in line 2/)])
      const subject = { id: 'ann', user: { userName: 'ann', active: true, ...of('roles', 'a') }, groups: [] }
      const { assignments } = await compile(text).decide([subject], new Set(['user']))
      expect(assignments.map(({ value }) => value['expiresAt'])).toEqual([null])
    }
  })

  it('tells of values that no entry knows, with the nearest that one does, and of no others', async () => {
    const text = entries(`role: billing-admin, grant: [${owner}]`, byPattern)
    expect(
      await findingsOf(text, { ...of('roles', 'biling-admin', 'x'), ...of('entitlements', 'hr:editor', 'hr:boss') }),
    ).toEqual([
      "'biling-admin' of roles gives nothing: did you mean 'billing-admin'?",
      "'x' of roles gives nothing: no entry of providerRoles knows it",
      "'hr:boss' of entitlements gives nothing: no entry of providerRoles knows it",
    ])
    expect(await findingsOf(text, of('roles', 'Billing-Admin'))).toEqual([])
    expect(await findingsOf('defaults: {}\n', of('roles', 'x'))).toEqual([])
    const many = Array.from({ length: 50 }, (_, index) => `unknown-${index}`)
    expect(await findingsOf(text, of('roles', ...many, 'z'.repeat(5_000)))).toHaveLength(20)
  })

  it('is tested in the file as every rule', async () => {
    const test = (roles: string) => `tests:
  - name: a boss
    given: { user: { userName: a@example.com, roles: ${roles} } }
    expect: { organization: [Owner] }
  - name: nobody else
    forAll: { user: 'not (user.roles[value eq "boss"])' }
    expectNot: { organization: [Owner] }
`
    const boss = entries(`role: boss, grant: [${owner}]`)
    expect(await compile(boss + test('[{ value: boss }]')).runTests()).toMatchObject({
      passed: 2,
      coverage: { rules: 1, covered: 1 },
    })
    expect(await compile(boss + test('[{ value: bos }]')).runTests()).toMatchObject({ failed: 1 })
    const wide = entries(`rolePattern: 'boss.*', privileged: true, grant: [${owner}]`)
    expect((await compile(wide + test('[{ value: boss }]')).runTests()).failed).toBe(1)
  })
})
