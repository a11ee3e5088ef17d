import { describe, expect, it } from 'vitest'

import type { CompiledMapping, MappingSection, Subject } from '../../decider.ts'
import { defaultCatalogue } from '../../directory/role-catalogue.ts'
import type { FactKind } from '../../plugin/mapping-kind.ts'
import type { HookSurroundings } from '../../roles/ask-hooks.ts'
import type { StoreReader } from '../../store.ts'
import type { Person, PersonParts } from '../../store/people.ts'
import { compareDirectory, comparePeople, type DirectoryComparison } from './compare-directory.ts'

const section = (
  name: string,
  effects: readonly string[],
  reads: readonly FactKind[] = ['groups'],
): MappingSection => ({
  name,
  effects: new Set(effects),
  facts: new Set(reads),
  reads: new Set(reads),
  states: effects.some((effect) => effect !== 'role'),
  fingerprint: 'one',
})

interface Rules {
  readonly sections: readonly MappingSection[]
  readonly groupScope?: 'bound' | 'all'
  /** Sections whose rule fails for everybody. */
  readonly failing?: readonly string[]
  readonly hooks?: boolean
}

/** Every section gives everybody each of its effects; a hook gives a badge to whoever is active. */
function comparisonOf({ failing = [], groupScope = 'bound', hooks = false, sections }: Rules) {
  const asked: PersonParts[] = []
  const found: string[][] = []
  const person = (id: string): Person => ({
    id,
    userName: `${id}@x`,
    active: id !== 'bob',
    data: { title: id },
    display: null,
    grants: '',
    memberships: groupScope === 'all' ? JSON.stringify([['g', id, null]]) : JSON.stringify(['g']),
  })
  const reader = {
    users: { total: async () => 2 },
    people: {
      async page({ after }: { after: string | null }, parts: PersonParts) {
        asked.push(parts)
        return after === null ? ['ann', 'bob'].map(person) : []
      },
      async findMany(ids: string[], parts: PersonParts) {
        asked.push(parts)
        found.push(ids)
        return ids.map(person)
      },
    },
    bindings: { list: async () => [] },
    groups: {
      listNames: async () => new Map([['g', 'Staff']]),
      findIdsByNames: async () => new Map(),
      page: async () => [{ id: 'g', displayName: 'Staff', externalId: 'e', data: { displayName: 'Staff' } }],
    },
    assignments: { list: async () => [] },
  } as unknown as StoreReader
  const mapping = {
    sections,
    groupScope,
    groupNames: new Set(),
    groupIds: new Set(['g']),
    rules: [],
    async decide(subjects: readonly Subject[], _facts: unknown, names: ReadonlySet<string>) {
      const chosen = sections.filter(({ name }) => names.has(name))
      const each = chosen.flatMap((one) => subjects.map(({ id: subject }) => ({ one, subject })))
      return {
        sections: chosen,
        assignments: each.flatMap(({ one: { effects, name: source }, subject }) =>
          failing.includes(source)
            ? []
            : [...(effects as ReadonlySet<string>)].map((effect) => {
                const role = { scope: 'organization', role: 'Editor', groupId: '', expiresAt: null }
                return { effect, subject, source, rule: 'r', value: effect === 'role' ? role : { sku: 'E5' } }
              }),
        ),
        failures: each.flatMap(({ one: { name: source }, subject }) =>
          failing.includes(source) ? [{ subject, source, rule: 'r', line: 1, plugin: null, reason: 'kaboom' }] : [],
        ),
      }
    },
  } as unknown as CompiledMapping
  const decider = {
    plugin: 'badges',
    decide: async ({ user, userId: subject }: { user: { active?: unknown; title?: unknown }; userId: string }) =>
      user.active === true
        ? [{ effect: 'badge', subject, source: 'badges', rule: 'b', value: { of: user.title } }]
        : [],
  }
  const comparison: DirectoryComparison = {
    reader,
    mapping,
    previous: mapping,
    mappingVersion: 2,
    circumstances: {
      teamIds: new Map(),
      catalogue: defaultCatalogue,
      now: '2027-01-01T00:00:00.000Z',
      authoritativeTeams: new Set(),
    },
    limits: null,
    hooks: hooks ? ({ host: { deciders: [decider] }, context: {} } as unknown as HookSurroundings) : null,
  }
  return { comparison, asked, found }
}

async function compare(rules: Rules) {
  const { asked, comparison } = comparisonOf(rules)
  const progress: unknown[] = []
  const difference = await compareDirectory(comparison, async (one) => void progress.push(one))
  const lines = difference.lines.map(({ template, userId, userName }) => {
    const line = difference.templates[template]
    return `${userId} ${userName} ${line?.kind}${line?.kind === 'effects' ? ` ${line.put?.effect}` : ''}`
  })
  return {
    lines: lines.toSorted(),
    asked: asked[0],
    progress,
    members: difference.members,
    groups: difference.listGroups(),
  }
}

const roles = section('a', ['role'])
const licences = section('b', ['licence'])

describe('a directory against a mapping', () => {
  it('has the lines of everybody, and tells how far it is', async () => {
    const { lines, members, progress } = await compare({ sections: [roles, licences] })
    expect(lines).toEqual([
      'ann ann@x adds',
      'ann ann@x effects licence',
      'bob bob@x adds',
      'bob bob@x effects licence',
    ])
    expect([members, progress]).toEqual([2, [{ done: 2, total: 2 }]])
  })

  it('is read as far as something looks at it', async () => {
    const read = async (rules: Rules) => (await compare(rules)).asked
    expect(await read({ sections: [roles] })).toEqual({ data: false, memberFacts: false })
    expect(await read({ sections: [section('a', ['role'], ['user'])] })).toEqual({ data: true, memberFacts: false })
    expect(await read({ sections: [roles, licences] })).toEqual({ data: true, memberFacts: false })
    expect(await read({ sections: [roles], hooks: true })).toEqual({ data: true, memberFacts: false })
    expect(await read({ sections: [roles], groupScope: 'all' })).toEqual({ data: false, memberFacts: true })
    const finding = section('b', ['finding'], ['user'])
    expect(await read({ sections: [roles, finding] })).toEqual({ data: false, memberFacts: false })
  })

  it('is asked about by hooks, which see who is active', async () => {
    const { lines } = await compare({ sections: [], hooks: true })
    expect(lines).toEqual(['ann ann@x effects badge'])
  })

  it('tells once of a rule that fails for somebody, whatever its section gives', async () => {
    const both = section('c', ['role', 'licence'])
    expect((await compare({ sections: [both], failing: ['c'] })).lines).toEqual([
      'ann ann@x failed',
      'bob bob@x failed',
    ])
    expect((await compare({ sections: [licences], failing: ['b'] })).lines).toEqual([
      'ann ann@x failed',
      'bob bob@x failed',
    ])
  })

  it('lists every group as the mapping would know it', async () => {
    const group = { id: 'g', nameKeys: [], claims: [] }
    const member = { value: '', type: null, display: null }
    const facts = { displayName: 'Staff', data: { displayName: 'Staff' }, member }
    expect((await compare({ sections: [roles] })).groups).toEqual([{ ...group, facts: { ...facts, externalId: null } }])
    expect((await compare({ sections: [roles], groupScope: 'all' })).groups).toEqual([
      { ...group, facts: { ...facts, externalId: 'e' } },
    ])
  })
})

it('compares some people alone', async () => {
  const { asked, comparison, found } = comparisonOf({ sections: [roles] })
  const { lines, members } = await comparePeople(comparison, ['bob'])
  expect([lines.map(({ userId }) => userId), members, found]).toEqual([['bob'], 1, [['bob']]])
  expect(asked).toHaveLength(1)
  expect((await comparePeople(comparison, [])).lines).toEqual([])
})
