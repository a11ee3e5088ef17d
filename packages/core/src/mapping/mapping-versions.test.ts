import { describe, expect, it } from 'vitest'

import type { OperationContext } from '../change/operation-context.ts'
import type { CompiledMapping, Decider } from '../decider.ts'
import type { StoreReader } from '../store.ts'
import type { MappingReader, MappingVersion } from '../store/mappings.ts'
import { findConfirmedBefore } from './find-confirmed-before.ts'
import { createMappingCache } from './mapping-cache.ts'
import { listVersions, readVersion } from './mapping-versions.ts'

const day = (number: number) => `2027-01-0${number}T00:00:00.000Z`

const stored = (version: number, part: Partial<MappingVersion> = {}): MappingVersion => ({
  version,
  text: `text ${version}`,
  format: 'yaml',
  created: day(Math.min(version, 9)),
  authorKeyId: 'k1',
  rollbackTo: null,
  confirmBy: null,
  ...part,
})

function mappingsOf(versions: readonly MappingVersion[]): MappingReader & { asked: number } {
  const newestFirst = versions.toSorted((a, b) => b.version - a.version)
  const reader = {
    asked: 0,
    find: async (version: number) => {
      reader.asked += 1
      return versions.find((one) => one.version === version)
    },
    list: async (before: number | null, limit: number) =>
      newestFirst.filter(({ version }) => before === null || version < before).slice(0, limit),
  }
  return reader
}

function contextOf(versions: readonly MappingVersion[], mappingVersion = versions.length): OperationContext {
  const reader = {
    mappings: mappingsOf(versions),
    keys: { list: async () => [{ id: 'k1', displayName: 'Ops' }] },
    getState: async () => ({ mappingVersion }),
  } as unknown as StoreReader
  return { organizationId: 'o', store: { read: () => reader } } as unknown as OperationContext
}

describe('the versions of a mapping', () => {
  /** Confirmed, on trial and taken back by itself, confirmed again, on trial. */
  const history = [
    stored(1),
    stored(2, { confirmBy: day(3) }),
    stored(3, { authorKeyId: null, rollbackTo: 1 }),
    stored(4, { authorKeyId: 'gone', format: 'json' }),
    stored(5, { confirmBy: day(9) }),
  ]

  it('come newest first, with author and what became of each', async () => {
    const views = await listVersions(contextOf(history), null, 10)
    const ops = { keyId: 'k1', displayName: 'Ops' }
    const common = {
      format: 'yaml',
      current: false,
      rollbackTo: null,
      confirmBy: null,
      revertsTo: null,
      revertedBy: null,
      automatic: false,
    }
    expect(views).toEqual([
      { ...common, version: 5, created: day(5), author: ops, current: true, confirmBy: day(9), revertsTo: 4 },
      { ...common, version: 4, created: day(4), author: { keyId: 'gone', displayName: 'gone' }, format: 'json' },
      { ...common, version: 3, created: day(3), author: null, rollbackTo: 1, automatic: true },
      { ...common, version: 2, created: day(2), author: ops, confirmBy: day(3), revertedBy: 3 },
      { ...common, version: 1, created: day(1), author: ops },
    ])
  })

  it('come by pages, each with what the neighbours say of it', async () => {
    const context = contextOf(history)
    const pages = [
      await listVersions(context, null, 2),
      await listVersions(context, 4, 1),
      await listVersions(context, 3, 2),
      await listVersions(context, 1, 2),
    ]
    expect(
      pages.map((page) => page.map(({ automatic, revertedBy, version }) => [version, revertedBy, automatic])),
    ).toEqual([
      [
        [5, null, false],
        [4, null, false],
      ],
      [[3, null, true]],
      [
        [2, 3, false],
        [1, null, false],
      ],
      [],
    ])
  })

  it.each<[string, Partial<MappingVersion>, Partial<MappingVersion>, boolean, number | null]>([
    ['by itself', {}, {}, true, 3],
    ['at the very moment', { confirmBy: day(3) }, {}, true, 3],
    ['before the time was over, by the server', { confirmBy: day(4) }, {}, false, 3],
    ['by somebody', {}, { authorKeyId: 'k1' }, false, 3],
    ['by another text', {}, { rollbackTo: null }, false, null],
    ['after it was confirmed', { confirmBy: null }, {}, false, null],
  ])('a version after a trial came %s', async (_what, before, after, automatic, revertedBy) => {
    const versions = [
      stored(1),
      stored(2, { confirmBy: '2027-01-02T12:00:00.000Z', ...before }),
      stored(3, { authorKeyId: null, rollbackTo: 1, ...after }),
    ]
    const [third, second] = await listVersions(contextOf(versions), null, 2)
    expect([third?.automatic, second?.revertedBy]).toEqual([automatic, revertedBy])
  })

  it('of which the only one is on trial goes back to none', async () => {
    const [first] = await listVersions(contextOf([stored(1, { confirmBy: day(9) })]), null, 1)
    expect(first?.revertsTo).toBe(0)
  })

  it('are read one by one, each against another', async () => {
    const context = contextOf(history)
    expect(await readVersion(context, 3)).toMatchObject({
      version: 3,
      text: 'text 3',
      automatic: true,
      against: { version: 2, text: 'text 2' },
    })
    expect(await readVersion(context, 2)).toMatchObject({ revertedBy: 3, against: { version: 1, text: 'text 1' } })
    expect(await readVersion(context, 1)).toMatchObject({ against: { version: 0, text: '' } })
    expect(await readVersion(context, 4, 1)).toMatchObject({ against: { version: 1, text: 'text 1' } })
    await expect(readVersion(context, 9)).rejects.toThrow('There is no version 9')
    await expect(readVersion(context, 2, 8)).rejects.toThrow('There is no version 8')
  })

  it('go back to the newest that is confirmed, however far away', async () => {
    const trials = Array.from({ length: 45 }, (_, index) => stored(index + 2, { confirmBy: day(9) }))
    expect((await findConfirmedBefore(mappingsOf([stored(1), ...trials]), 46))?.version).toBe(1)
    expect((await findConfirmedBefore(mappingsOf([stored(1), stored(2), ...trials.slice(1)]), 46))?.version).toBe(2)
    expect(await findConfirmedBefore(mappingsOf(trials), 46)).toBeUndefined()
    expect((await findConfirmedBefore(mappingsOf([stored(1), stored(2)]), 2))?.version).toBe(1)
    expect(await findConfirmedBefore(mappingsOf(trials.slice(0, 20)), 22)).toBeUndefined()
  })
})

describe('the mapping of a version', () => {
  const at = (mappingVersion: number, mappingCreated = day(1)) => ({ mappingVersion, mappingCreated })
  const policy = { authoritativeTeams: new Set(['sales']), createMissingTeams: false, limits: null }
  const limits = { maxRevocations: 1, maxRevocationPercent: 2 }
  const sections: Readonly<Record<string, unknown>> = {
    teams: { authoritative: ['Ops', 7] },
    limits: { ...limits, more: 1 },
  }

  /** A text that begins with `!` no longer compiles. */
  const deciderOf = (parts: Readonly<Record<string, unknown>> = sections): Decider => {
    const compile = ({ text }: { readonly text: string }) => ({
      diagnostics: [],
      mapping: text.startsWith('!')
        ? null
        : ({
            text,
            rules: [],
            policy: text === 'limited' ? { ...policy, limits } : policy,
          } as unknown as CompiledMapping),
    })
    return {
      compile,
      compileInTurns: async (source: { readonly text: string }) => compile(source),
      readSection: (_source: unknown, name: string) => parts[name],
    } as unknown as Decider
  }

  const ask = async (
    versions: readonly MappingVersion[],
    version: number,
    parts?: Readonly<Record<string, unknown>>,
  ) => {
    const [cache, mappings] = [createMappingCache(deciderOf(parts)), mappingsOf(versions)]
    const mapping = (await cache.get(mappings, 'o', at(version))) as { readonly text: string } | null
    const { authoritativeTeams } = await cache.getTeamPolicy(mappings, 'o', at(version))
    return [mapping?.text ?? null, [...authoritativeTeams], await cache.getLimits(mappings, 'o', at(version))]
  }

  it('is what its text says', async () => {
    expect(await ask([stored(1)], 1)).toEqual(['text 1', ['sales'], null])
    expect(await ask([stored(1, { text: 'limited' })], 1)).toEqual(['limited', ['sales'], limits])
  })

  it('is the empty one before the first', async () => {
    expect(await ask([], 0)).toEqual(['', ['sales'], null])
  })

  it('is none where it does not compile; what it says beside its rules still counts', async () => {
    const broken = [stored(1, { text: '!' })]
    expect(await ask(broken, 1)).toEqual([null, ['ops', '7'], limits])
    for (const wrong of [undefined, null, 'x', {}])
      expect(await ask(broken, 1, { teams: wrong, limits: wrong })).toEqual([null, [], null])
    expect(await ask(broken, 1, { teams: { authoritative: 'ops' }, limits: { maxRevocations: 1 } })).toEqual([
      null,
      [],
      null,
    ])
    expect(await ask(broken, 1, { limits: { maxRevocations: 'x', maxRevocationPercent: 2 } })).toEqual([null, [], null])
    expect(await ask(broken, 1, { limits: { maxRevocationPercent: 2 } })).toEqual([null, [], null])
  })

  it('is none of a version that there is not', async () => {
    expect(await ask([], 3)).toEqual([null, [], null])
  })

  it('is compiled once for each version and organization', async () => {
    const [cache, mappings] = [createMappingCache(deciderOf()), mappingsOf([stored(1), stored(2)])]
    const first = await cache.get(mappings, 'o', at(1))
    expect([await cache.get(mappings, 'o', at(1)), mappings.asked]).toEqual([first, 1])
    await cache.getLimits(mappings, 'o', at(1))
    expect(mappings.asked).toBe(1)
    expect(await cache.get(mappings, 'o', at(2))).not.toBe(first)
    await cache.get(mappings, 'p', at(2))
    expect(mappings.asked).toBe(3)
  })

  it('is compiled anew where the version has come again, as in a database that was brought back to before it', async () => {
    const versions = [stored(1, { text: 'lost' })]
    const [cache, mappings] = [createMappingCache(deciderOf()), mappingsOf(versions)]
    expect(await cache.get(mappings, 'o', at(1))).toMatchObject({ text: 'lost' })
    versions[0] = stored(1, { text: 'another', created: day(2) })
    expect(await cache.get(mappings, 'o', at(1, day(2)))).toMatchObject({ text: 'another' })
  })
})
