import { describe, expect, it } from 'vitest'
import { validate, version } from 'uuid'

import { createIds } from './create-ids.ts'

/** Milliseconds that an id names (RFC 9562 §5.7). */
const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

describe('createIds', () => {
  it('makes valid ids of version 7 that name the time', () => {
    const id = createIds(() => Date.UTC(2026, 10, 25))()
    expect(validate(id)).toBe(true)
    expect(version(id)).toBe(7)
    expect(timeOf(id)).toBe(Date.UTC(2026, 10, 25))
  })

  it('makes different ids that rise, within one millisecond and over several draws of randomness', () => {
    const newId = createIds(() => 1_000)
    const ids = Array.from({ length: 2_000 }, newId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
  })

  it('goes on rising when the clock goes back', () => {
    const times = [5_000, 4_000, 3_000, 5_001]
    const newId = createIds(() => times.shift() as number)
    const ids = Array.from({ length: 4 }, newId)
    expect(ids.toSorted()).toEqual(ids)
    expect(ids.map(timeOf)).toEqual([5_000, 5_000, 5_000, 5_001])
  })

  it('shares nothing between two sources but the time', () => {
    const [one, two] = [createIds(() => 1)(), createIds(() => 1)()]
    expect(one.slice(0, 13)).toBe(two.slice(0, 13))
    expect(one.slice(14)).not.toBe(two.slice(14))
  })
})
