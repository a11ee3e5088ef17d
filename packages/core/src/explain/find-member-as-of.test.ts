import { describe, expect, it } from 'vitest'

import type { EventType, StoredEvent } from '../plugin/event.ts'
import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import { getMemberAsOf } from './find-member-as-of.ts'
import { listEventsOf } from './grants-as-of.ts'

const day = (number: number) => `2027-01-${String(number).padStart(2, '0')}T00:00:00.000Z`
let revision = 0

function event(type: EventType, subject: string, time: string, data: StoredEvent['data'] = {}): StoredEvent {
  revision += 1
  return { type, subject, data, revision, index: 0, time, cause: { kind: 'scim', requestId: null, keyId: null } }
}

const born = (id: string, date: number) => event('MemberProvisioned', `users/${id}`, day(date))
const gone = (id: string, date: number, userName: unknown = 'Ann@x') =>
  event('MemberDeleted', `users/${id}`, day(date), { userName } as StoredEvent['data'])

/** `now` has the address now. */
function readerOf(events: readonly StoredEvent[], now?: string): StoreReader {
  const after = (place: { readonly revision: number } | null) =>
    events.filter((one) => place === null || one.revision > place.revision)
  return {
    users: {
      findByUserName: async (key: string) =>
        now !== undefined && key === 'ann@x' ? { id: now, userName: 'ann@x' } : undefined,
      find: async (id: string) => (now !== undefined && id === now ? { id: now, userName: 'ann@x' } : undefined),
    },
    events: {
      list: async (place: StoredEvent | null, limit: number) => after(place).slice(0, limit),
      listOf: async (subject: string, place: StoredEvent | null, limit: number) =>
        after(place)
          .filter((one) => one.subject === subject)
          .slice(0, limit),
    },
  } as unknown as StoreReader
}

const found = async (events: readonly StoredEvent[], at: number, now?: string, email = 'ANN@x') =>
  (await getMemberAsOf(readerOf(events, now), email, day(at))).id

describe('who had an address at a past time', () => {
  it('is who has it now and was there', async () => {
    expect(await found([born('a', 1)], 2, 'a')).toBe('a')
  })

  it('is who was deleted since, rather than who has it now', async () => {
    const events = [born('old', 1), gone('old', 5), born('new', 6)]
    expect(await found(events, 3, 'new')).toBe('old')
    expect(await found(events, 7, 'new')).toBe('new')
    expect(await found(events, 3)).toBe('old')
  })

  it('is who was there then, of several', async () => {
    const events = [born('a', 1), gone('a', 3), born('b', 4), gone('b', 6)]
    expect([await found(events, 2), await found(events, 5)]).toEqual(['a', 'b'])
  })

  it('is who has it now, though somebody who is gone has taken the address since', async () => {
    expect(await found([born('a', 1), born('b', 1), gone('b', 5)], 3, 'a')).toBe('a')
  })

  it('is nobody who came and went since', async () => {
    await expect(found([born('a', 3), gone('a', 5)], 2)).rejects.toThrow(NotFound)
    expect(await found([born('a', 3), gone('a', 5), born('b', 6)], 2, 'b')).toBe('b')
  })

  it('is who has it now where nobody was there', async () => {
    expect(await found([born('a', 5)], 2, 'a')).toBe('a')
  })

  it('is nobody by another address, by another event, or at the time of the deletion', async () => {
    const events = [
      born('a', 1),
      gone('a', 5, 'bob@x'),
      gone('a', 5, 7),
      event('MemberDeactivated', 'users/a', day(5), { userName: 'ann@x' }),
    ]
    await expect(found(events, 2)).rejects.toThrow(NotFound)
    await expect(found([born('a', 1), gone('a', 5)], 5)).rejects.toThrow(NotFound)
  })

  it('is found beyond the first thousand events', async () => {
    const noise = Array.from({ length: 1_000 }, () => event('MemberActivated', 'users/other', day(1)))
    expect(await found([born('a', 1), ...noise, gone('a', 5)], 2)).toBe('a')
  })
})

describe('who had an id at a past time', () => {
  const byId = async (events: readonly StoredEvent[], at: number, userId: string, now?: string) =>
    getMemberAsOf(readerOf(events, now), { userId }, day(at))
  const events = [born('old', 1), born('new', 2), gone('old', 5)]

  it('is its owner, there or gone, whoever has the address now', async () => {
    expect(await byId(events, 3, 'new', 'new')).toMatchObject({ id: 'new' })
    expect(await byId(events, 3, 'old', 'new')).toEqual({ id: 'old', userName: 'Ann@x', data: {} })
  })

  it('is nobody who was gone by then, not there yet, or never there', async () => {
    for (const [id, at] of [
      ['old', 6],
      ['nobody', 3],
    ] as const)
      await expect(byId(events, at, id, 'new')).rejects.toThrow(`There is no member with the userId ${id}`)
    await expect(byId([born('old', 4), gone('old', 5)], 2, 'old')).rejects.toThrow(NotFound)
  })
})

describe('the events of one thing', () => {
  const events = Array.from({ length: 2_500 }, (_, index) =>
    event('MemberActivated', 'users/a', day(1 + Math.floor(index / 100))),
  )

  it.each([
    [2_500, null],
    [100, day(1)],
    [1_000, day(10)],
    [1_100, day(11)],
    [2_500, day(28)],
    [0, '2026-01-01T00:00:00.000Z'],
  ])('are %i until %s', async (count, until) => {
    const listed = await listEventsOf(readerOf(events), 'users/a', until)
    expect(listed).toEqual(events.slice(0, count))
  })

  it('are none of nothing', async () => {
    expect(await listEventsOf(readerOf(events), 'users/b', null)).toEqual([])
    expect(await listEventsOf(readerOf(events.slice(0, 1_000)), 'users/a', null)).toHaveLength(1_000)
  })
})
