import type { DirectoryView } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { Reference } from '@rolecall/core/plugin/rule'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'

const at = { line: 1, column: 1 }
const conditions: readonly Condition[] = [
  { group: { name: 'staff' } },
  { group: { id: 'G7' } },
  { group: { pattern: compileNamePattern('acme_.+') } },
]
const references: readonly Reference[] = [
  { kind: 'team', id: 'Ops', ...at },
  { kind: 'role', scope: 'team:ops', role: 'Juggler', ...at },
]
const kind: MappingKind = {
  section: 's',
  summary: '',
  facts: ['groups'],
  effects: ['role'],
  compile: () =>
    conditions.map((when, index) => ({ id: `r${index}`, line: 1, column: 1, when, references, assign: () => [] })),
}
const directory: DirectoryView = {
  now: '2026-03-01T08:00:00.000Z',
  known: { groups: ['Crew'], teams: ['Sales'], teamRoles: ['Editor'] },
  teamKeys: new Set(['sales', 'ops']),
  catalogue: {
    mode: 'default',
    teamRoles: [{ name: 'Editor', privileged: false }],
  } as unknown as DirectoryView['catalogue'],
  alike: new Map(),
  groupNames: new Map([['staff', 'Staff']]),
  groupIds: new Set(['G7']),
}

/** What is said of the names in a test, but for what is said of the rules. */
async function said(test: string): Promise<readonly string[]> {
  const { mapping } = createDecider({ kinds: [kind], operators: [] }).compile({
    text: `s: 1\ntests:\n  - ${test}\n`,
    format: 'yaml',
  })
  const all = await mapping!.checkAgainst(directory)
  const found = all.filter(({ line, message }) => line === 3 && message.startsWith('The test'))
  return found.map(({ code, message, severity }) => `${severity} ${code} ${message}`)
}

const given = (group: string) => said(`{ name: t, given: { groups: [${group}] }, expect: {} }`)
const expected = (what: string) => said(`{ name: t, given: { groups: [staff] }, expect: { ${what} } }`)

describe('a name in a test', () => {
  it.each(['STAFF', 'G7', 'acme_x', 'crew'])(
    'of the group %s is known to the mapping or the organization',
    async (name) => {
      expect(await given(name)).toEqual([])
    },
  )

  it('of a group that neither knows is told, with the one that was probably meant', async () => {
    expect(await given('stafff')).toEqual([
      "warning UNKNOWN_GROUP The test names a group 'stafff', which neither the mapping nor the organization has. Did you mean 'staff'?",
    ])
    expect((await given('crw'))[0]).toContain("Did you mean 'Crew'?")
    expect((await given('elsewhere'))[0]).toMatch(/organization has\.$/)
  })

  it.each(['SALES', 'ops'])('of the team %s is known', async (team) => {
    expect(await expected(`teams: { ${team}: [] }`)).toEqual([])
  })

  it('of a team that neither knows is told', async () => {
    expect(await expected('teams: { salse: [] }')).toEqual([
      "warning UNKNOWN_TEAM The test names a team 'salse', which neither the mapping nor the organization has. Did you mean 'Sales'?",
    ])
  })

  it('of a role is known where the catalogue of its scope or a rule has it', async () => {
    expect(await expected('teams: { sales: [editor, JUGGLER] }')).toEqual([])
    expect(await expected('organization: [owner, Member]')).toEqual([])
    expect(await expected('teams: { sales: [Editr] }')).toEqual([
      "warning UNKNOWN_ROLE The test names a role 'Editr', which neither the mapping nor the organization has. Did you mean 'Editor'?",
    ])
    expect((await expected('organization: [Juggler]'))[0]).toMatch(/organization has\.$/)
    expect((await expected('organization: [Ownr]'))[0]).toContain("Did you mean 'Owner'?")
  })
})
