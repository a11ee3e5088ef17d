import { describe, expect, it } from 'vitest'

import { translateError } from './translate-error.ts'

const driverError = (code: string, message = 'details') => Object.assign(new Error(message), { code })

describe('translateError', () => {
  it.each([
    '57P01',
    '57P02',
    '57P03',
    '57014',
    '08006',
    '08P01',
    '53300',
    '25006',
    'ECONNRESET',
    'EPIPE',
    'SQLITE_FULL',
  ])('says of %s that the database is not available', (code) => {
    expect(translateError(driverError(code))).toMatchObject({ name: 'StoreError', kind: 'unavailable' })
  })

  it.each([
    ['25006', 'read-only'],
    ['SQLITE_READONLY', 'read-only'],
    ['57014', 'too-slow'],
    ['42501', 'no-right'],
    ['53100', 'full'],
    ['SQLITE_FULL', 'full'],
    ['08006', undefined],
  ])('says of %s what its operator has to look at: %s', (code, reason) => {
    expect(translateError(driverError(code))).toMatchObject({ kind: 'unavailable', reason })
  })

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
  ])('knows what the driver says without a code: %s', (message) => {
    expect(translateError(new Error(message))).toMatchObject({ name: 'StoreError', kind: 'unavailable' })
  })

  it.each(['23505', '23503', '40001', '40P01', '55P03', 'SQLITE_BUSY', 'SQLITE_CONSTRAINT'])(
    'says of %s that another was first',
    (code) => {
      expect(translateError(driverError(code))).toMatchObject({ name: 'StoreError', kind: 'conflict' })
    },
  )

  it.each([
    ['21000', 'ON CONFLICT DO UPDATE command cannot affect row a second time'],
    ['22003', 'integer out of range'],
    ['22P02', 'invalid input syntax'],
    ['23502', 'null value in column'],
    ['23514', 'violates check constraint'],
    ['42601', 'syntax error'],
    ['54000', 'index row size exceeds maximum'],
    ['SQLITE_ERROR', 'no such column'],
    ['SQLITE_TOOBIG', 'string or blob too big'],
    ['SQLITE_CONSTRAINT', 'SQLITE_CONSTRAINT: NOT NULL constraint failed: users.id'],
    ['SQLITE_CONSTRAINT', 'SQLITE_CONSTRAINT: CHECK constraint failed: status'],
  ])('leaves %s (%s), a mistake, as it is: to wait would not help', (code, message) => {
    const error = driverError(code, message)
    expect(translateError(error)).toBe(error)
  })
})
