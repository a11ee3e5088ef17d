import { toEventHash, toGenesis, type EventRow } from '@rolecall/core/directory/event-chain'
import type { NewEvent } from '@rolecall/core/plugin/event'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, testScope } from './test-organization.ts'
import { withStore } from './with-store.ts'

const event = (subject: string): NewEvent => ({ type: 'MemberUpdated', subject, data: { attributes: ['title', 'Ü'] } })

/** The log: strictly ordered, each event with its place, time and cause. */
export function describeEvents(underTest: StoreUnderTest): void {
  describe('events', () => {
    const store = withStore(underTest)

    it('keeps the order of very many events of one transaction', async () => {
      const { reader, write } = await createTestOrganization(store())
      const count = 6_001
      await write(async (tx) => {
        tx.events.append(
          Array.from({ length: count }, (_, index) => ({
            type: index % 3 === 0 ? ('FindingRaised' as const) : ('FindingCleared' as const),
            subject: `users/${index}`,
            data: { place: index % 7, name: 'Ü "quoted"' },
          })),
        )
      })
      const events = await reader.events.list(null, 10_000)
      const shown = events.map(
        ({ data, index, subject, type }) => `${index} ${subject} ${type} ${JSON.stringify(data)}`,
      )
      expect(shown).toEqual(
        Array.from(
          { length: count },
          (_, index) =>
            `${index} users/${index} ${index % 3 === 0 ? 'FindingRaised' : 'FindingCleared'} {"place":${index % 7},"name":"Ü \\"quoted\\""}`,
        ),
      )
    })

    it('numbers events within the revision in the order of appending', async () => {
      const { reader, write } = await createTestOrganization(store())
      await write(async (tx) => {
        tx.events.append([event('a'), event('b')])
        tx.events.append([event('c')])
      })
      const cause = { kind: 'cli', requestId: null, keyId: null } as const
      await write(async (tx) => tx.events.append([event('d')]), { cause, now: '2026-02-02T00:00:00.000Z' })
      expect(await reader.events.list(null, 10)).toEqual([
        { ...event('a'), revision: 1, index: 0, time: testScope.now, cause: testScope.cause },
        { ...event('b'), revision: 1, index: 1, time: testScope.now, cause: testScope.cause },
        { ...event('c'), revision: 1, index: 2, time: testScope.now, cause: testScope.cause },
        { ...event('d'), revision: 2, index: 0, time: '2026-02-02T00:00:00.000Z', cause },
      ])
    })

    it('goes on after a place, oldest first, at most so many', async () => {
      const { reader, write } = await createTestOrganization(store())
      const append = (subjects: readonly string[]) => write(async (tx) => tx.events.append(subjects.map(event)))
      await append(['a', 'b', 'c'])
      await append(['d', 'e'])
      const list = async (...page: Parameters<typeof reader.events.list>) =>
        (await reader.events.list(...page)).map(({ subject }) => subject)
      expect(await list(null, 2)).toEqual(['a', 'b'])
      expect(await list({ revision: 1, index: 1 }, 2)).toEqual(['c', 'd'])
      expect(await list({ revision: 1, index: 99 }, 9)).toEqual(['d', 'e'])
      expect(await list({ revision: 2, index: 1 }, 9)).toEqual([])
    })

    it('lists what happened to one thing, and what one transaction did to it', async () => {
      const { reader, write } = await createTestOrganization(store())
      const append = (subjects: readonly string[]) => write(async (tx) => tx.events.append(subjects.map(event)))
      await append(['a', 'b', 'a'])
      await append(['b', 'a'])
      const places = (events: readonly { revision: number; index: number }[]) =>
        events.map(({ revision, index }) => `${revision}-${index}`)
      expect(places(await reader.events.listOf('a', null, 9))).toEqual(['1-0', '1-2', '2-1'])
      expect(places(await reader.events.listOf('a', { revision: 1, index: 0 }, 1))).toEqual(['1-2'])
      expect(places(await reader.events.listOf('c', null, 9))).toEqual([])
      expect(places(await reader.events.listOfRevision(1, 'a'))).toEqual(['1-0', '1-2'])
      expect(places(await reader.events.listOfRevision(3, 'a'))).toEqual([])
    })

    it('seals each event with the one before, over transactions and statements', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      expect(await reader.events.getHead()).toBeNull()
      const twice = [
        { ...event('users/Ü'), data: { quoted: '"a"\n', 1: 0.1 } },
        { type: 'TeamDeleted', subject: 'teams/a', data: {} },
      ] as const
      await write(async (tx) => tx.events.append(twice))
      await write(async () => {})
      // Some of different subjects, and then so many of one that they are written by more than one statement.
      const alike = (n: number): NewEvent => ({ ...event('groups/Ü'), data: { value: `"Ü" ${n}` } })
      const many = Array.from({ length: 5_160 }, (_, n) => (n < 60 ? event(`users/${n}`) : alike(n)))
      await write(async (tx) => tx.events.append(many))
      await write(async (tx) => tx.events.append([event('last')]))
      const rows = await reader.events.listRows(null, 10_000)
      expect(rows).toHaveLength(5_163)
      expect(rows.slice(2, -1).map(({ data, subject }) => [subject, data])).toEqual(
        many.map(({ data, subject }) => [subject, JSON.stringify(data)]),
      )
      expect(rows[1]).toMatchObject({
        kind: 'team',
        actor: 'key-1',
        data: '{}',
        cause: JSON.stringify(testScope.cause),
      })
      let previous = toGenesis(id)
      for (const row of rows) {
        const hash = toEventHash(previous, id, row)
        if (row.hash !== hash) expect(row).toMatchObject({ hash })
        previous = hash
      }
      expect(await reader.events.getHead()).toBe(previous)
      expect(await reader.events.listRows({ revision: 1, index: 0 }, 1)).toEqual([rows[1]])
    })

    it('tells by the hash of a place whether somebody has read the same log', async () => {
      const { reader, write } = await createTestOrganization(store())
      expect(await reader.events.getHash({ revision: 9, index: 9 })).toBeNull()
      await write(async (tx) => tx.events.append([event('a'), event('b')]))
      await write(async (tx) => tx.events.append([event('c')]))
      const hashes = (await reader.events.listRows(null, 9)).map(({ hash }) => hash)
      const hashAt = (revision: number, index: number) => reader.events.getHash({ revision, index })
      expect(await Promise.all([hashAt(1, 0), hashAt(1, 999_999_999), hashAt(2, 0), hashAt(9, 0)])).toEqual([
        hashes[0],
        hashes[1],
        hashes[2],
        hashes[2],
      ])
      expect(await hashAt(0, 999_999_999)).toBeNull()
    })

    it('keeps of an event the cause that it has of its own', async () => {
      const { reader, write } = await createTestOrganization(store())
      const cause = { kind: 'api', requestId: 'r', keyId: null, address: '192.0.2.1' } as const
      const causes = async (count: number) => {
        const others = Array.from({ length: count }, () => event('a'))
        await write(async (tx) => tx.events.append([{ ...event('b'), cause }, ...others]))
        const rows = (await reader.events.listRows(null, 200)).slice(-count - 1)
        return [...new Set(rows.map((row) => `${row.actor} ${row.cause}`))]
      }
      const expected = [`null ${JSON.stringify(cause)}`, `key-1 ${JSON.stringify(testScope.cause)}`]
      expect(await causes(1)).toEqual(expected)
      expect(await causes(60)).toEqual(expected)
    })

    it('begins no chain anew where a transaction is undone, and knows it within one as it was before', async () => {
      const { reader, write } = await createTestOrganization(store())
      await write(async (tx) => tx.events.append([event('a')]))
      const before = await reader.events.getHead()
      const failing = write(async (tx) => {
        tx.events.append([event('b')])
        expect(await tx.events.getHead()).toEqual(before)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await reader.events.getHead()).toEqual(before)
    })

    it('finds what the audit shows by kind, actor and time, newest first, page by page', async () => {
      const { reader, write } = await createTestOrganization(store())
      const by = (operator: string, now: string) =>
        ({ now, cause: { kind: 'cli', requestId: null, keyId: null, operator } }) as const
      await write(async (tx) => {
        tx.events.append([{ type: 'TeamCreated', subject: 'teams/a', data: {} }, event('users/1')])
        tx.events.append([{ type: 'ApiKeyCreated', subject: 'api-keys/1', data: {} }])
      })
      await write(
        async (tx) => tx.events.append([{ type: 'TeamDeleted', subject: 'teams/a', data: {} }]),
        by('ann', '2026-03-01T00:00:00.000Z'),
      )
      await write(
        async (tx) => tx.events.append([{ type: 'SignedIn', subject: 'api-keys/1', data: {} }]),
        by('bob', '2026-04-01T00:00:00.000Z'),
      )
      const find = async (query: Partial<Parameters<typeof reader.events.listAudit>[0]>) =>
        (await reader.events.listAudit({ before: null, limit: 10, ...query })).map(toPlace)
      expect(await find({})).toEqual(['3-0', '2-0', '1-2', '1-0'])
      expect(await find({ kind: 'team' })).toEqual(['2-0', '1-0'])
      expect(await find({ actor: 'operator:ann' })).toEqual(['2-0'])
      expect(await find({ actor: 'key-1', kind: 'key' })).toEqual(['1-2'])
      expect(await find({ from: '2026-03-01T00:00:00.000Z' })).toEqual(['3-0', '2-0'])
      expect(await find({ to: '2026-03-01T00:00:00.000Z' })).toEqual(['1-2', '1-0'])
      expect(await find({ limit: 2 })).toEqual(['3-0', '2-0'])
      expect(await find({ limit: 2, before: { revision: 2, index: 0 } })).toEqual(['1-2', '1-0'])
      // The feed has no sign-ins.
      expect((await reader.events.list(null, 10)).map(toPlace)).toEqual(['1-0', '1-1', '1-2', '2-0'])
    })
  })
}

function toPlace({ index, revision }: Pick<EventRow, 'index' | 'revision'>): string {
  return `${revision}-${index}`
}
