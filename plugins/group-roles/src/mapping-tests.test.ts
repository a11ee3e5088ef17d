import { describe, expect, it } from 'vitest'
import { compile, decider, groupOf, mistakesOf } from './testing/decide.ts'

const mapping = `scimGroupMappings:
  - { scimGroup: acme_owners, type: organizationOwner }
  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
  - scimGroupPattern: '^acme_(?<team>emea|apac)_editors$'
    type: teamMemberRole
    teamId: \${team}
    teamMemberRole: Editor
roleRules:
  - id: emea-lead
    when: >-
      group.displayName eq "acme_leads"
      and user.urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department sw "EMEA"
    grant: [{ type: teamMemberRole, teamId: emea, teamMemberRole: Approver }]
defaults: { organizationRole: Member }
`

async function run(tests: string, text = mapping) {
  const { results } = await compile(`${text}tests:\n${tests}`).runTests()
  return results.map(({ name, outcome, problems }) => [name, outcome, ...problems])
}

describe('tests in the file', () => {
  it('hold the whole of what a person has against what is expected', async () => {
    expect(
      await run(`
  - name: a steward of two teams
    given: { user: { userName: a@example.com, active: true }, groups: [acme_stewards] }
    expect: { organization: [Member], teams: { marketing: [Steward], Sales: [steward] } }
  - name: what is not listed must be absent
    given: { groups: [ACME_Stewards, acme_owners] }
    expect: { teams: { marketing: [Steward, Owner], emea: [Editor] } }
  - name: a pattern and its capture
    given: { groups: [{ displayName: Acme_EMEA_editors, externalId: e1 }] }
    expect: { teams: { emea: [Editor] } }
  - name: an attribute
    given:
      user: { urn:ietf:params:scim:schemas:extension:enterprise:2.0:User: { department: emea sales } }
      groups: [acme_leads]
    expect: { teams: { emea: [Approver] } }
  - name: nothing of an inactive member
    given: { user: { active: false }, groups: [acme_owners] }
    expect: {}
  - name: what must not be
    given: { groups: [acme_owners, acme_stewards] }
    expectNot: { organization: [Owner], teams: { sales: [Owner, Steward] } }
`),
    ).toEqual([
      ['a steward of two teams', 'passed'],
      [
        'what is not listed must be absent',
        'failed',
        'expected organization [], got [Owner]: Owner by rule scimGroupMappings:acme_owners/owner (line 2)',
        'expected team marketing [Steward, Owner], got [Steward]',
        'expected team emea [Editor], got []',
        'expected team sales [], got [Steward]: Steward by rule scimGroupMappings:acme_stewards/sales/steward (line 4)',
      ],
      ['a pattern and its capture', 'passed'],
      ['an attribute', 'passed'],
      ['nothing of an inactive member', 'passed'],
      [
        'what must not be',
        'failed',
        'expected no organization [Owner], got it by rule scimGroupMappings:acme_owners/owner (line 2)',
        'expected no team sales [Steward], got it by rule scimGroupMappings:acme_stewards/sales/steward (line 4)',
      ],
    ])
  })

  it('tell which rules no test makes fire', async () => {
    const report = await compile(`${mapping}tests:
  - { name: one, given: { groups: [acme_owners, acme_emea_editors] }, expectNot: {} }
`).runTests()
    expect(report).toMatchObject({ passed: 1, failed: 0 })
    expect(report.coverage).toMatchObject({ rules: 6, covered: 3 })
    expect(report.coverage.uncovered).toEqual([
      { id: 'scimGroupMappings:acme_stewards/marketing/steward', line: 3 },
      { id: 'scimGroupMappings:acme_stewards/sales/steward', line: 4 },
      { id: 'roleRules:emea-lead', line: 10 },
    ])
  })

  it('hold a property for people at the boundaries of every rule', async () => {
    expect(
      await run(`
  - name: nobody becomes owner without the group
    forAll: { notInGroups: [acme_owners] }
    expectNot: { organization: [Owner] }
  - name: no steward at all
    forAll: { inGroups: [acme_stewards] }
    expectNot: { teams: { sales: [Steward] } }
  - name: no approver who is not of EMEA
    forAll: { user: 'not (user.urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department sw "EMEA")' }
    expectNot: { teams: { emea: [Approver] } }
  - name: no approver of EMEA
    forAll: {}
    expectNot: { teams: { emea: [Approver] } }
  - name: no editor of APAC
    forAll: {}
    expectNot: { teams: { apac: [Editor] } }
`),
    ).toEqual([
      ['nobody becomes owner without the group', 'passed'],
      [
        'no steward at all',
        'failed',
        expect.stringMatching(/sales \[Steward\].*: somebody@example.com in acme_stewards$/),
      ],
      ['no approver who is not of EMEA', 'passed'],
      ['no approver of EMEA', 'failed', expect.stringMatching(/in acme_leads with .*"department":"EMEA"/)],
      ['no editor of APAC', 'failed', expect.stringMatching(/in acme_apac_editors$/)],
    ])
  })

  it('finds an owner whom only a pattern makes', async () => {
    const owners = `scimGroupMappings:
  - { scimGroupPattern: '.*[_-]own(er|ing)s?', type: organizationOwner, privileged: true }
`
    const [result] = await run(
      `  - { name: p, forAll: { notInGroups: [acme_owners] }, expectNot: { organization: [Owner] } }\n`,
      owners,
    )
    expect(result?.slice(0, 3)).toEqual([
      'p',
      'failed',
      'expected no organization [Owner], got it by rule scimGroupMappings:/pattern/.*[_-]own(er|ing)s?/owner (line 2): somebody@example.com in x_owners',
    ])
  })

  it('holds a property for live people, too', async () => {
    const text = `${mapping}tests:\n  - { name: p, forAll: { user: 'user.title eq "x"' }, expectNot: { organization: [Owner] } }\n`
    const compiled = compile(text)
    const live = {
      id: 'u1',
      user: { userName: 'live@example.com', active: true, title: 'X', nickName: 'l' },
      groups: [groupOf(compiled, 'acme_owners')],
    }
    const { results } = await compiled.runTests(undefined, { people: [live] })
    expect(results[0]?.problems).toContainEqual(expect.stringContaining('live@example.com in acme_owners'))
  })

  it.each([
    ['everybody', '{}', true],
    ['those in a group of theirs', '{ inGroups: [acme_owners] }', true],
    ['those in another group too', '{ inGroups: [acme_owners, acme_stewards] }', false],
    ['those who are not in it', '{ notInGroups: [ACME_owners] }', false],
    ['those who are not in another', '{ notInGroups: [acme_stewards] }', true],
    ['those of whom a condition holds', `{ user: 'user.nickName eq "live"' }`, true],
    ['those of whom another holds', `{ user: 'user.nickName eq "dead"' }`, false],
  ])('holds a property of %s for live people', async (_who, forAll, concerned) => {
    const compiled = compile(
      `${mapping}tests:\n  - { name: p, forAll: ${forAll}, expectNot: { organization: [Owner] } }\n`,
    )
    const live = {
      id: 'u1',
      user: { userName: 'live@example.com', active: true, nickName: 'live' },
      groups: [groupOf(compiled, 'acme_owners')],
    }
    const inactive = { ...live, user: { ...live.user, userName: 'gone@example.com', active: false } }
    const { results } = await compiled.runTests(undefined, { people: [live, inactive] })
    const problems = results[0]?.problems ?? []
    expect(problems.some((problem) => problem.includes('live@example.com'))).toBe(concerned)
    expect(problems.some((problem) => problem.includes('gone@example.com'))).toBe(false)
  })

  it('give a group of a test its id and its attributes as they are written', async () => {
    expect(
      await run(
        `
  - { name: by id, given: { groups: [{ id: g1, displayName: whatever }] }, expect: { organization: [Owner] } }
  - { name: by another id, given: { groups: [{ id: g2, displayName: whatever }] }, expect: {} }
  - { name: by its name, given: { groups: [{ id: g1 }] }, expect: { organization: [Owner] } }
  - { name: by what it is, given: { groups: [{ id: g2, displayName: x, externalId: e1 }] }, expect: { teams: { t: [Editor] } } }
`,
        `roleRules:
  - { id: a, when: group.id eq "g1", grant: [{ type: organizationOwner }] }
  - { id: b, when: group.externalId eq "e1", grant: [{ type: teamMemberRole, teamId: t, teamMemberRole: Editor }] }
`,
      ),
    ).toEqual(['by id', 'by another id', 'by its name', 'by what it is'].map((name) => [name, 'passed']))
  })

  it('are tried with what is in an extension, too', async () => {
    const [extension, other] = ['EMEA north', 'APAC'].map(
      (department) => `'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: ${department} }`,
    )
    expect(
      await run(`
  - { name: a, given: { user: { ${extension} }, groups: [acme_leads] }, expect: { teams: { emea: [Approver] } } }
  - { name: b, given: { user: { ${other} }, groups: [acme_leads] }, expect: {} }
`),
    ).toEqual([
      ['a', 'passed'],
      ['b', 'passed'],
    ])
  })

  it('may stand in a file of their own', async () => {
    const { diagnostics, tests } = decider.parseTests({
      text: 'tests:\n  - { name: a, given: { groups: [acme_owners] }, expect: { organization: [Owner] } }\n',
      format: 'yaml',
    })
    expect(diagnostics).toEqual([])
    expect(await compile(mapping).runTests(tests)).toMatchObject({ passed: 1, results: [{ name: 'a', line: 2 }] })
    expect(decider.parseTests({ text: 'test: []', format: 'yaml' }).diagnostics).toMatchObject([
      { line: 1, column: 1, code: 'UNKNOWN_KEY' },
      { line: 1, column: 1, code: 'MISSING_KEY' },
    ])
  })

  it('tell of every mistake in them', () => {
    expect(
      mistakesOf(`tests:
  - { name: a, expect: {} }
  - { name: b, given: {}, forAll: {}, expect: {} }
  - { name: c, given: { user: { userNam: x, active: 1 }, groups: [{ displayNme: x }] }, expect: { organisation: [] } }
  - { name: d, forAll: { user: user.titel pr }, expect: {} }
  - { name: d, given: {} }
  - { name: f, forAll: { user: group.displayName eq "x" }, expectNot: {} }
  - { name: g, given: {}, expectNot: { effects: { badge: [] } } }
  - { name: g, given: {}, expect: {} }
  - { name: g, given: {}, expect: {} }
  - x
`).map((mistake) => mistake.split(' ', 2).join(' ')),
    ).toEqual([
      '2:5 TEST_SUBJECT',
      '3:5 TEST_SUBJECT',
      '4:31 INVALID_VALUE',
      '4:31 INVALID_VALUE',
      '4:67 INVALID_VALUE',
      '4:67 INVALID_VALUE',
      '4:99 UNKNOWN_KEY',
      '5:32 UNKNOWN_ATTRIBUTE',
      '5:57 TEST_EXPECTS_ALL',
      '6:5 TEST_EXPECTS_NOTHING',
      '7:32 TEST_SUBJECT',
      '8:51 UNKNOWN_KEY',
      '9:5 DUPLICATE_TEST',
      '10:5 DUPLICATE_TEST',
      '11:5 WRONG_TYPE',
    ])
  })
})

describe('a property beside a rule with a template', () => {
  it.each([
    ['a capture of the name of the group', 'group.displayName matches "lic-(?<x>.+)"', '${x}', 'sales'],
    ['a capture with text around it', 'group.displayName matches "lic-(?<x>.+)"', 'acme-${x}', 'acme-sales'],
    ['two attributes', 'user.active eq true', '${user.nickName}-${user.title}', 'acme-sales'],
    ['an attribute', 'user.active eq true', 'acme-${user.title}', 'acme-sales'],
  ])('fails where %s gives what nobody may have', async (_what, when, teamId, team) => {
    const report = await compile(`roleRules:
  - { id: r, when: '${when}', grant: [{ type: teamMemberRole, teamId: '${teamId}', teamMemberRole: Editor }] }
tests:
  - { name: nobody, forAll: {}, expectNot: { teams: { ${team}: [Editor] } } }
  - { name: others, forAll: {}, expectNot: { teams: { ${team}: [Approver] } } }
`).runTests()
    expect(report.results.map(({ outcome }) => outcome)).toEqual(['failed', 'passed'])
  })
})
