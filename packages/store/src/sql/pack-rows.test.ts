import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { packRows } from './pack-rows.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null))
const row = fc.record({ id: fc.string(), role: value, scope: value })

describe('packRows', () => {
  it('keeps each combination once, by its place', () => {
    const rows = [
      { id: 'ann', role: 'Owner', until: null },
      { id: 'bob', role: 'Member', until: 3 },
      { id: 'cleo', role: 'Owner', until: null },
    ]
    expect(packRows(['id'], ['role', 'until'], rows)).toEqual([
      '[["Owner",null],["Member",3]]',
      '[[0,"ann"],[1,"bob"],[0,"cleo"]]',
    ])
  })

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const [shared, own] = packRows(['id'], ['role', 'scope'], rows).map((text) => JSON.parse(String(text)))
        const unpacked = own.map(([place, id]: [number, string]) => ({
          id,
          role: shared[place][0],
          scope: shared[place][1],
        }))
        expect(unpacked).toEqual(rows)
      }),
    )
  })
})
