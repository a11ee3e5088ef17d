import { describe, expect, it } from 'vitest'

import type { MappingState } from '../change/operation-context.ts'
import type { Compilation, CompiledMapping, Decider } from '../decider.ts'
import type { BrakeLimits } from '../directory/brake.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import type { MappingReader } from '../store/mappings.ts'
import { createMappingCache } from './mapping-cache.ts'

function at(mappingVersion: number, mappingCreated = '2026-01-01T00:00:00.000Z'): MappingState {
  return { mappingVersion, mappingCreated }
}

it('compiles what is stored as applied, once for each version', async () => {
  const compiled: MappingSource[] = []
  const compile = (source: MappingSource): Compilation => {
    compiled.push(source)
    return { diagnostics: [], mapping: null, references: null }
  }
  const decider = {
    compile,
    compileInTurns: async (source: MappingSource) => compile(source),
    readSection: () => undefined,
  } as unknown as Decider
  const cache = createMappingCache(decider)
  const reader = { find: async () => ({ version: 1, text: 'a: 1', format: 'yaml' }) } as unknown as MappingReader
  await cache.get(reader, 'acme', at(1))
  await cache.getLimits(reader, 'acme', at(1))
  expect(compiled).toEqual([
    { text: '', format: 'yaml' },
    { text: 'a: 1', format: 'yaml', applied: true },
  ])
})

/** A cache whose decider compiles `compiles`, and reads these sections of whatever text. */
function cacheOf(sections: Readonly<Record<string, unknown>>, compiles: CompiledMapping | null = null) {
  const decider = {
    compile: () => ({ diagnostics: [], mapping: null, references: null }),
    compileInTurns: async () => ({ diagnostics: [], mapping: compiles, references: null }),
    readSection: (_source: MappingSource, name: string) => sections[name],
  } as unknown as Decider
  const cache = createMappingCache(decider)
  const find = async (version: number) => (version === 1 ? { version, text: 'a: 1', format: 'yaml' } : undefined)
  const reader = { find } as unknown as MappingReader
  return {
    teams: async (version = 1) => [...(await cache.getTeamPolicy(reader, 'acme', at(version))).authoritativeTeams],
    limits: (version = 1) => cache.getLimits(reader, 'acme', at(version)),
    mapping: (version = 1) => cache.get(reader, 'acme', at(version)),
  }
}

describe('of a stored mapping that does not compile any more', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['names', { authoritative: ['Sales', 'OPS', 7] }, ['sales', 'ops', '7']],
    ['none', { authoritative: [] }, []],
    ['no list', { authoritative: 'sales' }, []],
    ['nothing of it', { createMissing: true }, []],
    ['no object', 'sales', []],
    ['nothing', null, []],
    ['no section', undefined, []],
  ])('the teams where it alone decides stay known: %s', async (_what, teams, expected) => {
    expect(await cacheOf({ teams }).teams()).toEqual(expected)
    expect(await cacheOf({ teams }).teams(2)).toEqual([])
  })

  const limits = { maxRevocations: 3, maxRevocationPercent: 5 }

  it.each<[string, unknown, BrakeLimits | null]>([
    ['both', { ...limits, more: 1 }, limits],
    ['one alone', { maxRevocations: 3 }, null],
    ['the other alone', { maxRevocationPercent: 5 }, null],
    ['a text for one', { ...limits, maxRevocations: '3' }, null],
    ['a text for the other', { ...limits, maxRevocationPercent: '5' }, null],
    ['no object', 3, null],
    ['nothing', null, null],
    ['no section', undefined, null],
  ])('the limits of the brake stay in force: %s', async (_what, section, expected) => {
    expect(await cacheOf({ limits: section }).limits()).toEqual(expected)
    expect(await cacheOf({ limits: section }).limits(2)).toBeNull()
  })
})

it('takes teams and limits from a mapping that compiles, and from no section of its text', async () => {
  const sections = { teams: { authoritative: ['no'] }, limits: { maxRevocations: 1, maxRevocationPercent: 1 } }
  const policy = { authoritativeTeams: new Set(['sales']), createMissingTeams: false, limits: null }
  const mapping = { policy, rules: [] } as unknown as CompiledMapping
  const { limits, mapping: find, teams } = cacheOf(sections, mapping)
  expect([await teams(), await limits(), await find()]).toEqual([['sales'], null, mapping])
  const braked = { ...policy, limits: { maxRevocations: 9, maxRevocationPercent: 9 } }
  expect(await cacheOf(sections, { policy: braked, rules: [] } as unknown as CompiledMapping).limits()).toEqual(
    braked.limits,
  )
  expect([await teams(0), await limits(0), await find(0)]).toEqual([[], null, null])
})

it('remembers mappings of a thousand rules of twenty organizations at most: each takes ten megabytes', async () => {
  let compiled = 0
  const mapping = { rules: Array.from({ length: 1_000 }, () => ({})) }
  const decider = {
    compile: () => ({ diagnostics: [], mapping: null, references: null }),
    compileInTurns: async () => ({ mapping: ((compiled += 1), { ...mapping, policy: { limits: null } }) }),
  } as unknown as Decider
  const cache = createMappingCache(decider)
  const reader = { find: async () => ({ version: 1, text: 'a: 1', format: 'yaml' }) } as unknown as MappingReader
  const ask = async (count: number) => {
    for (let index = 0; index < count; index++) await cache.get(reader, `organization ${index}`, at(1))
  }
  await ask(15)
  await ask(15)
  expect(compiled).toBe(15)
  await ask(100)
  await cache.get(reader, 'organization 0', at(1))
  expect(compiled).toBe(101)
})
