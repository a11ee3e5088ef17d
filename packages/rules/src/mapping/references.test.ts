import type { DirectoryView } from '@rolecall/core/decider'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { Reference, RuleDefinition } from '@rolecall/core/plugin/rule'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { findPrivilegedRole, findRole } from './find-role.ts'
import { referencesOf } from './references-of.ts'

const catalogue = {
  teamRoles: [
    { name: 'Lead', privileged: true, precedence: 90 },
    { name: 'Editor', privileged: false, precedence: 50 },
    { name: 'Steward', privileged: false, precedence: 50 },
    { name: 'Member', privileged: false, precedence: 10 },
  ],
} as unknown as DirectoryView['catalogue']

const directory: DirectoryView = {
  now: '2026-03-01T08:00:00.000Z',
  known: { groups: [], teams: [], teamRoles: [] },
  teamKeys: new Set(['sales']),
  catalogue,
  alike: new Map(),
  groupNames: new Map([['staff', 'Staff']]),
  groupIds: new Set(['g1']),
}

type Entry = Pick<RuleDefinition, 'when'> & Partial<RuleDefinition>

/** What is said of the rules, `line CODE` each. */
async function said(entries: readonly Entry[], view: DirectoryView = directory): Promise<readonly string[]> {
  const kind: MappingKind = {
    section: 's',
    summary: '',
    facts: ['groups', 'user'],
    effects: ['role'],
    compile: () => entries.map((entry, index) => ({ id: `r${index}`, line: 1, column: 1, assign: () => [], ...entry })),
  }
  const { diagnostics, mapping } = createDecider({ kinds: [kind], operators: [] }).compile({
    text: 's: 1',
    format: 'yaml',
  })
  if (mapping === null) return diagnostics.map(({ code, line, severity }) => `${line} ${code} ${severity}`)
  const found = await mapping.checkAgainst(view)
  return found.flatMap(({ code, line, severity }) => (code === 'EMPTY_MAPPING' ? [] : [`${line} ${code} ${severity}`]))
}

const at = (line: number) => ({ line, column: 5 })
const role = (scope: string, name: string, line = 3): Reference => ({ kind: 'role', scope, role: name, ...at(line) })
const named = (name: string, line = 2): Condition => ({
  group: { name: name.toLowerCase(), written: name },
  source: { text: name, ...at(line) },
})
const everybody: Condition = { always: true }

describe('what rules name and the organization does not have', () => {
  it.each<[string, Entry, readonly string[]]>([
    ['a group that there is', { when: named('Staff') }, []],
    ['a group of another case', { when: named('STAFF') }, ['2 GROUP_CASE warning']],
    ['a group that there is not', { when: named('crew') }, ['2 UNKNOWN_GROUP warning']],
    [
      'a group that is to be owners',
      { when: named('crew'), references: [role('organization', 'owner')] },
      ['2 OWNER_GROUP_MISSING warning'],
    ],
    [
      'a group that is to be members',
      { when: named('crew'), references: [role('organization', 'Member')] },
      ['2 UNKNOWN_GROUP warning'],
    ],
    [
      'a group that is to lead a team',
      { when: named('crew'), references: [role('team:sales', 'lead')] },
      ['2 OWNER_GROUP_MISSING warning'],
    ],
    ['an id that there is', { when: { group: { id: 'g1' }, source: { text: '', ...at(2) } } }, []],
    [
      'an id that there is not',
      { when: { group: { id: 'g2' }, source: { text: '', ...at(2) } } },
      ['2 UNKNOWN_GROUP_ID warning'],
    ],
    [
      'a team that there is, whatever its case',
      { when: named('Staff'), references: [{ kind: 'team', id: 'SALES', ...at(3) }] },
      [],
    ],
    [
      'a team that there is not',
      { when: named('Staff'), references: [{ kind: 'team', id: 'ops', ...at(3) }] },
      ['3 UNKNOWN_TEAM warning'],
    ],
    ['a role that there is, whatever its case', { when: named('Staff'), references: [role('team:ops', 'EDITOR')] }, []],
    [
      'a role that there is not',
      { when: named('Staff'), references: [role('team:ops', 'Juggler')] },
      ['3 UNKNOWN_ROLE warning'],
    ],
    [
      'a team role that is one of the organization',
      { when: named('Staff'), references: [role('team:ops', 'Owner')] },
      ['3 UNKNOWN_ROLE warning'],
    ],
    [
      'any role',
      {
        when: named('Staff'),
        references: [{ kind: 'anyRole', scope: 'team:ops', text: '${r}', mayBe: () => true, ...at(3) }],
      },
      [],
    ],
  ])('%s', async (_what, entry, expected) => {
    expect(await said([entry])).toEqual(expected)
  })

  it('a name that only looks like that of a group', async () => {
    const alike = new Map([['staff', 'st\u00a0aff']])
    expect(
      await said([{ when: named('staff') }], { ...directory, alike, groupNames: new Map([['staff', 'staff']]) }),
    ).toEqual(['2 GROUP_LOOKS_ALIKE warning'])
  })
})

describe('privileged roles', () => {
  const owner = role('organization', 'OWNER')
  const lead = role('team:sales', 'lead')
  const pattern: Condition = { group: { pattern: compileNamePattern('a.*b') } }

  it.each<[string, Entry, readonly string[]]>([
    ['of the organization, by nothing', { when: everybody, references: [owner] }, ['3 PRIVILEGED_WITHOUT_GROUP error']],
    ['of a team, by nothing', { when: everybody, references: [lead] }, ['3 PRIVILEGED_WITHOUT_GROUP error']],
    ['by a pattern', { when: pattern, references: [owner] }, ['3 PRIVILEGED_WITHOUT_GROUP error']],
    ['as is meant', { when: everybody, references: [owner, lead], privileged: true }, []],
    ['by a group', { when: named('Staff'), references: [owner, lead] }, []],
    ['by one of all groups', { when: { inGroup: 'staff' }, references: [owner] }, []],
    [
      'that are none',
      { when: everybody, references: [role('organization', 'Member'), role('team:sales', 'Editor')] },
      [],
    ],
    [
      'that a capture may be',
      {
        when: pattern,
        references: [
          { kind: 'anyRole', scope: 'organization', text: '${r}', mayBe: (name) => name === 'Owner', ...at(4) },
        ],
      },
      ['4 PRIVILEGED_WITHOUT_GROUP error'],
    ],
    [
      'that a capture can not be',
      {
        when: pattern,
        references: [{ kind: 'anyRole', scope: 'organization', text: '${r}', mayBe: () => false, ...at(4) }],
      },
      [],
    ],
    [
      'beside one that is none',
      { when: everybody, references: [role('organization', 'Member', 2), owner] },
      ['3 PRIVILEGED_WITHOUT_GROUP error'],
    ],
  ])('%s', async (_what, entry, expected) => {
    expect(await said([entry])).toEqual(expected)
  })

  it('are found by name, in their own scope', () => {
    expect(findPrivilegedRole(owner, undefined)).toBe('Owner')
    expect(findPrivilegedRole(lead, undefined)).toBeUndefined()
    expect(findPrivilegedRole(lead, catalogue)).toBe('Lead')
    expect(findPrivilegedRole(role('team:sales', 'Owner'), catalogue)).toBeUndefined()
    expect(findPrivilegedRole({ kind: 'team', id: 'Owner', ...at(1) }, catalogue)).toBeUndefined()
    expect(findRole('organization', 'member', catalogue)).toMatchObject({
      name: 'Member',
      privileged: false,
      precedence: 10,
    })
    expect(findRole('organization', 'Editor', catalogue)).toBeUndefined()
    expect(findRole('team:x', 'EDITOR', catalogue)).toMatchObject({ name: 'Editor' })
  })
})

describe('a role that is never shown', () => {
  const gives = (name: string, line: number, when: Condition = named('Staff'), scope = 'team:sales'): Entry => ({
    when,
    references: [role(scope, name, line)],
  })

  it.each<[string, readonly Entry[], readonly string[]]>([
    ['the lower of two', [gives('Lead', 1), gives('Editor', 2)], ['2 SHADOWED_ENTRY warning']],
    ['the lower of two, in whatever order', [gives('Editor', 1), gives('Lead', 2)], ['1 SHADOWED_ENTRY warning']],
    [
      'all but the highest',
      [gives('Member', 1), gives('Lead', 2), gives('Editor', 3)],
      ['1 SHADOWED_ENTRY warning', '3 SHADOWED_ENTRY warning'],
    ],
    ['none of equals', [gives('Editor', 1), gives('Steward', 2)], []],
    ['none of two teams', [gives('Lead', 1), gives('Editor', 2, named('Staff'), 'team:ops')], []],
    ['none of two groups', [gives('Lead', 1), gives('Editor', 2, { group: { id: 'g1' } })], []],
    [
      'by id',
      [gives('Lead', 1, { group: { id: 'g1' } }), gives('Editor', 2, { group: { id: 'g1' } })],
      ['2 SHADOWED_ENTRY warning'],
    ],
    [
      'none by a pattern',
      [
        gives('Editor', 1, { group: { pattern: compileNamePattern('x') } }),
        gives('Member', 2, { group: { pattern: compileNamePattern('x') } }),
      ],
      [],
    ],
    [
      'none by more than a group',
      [gives('Lead', 1), gives('Editor', 2, { all: [named('Staff'), named('Staff')] })],
      [],
    ],
  ])('%s', async (_what, entries, expected) => {
    expect(await said(entries)).toEqual(expected)
  })
})

describe('the groups that a condition names', () => {
  const set = (text: string): Condition => ({
    someGroup: parseFilter(text, new Tolerances({ strict: true })),
    source: { text, ...at(4) },
  })
  const group = (name: string) => ({ kind: 'group', name, ...at(4) })
  const id = (text: string) => ({ kind: 'groupId', id: text, ...at(4) })

  it.each<[string, Condition, readonly unknown[]]>([
    [
      'in all its parts',
      { all: [named('A', 4), { any: [named('B', 4), { not: named('C', 4) }] }] },
      ['A', 'B', 'C'].map(group),
    ],
    ['by id', { group: { id: 'g1' }, source: { text: '', ...at(4) } }, [id('g1')]],
    [
      'as it is compared where nothing is written',
      { group: { name: 'a' }, source: { text: '', ...at(4) } },
      [group('a')],
    ],
    ['but no pattern', { group: { pattern: compileNamePattern('a') }, source: { text: '', ...at(4) } }, []],
    ['but none that no author wrote', { group: { name: 'a' } }, []],
    ['in a set', set('display eq "A" or not (value ne "g1")'), [group('A'), id('g1')]],
    ['in a set, all of it', set('DISPLAY eq "A" and display ne "B"'), [group('A'), group('B')]],
    ['in a set, but no part of a name', set('display sw "A" or display pr'), []],
    ['but no comparison', { path: 'title', operator: 'eq', value: 'x', source: { text: '', ...at(4) } }, []],
  ])('%s', (_what, condition, expected) => {
    expect(referencesOf(condition)).toEqual(expected)
  })
})
