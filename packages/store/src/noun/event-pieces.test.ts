import type { SealedEvent } from '@rolecall/core/directory/event-chain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cutIntoPieces, eventsOfStatement, worthPacking } from './event-pieces.ts'

function toEvents(runs: readonly { readonly subject: string; readonly length: number }[]): SealedEvent[] {
  const subjects = runs.flatMap(({ length, subject }) => Array.from({ length }, () => subject))
  return subjects.map((subject, index) => ({
    index,
    subject,
    type: 'GroupMemberRemoved',
    kind: null,
    actor: null,
    cause: '{}',
    data: `{"value":"${index}"}`,
    hash: String(index),
  }))
}

function shapeOf(runs: Parameters<typeof toEvents>[0]): string[] {
  return [...cutIntoPieces(toEvents(runs))].map(
    ({ events, isUniform }) => `${events.length} ${isUniform ? 'uniform' : 'mixed'}`,
  )
}

describe('cutIntoPieces', () => {
  it('cuts a long run apart from what comes before and after it', () => {
    const runs = [
      { subject: 'groups/a', length: 2 },
      { subject: 'groups/b', length: 100 },
      { subject: 'groups/c', length: 1 },
    ]
    expect(shapeOf(runs)).toEqual(['2 mixed', '100 uniform', '1 mixed'])
  })

  it('leaves together what is not worth a piece of its own', () => {
    const few = worthPacking - 1
    expect(shapeOf([{ subject: 'a', length: few }])).toEqual([`${few} mixed`])
    expect(shapeOf(['a', 'b', 'a'].map((subject) => ({ subject, length: few })))).toEqual([`${3 * few} mixed`])
  })

  it('says of no event that it is like another whose author is not the same', () => {
    const events = toEvents([{ subject: 'a', length: 2 * worthPacking }])
    const byOthers = events.map((event) => ({ ...event, actor: `key-${event.index % 2}` }))
    expect([...cutIntoPieces(byOthers)].map(({ isUniform }) => isUniform)).toEqual([false])
  })

  it('keeps all events in their order, in pieces of a bounded size, and calls uniform what is', () => {
    const anyRuns = fc.array(
      fc.record({
        subject: fc.constantFrom('a', 'b', 'c'),
        length: fc.oneof(fc.nat(3), fc.nat(120), fc.nat(2 * eventsOfStatement)),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const events = toEvents(runs)
        const pieces = [...cutIntoPieces(events)]
        expect(pieces.flatMap((piece) => piece.events)).toEqual(events)
        for (const { events: some, isUniform } of pieces) {
          expect(some.length).toBeGreaterThan(0)
          expect(some.length).toBeLessThanOrEqual(eventsOfStatement)
          if (isUniform) expect(new Set(some.map(({ subject }) => subject)).size).toBe(1)
        }
      }),
      { numRuns: 10 },
    )
  })
})
