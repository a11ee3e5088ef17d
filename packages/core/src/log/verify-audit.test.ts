import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createSeal, toGenesis, type EventRow } from '../directory/event-chain.ts'
import type { NewEvent } from '../plugin/event.ts'
import type { Store, StoreReader } from '../store.ts'
import { verifyAudit } from './verify-audit.ts'

const cause = { kind: 'api', requestId: 'r', keyId: 'key-1' } as const
const now = '2026-03-01T08:00:00.000Z'

/** The events of an organization as a store would have kept them: a transaction for each list. */
function write(organizationId: string, transactions: readonly (readonly NewEvent[])[], first = 1) {
  const rows: EventRow[] = []
  let head: string | null = null
  for (const [index, events] of transactions.entries()) {
    const revision = first + index
    const seal = createSeal({ organizationId, revision, now, cause, head })
    for (const event of events) rows.push({ ...seal.next(event, JSON.stringify(event.data)), revision, time: now })
    head = seal.head()
  }
  return { rows, head }
}

function verify({ head, rows }: { rows: readonly EventRow[]; head: string | null }, expected?: string) {
  const sorted = rows.toSorted((one, other) => one.revision - other.revision || one.index - other.index)
  const isAfter = (row: EventRow, place: { revision: number; index: number } | null) =>
    place === null || row.revision > place.revision || (row.revision === place.revision && row.index > place.index)
  const events = {
    getHead: async () => head,
    listRows: async (after: { revision: number; index: number } | null, limit: number) =>
      sorted.filter((row) => isAfter(row, after)).slice(0, limit),
  }
  const store = { snapshot: (_: string, work: (reader: StoreReader) => unknown) => work({ events } as never) }
  return verifyAudit({ store: store as unknown as Pick<Store, 'snapshot'> }, 'acme', expected)
}

const event = (subject: string): NewEvent => ({ type: 'TeamUpdated', subject, data: { before: { name: 'a' } } })
const three = write('acme', [[event('a'), event('b')], [event('c')]])

describe('verifyAudit', () => {
  it('finds nothing amiss with what was written, and knows its newest hash', async () => {
    const head = three.rows.at(-1)?.hash
    expect(await verify(three)).toMatchObject({ events: 3, older: 0, last: '2-0', head, broken: null, breaks: 0 })
    expect(await verify(write('acme', []))).toMatchObject({ events: 0, broken: null, head: null })
  })

  it('finds whatever is changed in an event, by name', async () => {
    const other = { type: 'TeamDeleted', subject: 'x', time: '2026', kind: null, actor: null, cause: '{}', data: '{}' }
    const changes = Object.entries({ ...other, hash: 'f'.repeat(64) })
    for (const [name, value] of changes) {
      for (const [place, row] of three.rows.entries()) {
        const rows = three.rows.with(place, { ...row, [name]: value })
        const { broken } = await verify({ ...three, rows })
        expect([name, broken?.at, broken?.problem]).toEqual([name, `${row.revision}-${row.index}`, 'changed'])
      }
    }
  })

  it('finds one that was changed and sealed again by what comes behind it', async () => {
    const [first, second, third] = three.rows as [EventRow, EventRow, EventRow]
    const forged = write('acme', [[event('a'), event('forged')]]).rows[1] as EventRow
    expect((await verify({ ...three, rows: [first, forged, third] })).broken).toEqual({
      problem: 'changed',
      at: '2-0',
      after: '1-1',
    })
    expect((await verify({ ...three, rows: [first, { ...second, hash: null }, third] })).broken).toMatchObject({
      problem: 'unsealed',
      at: '1-1',
    })
  })

  it('finds where one was removed: the first, one in the middle, the last, all', async () => {
    const without = (...places: readonly number[]) =>
      verify({ ...three, rows: three.rows.filter((_, place) => !places.includes(place)) })
    expect((await without(0)).broken).toEqual({ problem: 'changed', at: '1-1', after: null })
    expect((await without(1)).broken).toEqual({ problem: 'changed', at: '2-0', after: '1-0' })
    expect((await without(2)).broken).toEqual({ problem: 'cut', at: null, after: '1-1' })
    expect((await without(0, 1, 2)).broken).toEqual({ problem: 'cut', at: null, after: null })
    expect((await verify({ ...three, head: null })).broken?.problem).toBe('cut')
  })

  it('finds two that have changed places, and one of another organization', async () => {
    const [first, second, third] = three.rows as [EventRow, EventRow, EventRow]
    const swapped = [{ ...first, index: 1 }, { ...second, index: 0 }, third]
    expect((await verify({ ...three, rows: swapped })).broken?.at).toBe('1-0')
    const foreign = write('other', [[event('a')], [event('c')]])
    expect((await verify({ ...three, rows: [first, second, foreign.rows[1] as EventRow] })).broken?.at).toBe('2-0')
    expect((await verify({ ...foreign })).broken?.at).toBe('1-0')
  })

  it('does not hold against the chain what is older than it, and finds one that is put before it', async () => {
    const late = write('acme', [[event('a')]], 8)
    const old: EventRow = { ...(late.rows[0] as EventRow), revision: 3, hash: null }
    expect(await verify({ ...late, rows: [old, ...late.rows] })).toMatchObject({ events: 1, older: 1, broken: null })
    const sealed = { ...old, hash: 'a'.repeat(64) }
    expect((await verify({ ...late, rows: [sealed, ...late.rows] })).broken?.at).toBe('3-0')
    const between = { ...old, revision: 9 }
    expect((await verify({ ...late, rows: [...late.rows, between] })).broken?.problem).toBe('unsealed')
  })

  it('begins again at an anchor, also where the newest events are gone', async () => {
    const cut = { ...three, rows: three.rows.slice(0, 2) }
    const data = { reason: 'restored by hand', head: three.head }
    const anchored = (head: string | null, anchor: NewEvent) => {
      const seal = createSeal({ organizationId: 'acme', revision: 3, now, cause, head })
      const sealed = [anchor, event('d')].map((one) => seal.next(one, JSON.stringify(one.data)))
      const rows = [...cut.rows, ...sealed.map((row) => ({ ...row, revision: 3, time: now }))]
      return { rows, head: seal.head() }
    }
    const whole = anchored(three.head, { type: 'AuditAnchored', subject: 'audit', data })
    expect(await verify(whole)).toMatchObject({ broken: null, anchor: { id: '3-0', reason: 'restored by hand' } })
    const changed = whole.rows.map((row) => (row.subject === 'd' ? { ...row, data: '{}' } : row))
    expect((await verify({ ...whole, rows: changed })).broken?.at).toBe('3-1')
    // An anchor that does not follow what it says is none.
    const lying = anchored(three.head, { type: 'AuditAnchored', subject: 'audit', data: { ...data, head: 'x' } })
    expect((await verify(lying)).broken?.at).toBe('3-0')
  })

  it('says whether a hash that was kept elsewhere is one of the chain: one that was made anew has another', async () => {
    const kept = three.rows[1]?.hash ?? ''
    expect((await verify(three, kept)).expectedFound).toBe(true)
    const anew = write('acme', [[event('a')], [event('c')]])
    expect(await verify(anew, kept)).toMatchObject({ broken: null, expectedFound: false })
  })

  it('shows what is no JSON as a break, and goes on', async () => {
    const rows = three.rows.with(0, { ...(three.rows[0] as EventRow), type: 'AuditAnchored', data: '{' })
    expect((await verify({ ...three, rows })).broken?.at).toBe('1-0')
  })

  it('notices any one change of a longer history', async () => {
    const history = fc.array(fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.nat(),
        fc.constantFrom('drop', 'data', 'subject', 'hash'),
        async (texts, at, what) => {
          const whole = write(
            'acme',
            texts.map((subjects) => subjects.map(event)),
          )
          expect((await verify(whole)).broken).toBeNull()
          const place = at % whole.rows.length
          const row = whole.rows[place] as EventRow
          const rows =
            what === 'drop'
              ? whole.rows.toSpliced(place, 1)
              : whole.rows.with(place, { ...row, [what]: `${row[what]}x` })
          expect((await verify({ ...whole, rows })).broken).not.toBeNull()
        },
      ),
    )
  })
})

it('has a beginning of its own for each organization', () => {
  expect(toGenesis('a')).not.toBe(toGenesis('b'))
})
