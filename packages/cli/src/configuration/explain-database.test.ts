import { StoreError } from '@rolecall/core/store-error'
import { expect, it } from 'vitest'

import { explainDatabase } from './explain-database.ts'

it('names a disk that is full as such, and asks for no other folder', async () => {
  const cause = new Error('SQLITE_FULL: database or disk is full')
  const full = new StoreError('unavailable', 'the database answered', { cause, reason: 'full' })
  const told = explainDatabase('sqlite:/data/x.db', () => Promise.reject(full))
  await expect(told).rejects.toThrow(
    'There is no space left for sqlite:/data/x.db (SQLITE_FULL: database or disk is full).',
  )
})
