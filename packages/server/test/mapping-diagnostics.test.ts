import { checkMapping } from '@rolecall/core/mapping/check-mapping'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'
import { clientOf } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

/** A mistake of each kind, each at a line of its own. */
const mistaken = `scimGroupMaping: []
teams: { authoritative: finance }
limits: { maxRevocations: 5 }
scimGroupMappings:
  - { scimGroup: acme_steward, type: teamMemberRole, teamId: salse, teamMemberRole: Edtor, expires: 2027-02-30 }
  - { scimGroupPattern: 'acme_(', type: organizationRole, organizationRole: Member }
  - { scimGroupPattern: 'acme_(?<x>.*)s', type: teamMemberRole, teamId: sales, teamMemberRole: Owner }
  - { scimGroup: acme_stewards, type: organizationRole, organizationRole: Member, expires: 2020-01-01 }
roleRules:
  - id: a
    when: user.titel pr and user.title mtches "x" and user.department eq "y" and not (group.displayName eq "z")
    grant: [{ type: teamMemberRole, teamId: salse, teamMemberRole: Editor }]
  - id: b
    when: not user.title eq "x"
    grant: [{ type: teamMemberRole, teamId: marketting, teamMemberRole: Editor }]
tests:
  - name: nothing
    given: { groups: [acme_steward] }
  - name: nobody
    forAll: { inGroups: [acm_stewards] }
    expectNot: { organization: [Admin], teams: { slaes: [Stewrd] } }
`

describe('the diagnostics of a file', () => {
  let rolecall: RolecallInMemory
  let acme: OrganizationInMemory
  beforeAll(async () => (rolecall = await startInMemory({ plugins: bundledEntries() })))
  afterAll(() => rolecall.close())
  beforeEach(async () => {
    acme = await rolecall.createOrganization()
    await acme.createGroup('acme_stewards')
    await acme.putTeam('sales')
    await acme.putTeam('marketing')
  })

  const toLines = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.map(({ code, line, severity }) => `${line} ${severity === 'error' ? '' : '('}${code}`)
  const check = async (text: string) => (await checkMapping(acme.owner, { text, format: 'yaml' })).diagnostics

  it('are told in one round, whatever kinds of mistakes there are', async () => {
    const all = [
      '1 UNKNOWN_KEY',
      '2 WRONG_TYPE',
      '3 MISSING_KEY',
      '5 (UNKNOWN_GROUP',
      '5 (UNKNOWN_TEAM',
      '5 (UNKNOWN_ROLE',
      '5 INVALID_DATE',
      '6 INVALID_PATTERN',
      '7 (UNUSED_CAPTURE',
      '7 PRIVILEGED_WITHOUT_GROUP',
      '8 (ALREADY_ENDED',
      '11 UNKNOWN_ATTRIBUTE',
      '11 UNKNOWN_OPERATOR',
      '11 UNKNOWN_ATTRIBUTE',
      '11 NEGATED_GROUP',
      '12 (UNKNOWN_TEAM',
      '14 FILTER_SYNTAX',
      '15 (UNKNOWN_TEAM',
      '17 TEST_EXPECTS_NOTHING',
      '20 (UNKNOWN_GROUP',
      '21 (UNKNOWN_ROLE',
      '21 (UNKNOWN_TEAM',
      '21 (UNKNOWN_ROLE',
    ]
    const diagnostics = await check(mistaken)
    expect(toLines(diagnostics)).toEqual(all)
    await expect(acme.putMapping(mistaken)).rejects.toMatchObject({ diagnostics })
    await expect(acme.plan(mistaken)).rejects.toMatchObject({ diagnostics })
  })

  it('name what was probably meant: groups, teams, roles, attributes of extensions, negations', async () => {
    const messages = (await check(mistaken)).map(({ line, message }) => `${line} ${message}`)
    for (const meant of [
      "5 There is no group 'acme_steward' yet; the entry waits for it. Did you mean 'acme_stewards'?",
      "5 There is no team 'salse' yet; the entry waits for it. Did you mean 'sales'?",
      "5 The organization's team roles have no 'Edtor' (Owner, Approver, Editor, Steward, Member); the entry waits for it. Did you mean 'Editor'?",
      "11 Users have no attribute 'department'; did you mean 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'? Attributes of an extension are written with its URN.",
      `14 After 'not' there is a parenthesis: not (user.title eq "x").`,
      "15 There is no team 'marketting' yet; the entry waits for it. Did you mean 'marketing'?",
      "20 The test names a group 'acm_stewards', which neither the mapping nor the organization has. Did you mean 'acme_stewards'?",
      "21 The test names a role 'Admin', which neither the mapping nor the organization has.",
      "21 The test names a team 'slaes', which neither the mapping nor the organization has. Did you mean 'sales'?",
    ]) {
      expect(messages).toContain(meant)
    }
  })

  it('warn of an end that is over at the time of the server, not before', async () => {
    const text = 'scimGroupMappings: [{ scimGroup: acme_stewards, type: organizationOwner, expires: 2026-03-01 }]'
    rolecall.clock.now = '2026-03-01T23:59:59.999Z'
    expect(await check(text)).toEqual([])
    rolecall.clock.now = '2026-03-02T00:00:00.000Z'
    expect(await check(text)).toMatchObject([{ code: 'ALREADY_ENDED', severity: 'warning', line: 1, column: 21 }])
  })

  it('say nothing of names in tests that the mapping, its patterns or the organization know', async () => {
    const text = `scimGroupMappings:
  - { scimGroup: to_come, type: teamMemberRole, teamId: to_come, teamMemberRole: Later }
  - { scimGroupPattern: 'crew_.*', type: organizationRole, organizationRole: Member }
tests:
  - name: known
    given: { groups: [TO_COME, crew_x, ACME_stewards] }
    expect: { organization: [member], teams: { TO_COME: [later] } }
  - name: nobody
    forAll: {}
    expectNot: { organization: [owner], teams: { Sales: [approver] } }
`
    expect(toLines(await check(text))).toEqual(['2 (UNKNOWN_GROUP', '2 (UNKNOWN_TEAM', '2 (UNKNOWN_ROLE'])
  })

  it('of tests are also what is true of people who are there', async () => {
    const text = `scimGroupMappings: [{ scimGroup: acme_stewards, type: organizationOwner }]
roleRules: [{ id: a, when: user.nickName ew "x1", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]
tests: [{ name: nobody, forAll: { user: user.title eq "Dr" }, expectNot: { teams: { sales: [Editor] } } }]
`
    await acme.createUser('ann', { nickName: 'abcx1', title: 'Dr' })
    const { tests } = await checkMapping(acme.owner, { text, format: 'yaml' })
    expect(tests.results[0]?.problems).toEqual([expect.stringContaining('ann@example.com in no group')])
  })

  it('of a file with two documents are also those of the first', async () => {
    expect(toLines(await check('scimGroupMaping: []\n---\na: b\n'))).toEqual(['1 UNKNOWN_KEY', '3 MULTIPLE_DOCUMENTS'])
  })
})

describe('a mapping that tests and the organization refuse', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => (rolecall = await startRolecallInMemory()))
  afterAll(() => rolecall.stop())

  const text = `scimGroupMappings:
  - { scimGroupPattern: 'x.*', type: teamMemberRole, teamId: t, teamMemberRole: Owner }
tests:
  - name: an owner
    given: { groups: [x] }
    expect: { organization: [Owner], teams: { t: [Owner] } }
  - name: nobody
    given: { groups: [] }
    expect: {}
`

  it('is answered with both at once, and names the tests', async () => {
    const { keys } = await rolecall.createOrganization('Acme')
    const call = clientOf(rolecall, keys.organization)
    const headers = { 'content-type': 'application/yaml' }
    const path = '/api/settings/scim-mapping'
    const refused = await call('PUT', path, { body: text, headers })
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      "The mapping has 1 error, and 1 of 2 tests of the mapping failed: 'an owner' (line 4); it was not applied",
    ])
    expect(refused.body.diagnostics.map(({ code }: Diagnostic) => code)).toEqual([
      'UNKNOWN_TEAM',
      'PRIVILEGED_WITHOUT_GROUP',
    ])
    expect(refused.body.tests).toMatchObject({ passed: 1, failed: 1 })
    const plan = await call('POST', `${path}/plan`, { body: text, headers })
    expect(plan.body.errors).toEqual([
      { code: 'MAPPING_REFUSED', message: 'The mapping has 1 error' },
      { code: 'TESTS_FAILED', message: '1 test of the mapping failed' },
    ])
    const only = await call('PUT', path, {
      body: text.replace('t: [Owner]', 't: [Editor]').replace('teamMemberRole: Owner }', 'teamMemberRole: Editor }'),
      headers,
    })
    expect([only.body.code, only.body.detail]).toEqual([
      'TESTS_FAILED',
      "1 of 2 tests of the mapping failed: 'an owner' (line 4); it was not applied",
    ])
  })
})
