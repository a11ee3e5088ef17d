import { describe, expect, it } from 'vitest'

import { formatAgo, formatDay } from './locale.ts'

describe('times and numbers', () => {
  it('name the day of today and the one before', () => {
    const now = new Date(2026, 0, 1, 0, 5)
    expect(formatDay(new Date(2026, 0, 1).toISOString(), now)).toBe('Today')
    expect(formatDay(new Date(2025, 11, 31, 23, 59).toISOString(), now)).toBe('Yesterday')
    expect(formatDay(new Date(2025, 11, 30).toISOString(), now)).toMatch(/30/)
    expect(formatAgo(-2, 'minute')).toBe('2 minutes ago')
  })
})
