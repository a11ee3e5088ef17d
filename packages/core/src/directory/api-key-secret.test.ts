import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { formatApiKey, hashApiKey, idOfApiKey, matchesApiKey, secretBytes } from './api-key-secret.ts'

const id = '0190c2a0-0000-7000-8000-000000000001'

describe('an API key', () => {
  const key = formatApiKey(id, randomBytes(secretBytes))

  it('carries its id and 256 bits', () => {
    expect(key).toMatch(/^rc_0190c2a0-0000-7000-8000-000000000001_[0-9A-Za-z_-]{43}$/)
    expect(idOfApiKey(key)).toBe(id)
  })

  it('is found again by its hash alone', () => {
    expect(hashApiKey(key)).not.toContain(key.slice(-43))
    expect(matchesApiKey(key, hashApiKey(key))).toBe(true)
  })

  it('does not match another secret of the same id', () => {
    expect(matchesApiKey(formatApiKey(id, randomBytes(secretBytes)), hashApiKey(key))).toBe(false)
  })

  it.each(['', 'rc_', 'rc__', `rc_${id}`, `rc_${id}_short`, `RC${key.slice(2)}`, `${key}x`, ' '.repeat(100)])(
    'is not %j',
    (text) => {
      expect(idOfApiKey(text)).toBeUndefined()
    },
  )
})
