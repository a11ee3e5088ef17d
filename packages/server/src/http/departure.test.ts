import { expect, it } from 'vitest'

import { Departure } from './departure.ts'

const reason = new Error('gone')

it('throws why the client has left, and nothing before', () => {
  const departure = new Departure()
  departure.throwIfAborted()
  departure.abort(reason)
  departure.abort(new Error('later'))
  expect(() => departure.throwIfAborted()).toThrow(reason)
})

it.each(['before', 'after'])('tells its signal of a client that leaves %s it is asked for', (when) => {
  const departure = new Departure()
  const early = when === 'after' ? departure.signal : undefined
  departure.abort(reason)
  expect(departure.signal.reason).toBe(reason)
  expect(early ?? departure.signal).toBe(departure.signal)
})

it('has a signal that is not aborted as long as the client is there', () => {
  expect(new Departure().signal.aborted).toBe(false)
})
