import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import { describe, expect, it } from 'vitest'
import { compile, mistakesOf, rolesOf, shown } from './testing/decide.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const rule = (when: string, grant: string, more = '') => `roleRules:
  - id: r
    when: '${when.replaceAll("'", "''")}'
    grant: [{ ${grant} }]
${more}`

const team = (teamId: string, role = 'Editor') => `type: teamMemberRole, teamId: '${teamId}', teamMemberRole: '${role}'`
const byDepartment = rule('user.active eq true', team(`\${user.${enterprise}:department}`))
const directory = {
  now: '2026-03-01T08:00:00.000Z',
  known: { groups: [], teams: [], teamRoles: [] },
  teamKeys: new Set(['sales']),
  catalogue: defaultCatalogue,
  alike: new Map(),
  groupNames: new Map(),
  groupIds: new Set<string>(),
}

async function findingsOf(text: string, user: object) {
  const subject = { id: 'ann', user: { userName: 'ann', active: true, ...user }, groups: [] }
  const { assignments } = await compile(text).decide([subject], new Set(['user', 'groups']))
  return assignments.flatMap(({ effect, rule: id, value }) =>
    effect === 'finding' ? [`${id} ${String(value['code'])} ${String(value['message'])}`] : [],
  )
}

describe('a template over an attribute', () => {
  it('gives each department its team', async () => {
    const mapping = compile(byDepartment)
    expect(await rolesOf(mapping, { [enterprise]: { department: ' EMEA Sales ' } }, [])).toEqual([
      'team:emea sales Editor',
    ])
    expect(mapping.sections.find(({ name }) => name === 'roleRules')).toMatchObject({ states: true })
  })

  it('may stand within a text, and in the role', async () => {
    const mapping = compile(
      rule('user.title pr', team('acme-${user.title}-eu', '${user.nickName}'), '    privileged: true'),
    )
    expect(await rolesOf(mapping, { title: 'Ops', nickName: 'steward' }, [])).toEqual(['team:acme-ops-eu steward'])
  })

  it('gives several roles for several values, each once', async () => {
    const mapping = compile(rule('user.active eq true', team('${user.emails.value}')))
    const emails = [{ value: 'a' }, { value: 'b' }, { value: 'a' }]
    expect(await rolesOf(mapping, { emails }, [])).toEqual(['team:a Editor', 'team:b Editor'])
  })

  it.each([{}, { department: '  ' }])('gives nothing for %j, and says so once', async (own) => {
    const variable = `user.${enterprise}:department`
    expect(await findingsOf(byDepartment, { [enterprise]: own })).toEqual([
      `roleRules:r empty-value '\${${variable}}' gives nothing: '${variable}' is empty.`,
    ])
  })

  it('gives no role of the organization that there is not', async () => {
    const text = rule(
      'user.title pr',
      "type: organizationRole, organizationRole: '${user.title}'",
      '    privileged: true',
    )
    expect(await rolesOf(compile(text), { title: 'MEMBER' }, [])).toEqual(['organization Member'])
    expect(await findingsOf(text, { title: 'King' })).toEqual([
      "roleRules:r unknown-value '${user.title}' gives nothing: it comes to 'King', which there is not.",
    ])
  })

  it('looks at the user where the condition looks at groups alone', async () => {
    const mapping = compile(rule('group.displayName eq "a"', team('${user.title}')))
    expect(mapping.sections.find(({ name }) => name === 'roleRules')?.reads).toEqual(new Set(['groups', 'user']))
    expect(await rolesOf(mapping, { title: 'x' }, ['a'])).toEqual(['team:x Editor by id of a'])
    expect(await rolesOf(mapping, { title: 'y' }, ['a'])).toEqual(['team:y Editor by id of a'])
  })

  it('has a rule fail that would give more roles than anybody means', async () => {
    const mapping = compile(rule('user.active eq true', team('${user.emails.value}')))
    const emails = Array.from({ length: 101 }, (_, index) => ({ value: `e${index}` }))
    const subject = { id: 'ann', user: { active: true, emails }, groups: [] }
    const { assignments, failures } = await mapping.decide([subject], new Set(['user']))
    expect(assignments).toEqual([])
    expect(failures).toMatchObject([{ rule: 'roleRules:r', reason: expect.stringContaining('more than 100') }])
  })
})

describe('a capture of an attribute', () => {
  const byTitle = rule('user.title matches "(?<team>.+) (?<role>editor|steward)"', team('${team}', '${role}'))

  it('gives what the whole value says, without regard to case', async () => {
    const mapping = compile(byTitle)
    expect(await rolesOf(mapping, { title: 'EMEA Sales Steward' }, [])).toEqual(['team:emea sales Steward'])
    expect(await rolesOf(mapping, { title: 'EMEA Sales Stewards' }, [])).toEqual([])
    expect(await mapping.checkAgainst(directory)).toEqual([])
  })

  it('keeps the captures of one value together', async () => {
    const mapping = compile(
      rule('user.emails.value matches "(?<team>.+)@(?<role>editor|steward)"', team('${team}', '${role}')),
    )
    const emails = ['a@editor', 'b@steward', 'c'].map((value) => ({ value }))
    expect(await rolesOf(mapping, { emails }, [])).toEqual(['team:a editor', 'team:b steward'])
  })

  it('is taken of whichever alternative matches, and not of what must not be', async () => {
    const mapping = compile(
      rule('user.title matches "x-(?<team>.*)" or user.nickName matches "y-(?<team>.*)"', team('${team}')),
    )
    expect(await rolesOf(mapping, { title: 'x-a', nickName: 'y-b' }, [])).toEqual(['team:a Editor', 'team:b Editor'])
    expect(await rolesOf(mapping, { nickName: 'y-b' }, [])).toEqual(['team:b Editor'])
    expect(mistakesOf(rule('not (user.title matches "(?<team>.*)")', team('${team}')))).toEqual([
      expect.stringContaining('UNKNOWN_CAPTURE'),
    ])
  })

  it('may be of the name of the group', async () => {
    const mapping = compile(
      rule('group.displayName matches "acme_(?<team>.+)" and user.active eq true', team('${team}')),
    )
    expect(await rolesOf(mapping, {}, ['acme_Sales', 'b'])).toEqual(['team:sales Editor by id of acme_Sales'])
  })

  it('is never a role only because of the space around it', async () => {
    const text = rule('user.title matches "x(?<r> owner)"', "type: organizationRole, organizationRole: '${r}'")
    expect(await findingsOf(text, { title: 'x owner' })).toEqual([expect.stringContaining("comes to ' owner'")])
    const byGroup = compile(
      "scimGroupMappings: [{ scimGroupPattern: 'x(?<r> owner)', type: organizationRole, organizationRole: '${r}' }]",
    )
    expect(await rolesOf(byGroup, {}, ['x owner'])).toEqual([])
  })
})

describe('mistakes in a template stand where they are', () => {
  it.each([
    [
      rule('user.title pr', team('${user.titel}')),
      "4:53 UNKNOWN_ATTRIBUTE Users have no attribute 'titel'; did you mean 'title'?",
    ],
    [rule('user.title pr', team('${user.name}')), '4:53 UNKNOWN_ATTRIBUTE'],
    [rule('user.title pr', team('${}')), '4:48 UNKNOWN_CAPTURE'],
    [
      rule('user.title pr', team('a-${team}')),
      "4:50 UNKNOWN_CAPTURE No 'matches' of the condition has a capture 'team'",
    ],
    [
      rule('user.title matches "(?<team>.)"', team('${tean}')),
      "4:48 UNKNOWN_CAPTURE No 'matches' of the condition has a capture 'tean'; did you mean 'team'?",
    ],
    [rule('user.title matches "(a"', team('x')), '3:12 INVALID_PATTERN'],
    [rule('user.title matches 7', team('x')), '3:12 WRONG_TYPE'],
    [
      rule('user.title pr', "type: organizationRole, organizationRole: '${user.title}'"),
      '4:57 PRIVILEGED_WITHOUT_GROUP',
    ],
    [
      rule('group.displayName eq "a"', "type: organizationRole, organizationRole: '${user.title}'"),
      '4:57 PRIVILEGED_WITHOUT_GROUP',
    ],
  ])('%s', (text, mistake) => {
    expect(mistakesOf(text)).toEqual([expect.stringContaining(mistake)])
  })

  it.each([
    ['group.displayName eq "a"', team('${user.title}', 'Owner'), true],
    ['group.displayName eq "a"', team('sales', '${user.title}'), true],
    ['user.title matches "(?<r>owner|editor)"', team('sales', '${r}'), true],
    ['user.title matches "(?<r>editor|steward)"', team('sales', '${r}'), false],
    ['user.title matches "(?<r>.*)"', team('sales', 'x${r}'), false],
    ['group.displayName eq "a"', team('${user.title}', 'Editor'), false],
    ['group.displayName eq "a"', team('sales', 'Owner'), false],
  ])('%s with %s: privileged is %s', async (when, grant, refused) => {
    const errorsOf = async (text: string) =>
      shown(await compile(text).checkAgainst(directory)).filter((line) => line.includes('PRIVILEGED_WITHOUT_GROUP'))
    expect(await errorsOf(rule(when, grant))).toHaveLength(refused ? 1 : 0)
    expect(await errorsOf(rule(when, grant, '    privileged: true'))).toEqual([])
  })
})

describe('a property of the tests in the file', () => {
  const outcomeOf = async (text: string, expectNot: string) => {
    const tests = `tests: [{ name: t, forAll: {}, expectNot: ${expectNot} }]\n`
    const { results } = await compile(`${text}${tests}`).runTests()
    return results.map(({ outcome }) => outcome)
  }
  const sales = '{ teams: { acme-sales: [Editor] } }'

  it.each([
    ['an attribute', rule('user.active eq true', team('acme-${user.title}')), sales, 'failed'],
    ['another name', rule('user.active eq true', team('x-${user.title}')), sales, 'passed'],
    ['a capture of the whole', rule('user.title matches "lead of (?<team>.+)"', team('${team}')), sales, 'failed'],
    [
      'a capture of team and role',
      rule('user.title matches "(?<team>.+) (?<role>editor|steward)"', team('${team}', '${role}')),
      sales,
      'failed',
    ],
    [
      'a role that the capture can not be',
      rule('user.title matches "(?<team>.+) (?<role>steward)"', team('${team}', '${role}')),
      sales,
      'passed',
    ],
  ])('is tried with what it forbids: %s', async (_what, text, expectNot, outcome) => {
    expect(await outcomeOf(text, expectNot)).toEqual([outcome])
  })
})
