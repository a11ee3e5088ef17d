import { createDecider } from '@rolecall/rules/create-decider'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { SubjectGroup } from '@rolecall/core/decider'
import { describe, expect, it } from 'vitest'
import { groupMappings } from './group-mappings.ts'

const decider = createDecider({ kinds: [groupMappings], operators: [] })

function compile(text: string) {
  const { mapping, diagnostics } = decider.compile({ text, format: 'yaml' })
  if (mapping === null) throw new Error(shown(diagnostics).join('\n'))
  return { mapping, diagnostics }
}

/** `line:column CODE sentence`, with the severity where it is a warning. */
function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ severity, line, column, code, message }) =>
      `${line}:${column} ${severity === 'error' ? '' : 'warning '}${code} ${message}`,
  )
}

const mistakesOf = (text: string) => shown(decider.compile({ text, format: 'yaml' }).diagnostics)

/** Membership in groups whose ids are their names' first letters doubled. */
function inGroups(...names: readonly string[]): readonly SubjectGroup[] {
  return names.map((name) => ({ id: `id of ${name}`, nameKeys: [name], claims: [], facts: null }))
}

async function rolesOf(text: string, ...groups: readonly string[]) {
  const { assignments, sections } = await compile(text).mapping.decide(
    [{ id: 'ann', user: null, groups: inGroups(...groups) }],
    new Set(['groups']),
  )
  expect(sections).toMatchObject([{ name: 'scimGroupMappings' }])
  expect(
    assignments.every(
      ({ effect, subject, source }) => effect === 'role' && subject === 'ann' && source === 'scimGroupMappings',
    ),
  ).toBe(true)
  return assignments.map(({ value }) => `${String(value['scope'])} ${String(value['role'])}`)
}

const example = `
scimGroupMappings:
  - scimGroup: acme_owners            # displayName of the SCIM group
    type: organizationOwner
  - scimGroup: acme_marketing_owners
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Owner
  - scimGroup: acme_stewards          # one group may appear in many entries
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Steward
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamId: sales
    teamMemberRole: Steward
`

describe('the roles that groups give', () => {
  it('are those of every entry whose group the person is in, in the order of the document', async () => {
    expect(await rolesOf(example, 'acme_stewards', 'acme_owners')).toEqual([
      'organization Owner',
      'team:marketing Steward',
      'team:sales Steward',
    ])
    expect(await rolesOf(example, 'acme_marketing_owners')).toEqual(['team:marketing Owner'])
    expect(await rolesOf(example)).toEqual([])
  })

  it('do not depend on the order of the entries', async () => {
    const reversed = `scimGroupMappings:\n${example
      .split(/^(?= {2}- )/m)
      .slice(1)
      .toReversed()
      .join('')}`
    const groups = ['acme_stewards', 'acme_owners', 'acme_marketing_owners']
    expect(new Set(await rolesOf(reversed, ...groups))).toEqual(new Set(await rolesOf(example, ...groups)))
  })

  it('name the group whose membership gives them', async () => {
    const { assignments } = await compile(example).mapping.decide(
      [{ id: 'ann', user: null, groups: inGroups('acme_owners') }],
      new Set(['groups']),
    )
    expect(assignments).toEqual([
      {
        effect: 'role',
        subject: 'ann',
        value: { scope: 'organization', role: 'Owner', groupId: 'id of acme_owners', expiresAt: null, withheld: null },
        rule: 'scimGroupMappings:acme_owners/owner',
        source: 'scimGroupMappings',
      },
    ])
  })

  it('are asked for the group that a name is bound to, whatever it is called now', async () => {
    const renamed: SubjectGroup = { id: 'g1', nameKeys: ['acme_owners', 'acme_stewards'], claims: [], facts: null }
    const { assignments } = await compile(example).mapping.decide(
      [{ id: 'ann', user: null, groups: [renamed] }],
      new Set(['groups']),
    )
    expect(assignments.map(({ value }) => value['groupId'])).toEqual(['g1', 'g1', 'g1'])
  })

  it('are those of the organization, too', async () => {
    const text = 'scimGroupMappings: [{ scimGroup: Staff, type: organizationRole, organizationRole: member }]'
    expect(await rolesOf(text, 'staff')).toEqual(['organization Member'])
  })

  it('are none for a section without entries, and for a file without the section', async () => {
    expect(await rolesOf('scimGroupMappings:', 'acme_owners')).toEqual([])
    expect(await rolesOf('# nothing yet', 'acme_owners')).toEqual([])
  })
})

describe('names', () => {
  it('are text as written: numbers, words and spellings of numbers are different names', async () => {
    const entry = (group: string, team: string) =>
      `  - { scimGroup: ${group}, type: teamMemberRole, teamId: ${team}, teamMemberRole: true }\n`
    const text = `scimGroupMappings:\n${entry('2024', '007')}${entry('true', '7')}${entry('"2024"', '0x10')}${entry('1e3', '2024-01-01')}`
    expect(await rolesOf(text, '2024')).toEqual(['team:007 true', 'team:0x10 true'])
    expect(await rolesOf(text, 'true')).toEqual(['team:7 true'])
    expect(await rolesOf(text, '1e3')).toEqual(['team:2024-01-01 true'])
  })

  it('compare without regard to case, also beyond ASCII', async () => {
    const text =
      'scimGroupMappings: [{ scimGroup: GRÜẞE_Σ, type: teamMemberRole, teamId: ÉQUIPE, teamMemberRole: Owner }]'
    const { mapping } = compile(text)
    const [name] = mapping.groupNames
    expect(name).toBe('grüße_σ')
    expect(await rolesOf(text, 'grüße_σ')).toEqual(['team:équipe Owner'])
  })

  it('are literal, whatever they look like', async () => {
    const text = "scimGroupMappings: [{ scimGroup: '/^acme.*/', type: organizationOwner }]"
    expect(await rolesOf(text, 'acme_owners')).toEqual([])
    expect(await rolesOf(text, '/^acme.*/')).toEqual(['organization Owner'])
  })
})

describe('rule ids', () => {
  const idsOf = async (...entries: readonly string[]) => {
    const { mapping } = compile(`scimGroupMappings:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`)
    const groups = inGroups(...mapping.groupNames)
    return (await mapping.decide([{ id: 'ann', user: null, groups }], new Set(['groups']))).assignments.map(
      ({ rule }) => rule,
    )
  }
  const team = (group: string, teamId: string, role: string) =>
    `scimGroup: "${group}", type: teamMemberRole, teamId: "${teamId}", teamMemberRole: "${role}"`

  it('say what the entry says', async () => {
    expect(await idsOf(team('acme_stewards', 'marketing', 'Steward'))).toEqual([
      'scimGroupMappings:acme_stewards/marketing/steward',
    ])
  })

  it('are equal for every spelling of the same names', async () => {
    const [first] = await idsOf(team('ACME_stewards', 'Marketing', 'steward'))
    expect(await idsOf(team('acme_Stewards', 'marketinG', 'STEWARD'))).toEqual([first])
  })

  it('differ for what differs, also where names contain what separates them', async () => {
    const ids = await idsOf(
      team('a/b', 'c', 'd'),
      team('a', 'b/c', 'd'),
      team('a%2Fb', 'c', 'd'),
      team('a', 'organization', 'owner'),
      'scimGroup: a, type: organizationOwner',
      'scimGroup: a/organization, type: organizationOwner',
      team('scimGroupMappings:a', 'b', 'c'),
      team('a', 'b', 'c'),
    )
    expect(new Set(ids).size).toBe(8)
  })
})

describe('mistakes', () => {
  it('are told all at once: ten of them, each with its place, code and sentence', () => {
    const text = `scimGroupMapping: []
scimGroupMappings:
  - scimGroup: acme_owners
    type: organisationOwner
  - scimGroup: ""
    type: organizationOwner
  - type: organizationOwner
  - scimGroup: [acme_owners]
    type: organizationOwner
  - scimGroup: acme_staff
    type: organizationRole
    organizationRole: Admin
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamID: marketing
    teamMemberRole: Steward
  - acme_owners
  - scimGroup: acme_owners
    scimGroup: acme_admins
    type: organizationOwner
  - { scimGroup: x, type: organizationOwner, teamId: y }
`
    expect(mistakesOf(text)).toEqual([
      "1:1 UNKNOWN_KEY There is no section 'scimGroupMapping'; did you mean 'scimGroupMappings'?",
      "4:11 UNKNOWN_VALUE 'organisationOwner' is not known here; did you mean 'organizationOwner'?",
      '5:16 EMPTY_TEXT Expected a text that is not empty.',
      "7:5 MISSING_KEY The key 'scimGroup' is missing.",
      '8:16 WRONG_TYPE Expected a text, found a list.',
      "12:23 UNKNOWN_VALUE 'Admin' is not known here; expected 'Owner', 'Member'.",
      "13:5 MISSING_KEY The key 'teamId' is missing.",
      "15:5 UNKNOWN_KEY The key 'teamID' is not known here; did you mean 'teamId'?",
      "17:5 WRONG_TYPE Expected a mapping with the keys 'scimGroup', 'type', found a text.",
      "19:5 DUPLICATE_KEY The key 'scimGroup' stands here a second time.",
      "21:46 UNKNOWN_KEY The key 'teamId' is not known here; expected 'scimGroup', 'type', 'expires'.",
    ])
  })

  it.each([
    ['no list', 'scimGroupMappings: { a: 1 }', '1:20 WRONG_TYPE Expected a list, found a mapping.'],
    ['a text in place of the list', 'scimGroupMappings: none', '1:20 WRONG_TYPE Expected a list, found a text.'],
    [
      'nothing in place of a name',
      'scimGroupMappings:\n  - scimGroup:\n    type: organizationOwner',
      '2:15 WRONG_TYPE Expected a text, found nothing.',
    ],
    [
      'null in place of a name',
      'scimGroupMappings: [{ scimGroup: null, type: organizationOwner }]',
      '1:34 WRONG_TYPE Expected a text, found nothing.',
    ],
    [
      'blanks in place of a name',
      'scimGroupMappings: [{ scimGroup: "  ", type: organizationOwner }]',
      '1:34 EMPTY_TEXT Expected a text that is not empty.',
    ],
    [
      'a name with U+0000',
      'scimGroupMappings: [{ scimGroup: "\\0", type: organizationOwner }]',
      '1:34 INVALID_TEXT The text contains U+0000 or half of a character (a lone surrogate).',
    ],
    [
      'a section that comes with a later version',
      'roleRules: []',
      "1:1 UNKNOWN_KEY There is no section 'roleRules'; expected 'scimGroupMappings', 'teams', 'limits', 'tests'.",
    ],
  ])('%s', (_what, text, mistake) => {
    expect(mistakesOf(text)).toEqual([mistake])
  })

  it('warns of an entry that says the same again, in another spelling, and gives the role once', async () => {
    const text = `scimGroupMappings:
  - { scimGroup: acme_owners, type: organizationOwner }
  - { scimGroup: ACME_OWNERS, type: organizationRole, organizationRole: owner }
`
    expect(shown(compile(text).diagnostics)).toEqual([
      '3:5 warning DUPLICATE_ENTRY The entry in line 2 says the same; this one changes nothing.',
    ])
    expect(await rolesOf(text, 'acme_owners')).toEqual(['organization Owner'])
  })
})
