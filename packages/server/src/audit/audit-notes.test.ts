import { StoreError } from '@rolecall/core/store-error'
import type { AppendedEvent } from '@rolecall/core/store/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createAuditNotes, type AuditNote, type AuditNotes } from './audit-notes.ts'

const start = Date.parse('2026-03-01T08:00:00.000Z')

const note = (address: string, change: Partial<AuditNote> = {}): AuditNote => ({
  organizationId: 'acme',
  type: 'KeyRefused',
  subject: 'api-keys/1',
  data: { reason: 'revoked' },
  cause: { kind: 'scim', requestId: 'r', keyId: '1', address },
  ...change,
})

describe('what waits for the audit', () => {
  let written: { readonly organizationId: string; readonly events: readonly AppendedEvent[] }[]
  let dropped: number
  let failure: Error | null
  let notes: AuditNotes

  beforeEach(() => {
    vi.useFakeTimers({ now: start })
    written = []
    dropped = 0
    failure = null
    const write = (organizationId: string, _: unknown, work: (tx: never) => Promise<unknown>) => {
      if (failure !== null) return Promise.reject(failure)
      const append = (events: readonly AppendedEvent[]) => void written.push({ organizationId, events })
      return work({ events: { append } } as never)
    }
    notes = createAuditNotes({
      store: { write } as never,
      now: () => new Date().toISOString(),
      onDropped: (count) => void (dropped += count),
      waitMs: 1_000,
    })
  })
  afterEach(async () => {
    await notes.close()
    vi.useRealTimers()
  })

  const told = () =>
    written.map(({ events }) =>
      events.map(({ cause, data }) => `${cause?.address ?? 'others'} ${String(data['count'])}`),
    )

  it('is written in a second, all of an organization in one transaction', async () => {
    notes.add(note('192.0.2.1'))
    notes.add(note('192.0.2.2'))
    notes.add(note('192.0.2.1', { organizationId: 'globex' }))
    expect(written).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told()).toEqual([['192.0.2.1 1', '192.0.2.2 1'], ['192.0.2.1 1']])
    expect(written[0]?.events[0]).toMatchObject({ type: 'KeyRefused', subject: 'api-keys/1', cause: { keyId: '1' } })
  })

  it('says the same once, and after ten minutes how often', async () => {
    for (let second = 0; second < 900; second++) {
      notes.add(note('192.0.2.1', { cause: { ...note('192.0.2.1').cause, requestId: `${second}` } }))
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(told()).toEqual([['192.0.2.1 1'], ['192.0.2.1 600']])
    expect(written[1]?.events[0]?.data).toMatchObject({
      reason: 'revoked',
      firstAt: '2026-03-01T08:00:01.000Z',
      lastAt: '2026-03-01T08:10:00.000Z',
    })
  })

  it('forgets what does not come again', async () => {
    notes.add(note('192.0.2.1'))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect([told(), vi.getTimerCount()]).toEqual([[['192.0.2.1 1']], 0])
  })

  it('is bounded for an organization, whatever an attacker varies, and leaves room for another', async () => {
    for (let number = 0; number < 5_000; number++) notes.add(note(`2001:db8::${number.toString(16)}`))
    notes.add(note('192.0.2.1', { organizationId: 'globex' }))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(written.map(({ events }) => events.length)).toEqual([101, 1])
    expect(told()[0]?.at(-1)).toBe('others 4900')
    expect(written[0]?.events.at(-1)).toMatchObject({ subject: 'others', data: { others: true } })
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(written).toHaveLength(2)
  })

  it('is bounded in all', async () => {
    for (let number = 0; number < 30_000; number++)
      notes.add(note('192.0.2.1', { organizationId: `o${number % 300}`, subject: `${number}` }))
    await vi.advanceTimersByTimeAsync(1_000)
    const rows = written.reduce((sum, { events }) => sum + events.length, 0)
    expect(rows).toBeLessThan(20_400)
  })

  it('tells each person who has signed in', async () => {
    const person = (personId: string) =>
      note('192.0.2.1', { type: 'PersonSignedIn', cause: { kind: 'api', requestId: null, keyId: 'k', personId } })
    for (let number = 0; number < 500; number++) notes.add(person(`${number}`))
    notes.add(person('7'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(written[0]?.events).toHaveLength(500)
    notes.add(person('7'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(written[1]?.events[0]).toMatchObject({ cause: { personId: '7' }, data: { count: 1 } })
  })

  it('waits for a database that is away, and loses no count', async () => {
    failure = new StoreError('unavailable', 'away')
    notes.add(note('192.0.2.1'))
    await vi.advanceTimersByTimeAsync(1_000)
    notes.add(note('192.0.2.1'))
    await vi.advanceTimersByTimeAsync(5_000)
    failure = null
    await vi.advanceTimersByTimeAsync(1_000)
    expect([told(), dropped]).toEqual([[['192.0.2.1 2']], 0])
    expect(written[0]?.events[0]?.data).toMatchObject({ firstAt: '2026-03-01T08:00:00.000Z' })
  })

  it('is written when the server stops, or said to be lost', async () => {
    notes.add(note('192.0.2.1'))
    await notes.close()
    expect(told()).toEqual([['192.0.2.1 1']])
  })

  it('does not keep a server that stops while the database is away', async () => {
    failure = new StoreError('unavailable', 'away')
    notes.add(note('192.0.2.1'))
    await notes.close()
    expect([told(), dropped]).toEqual([[], 1])
  })
})
