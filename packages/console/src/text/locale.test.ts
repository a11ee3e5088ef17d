import { describe, expect, it } from 'vitest'

import { formatAgo, formatDay } from './locale.ts'

/** Every file of the console as text, by its path. */
const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })

describe('times and numbers', () => {
  it('are written by one module, so that all of them are as the reader is used to', () => {
    const others = Object.entries(sources).filter(([file]) => !file.includes('locale') && !file.endsWith('.test.ts'))
    const own = others
      .filter(([, text]) => /new Intl\.|\.toLocale(Date|Time)?String\(/.test(text))
      .map(([file]) => file)
    expect(others.length).toBeGreaterThan(100)
    expect(own).toEqual([])
  })

  it('name the day of today and the one before', () => {
    const now = new Date(2026, 0, 1, 0, 5)
    expect(formatDay(new Date(2026, 0, 1).toISOString(), now)).toBe('Today')
    expect(formatDay(new Date(2025, 11, 31, 23, 59).toISOString(), now)).toBe('Yesterday')
    expect(formatDay(new Date(2025, 11, 30).toISOString(), now)).toMatch(/30/)
    expect(formatAgo(-2, 'minute')).toBe('2 minutes ago')
  })
})
