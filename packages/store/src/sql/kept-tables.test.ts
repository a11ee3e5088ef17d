import { describe, expect, it } from 'vitest'

import { createKeptTables } from './kept-tables.ts'

const write = 'DELETE FROM grants WHERE user_id = ?'
const read = 'SELECT role FROM grants'

describe('whether a read is to wait for what is kept', () => {
  it.each([
    ['of any rows, where any are written', undefined, undefined, true],
    ['of any rows, where some are written', ['ann'], undefined, true],
    ['of some, where any are written', undefined, { only: ['bob'] }, true],
    ['of some, where these are written', ['ann'], { only: ['bob', 'ann'] }, true],
    ['of some, where others are written', ['ann'], { only: ['bob'] }, false],
    ['of any, where what is written is known', ['ann'], { known: new Set(['ann']) }, false],
    ['of any, where some of it is known', ['ann', 'bob'], { known: new Set(['ann']) }, true],
    ['of some, where these are known', ['ann'], { only: ['ann'], known: new Set(['ann']) }, false],
  ] as const)('%s', (_, keys, rows, expected) => {
    const tables = createKeptTables()
    tables.add(write, keys)
    expect(tables.concern(read, rows === undefined ? undefined : { grants: rows })).toBe(expected)
    expect(tables.concern('SELECT id FROM users', undefined)).toBe(false)
  })

  it('waits for all writes of a table where one of them does not say what it is about', () => {
    const tables = createKeptTables()
    tables.add(write, ['ann'])
    tables.add(write, undefined)
    tables.add(write, ['ann'])
    expect(tables.concern(read, { grants: { only: ['bob'] } })).toBe(true)
  })
})
