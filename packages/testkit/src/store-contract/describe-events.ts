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
  })
}
