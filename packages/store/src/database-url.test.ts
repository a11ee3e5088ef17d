import { describe, expect, it } from 'vitest'

import { parseDatabaseUrl, withoutPassword } from './database-url.ts'

describe('parseDatabaseUrl', () => {
  it.each([
    ['sqlite:a.sqlite', { dialect: 'sqlite', path: 'a.sqlite' }],
    ['sqlite:///var/a.sqlite', { dialect: 'sqlite', path: '/var/a.sqlite' }],
    ['postgresql://u@h/d', { dialect: 'postgres', url: 'postgresql://u@h/d' }],
  ])('reads %s', (url, location) => {
    expect(parseDatabaseUrl(url)).toEqual(location)
  })

  it.each([
    ['sqlite:', '"sqlite:" is no database; use sqlite:PATH or'],
    ['sqlite::memory:', 'it needs a file, such as sqlite:rolecall.sqlite'],
    ['mysql://ann:secret@h/d', '"mysql://ann:***@h/d" is no database'],
  ])('refuses %s, and says what helps', (url, message) => {
    expect(() => parseDatabaseUrl(url)).toThrow(message)
  })
})

describe('withoutPassword', () => {
  it('keeps everything else', () => {
    expect(withoutPassword('postgres://ann:s@h:5432/d?x=1')).toBe('postgres://ann:***@h:5432/d?x=1')
  })
})
