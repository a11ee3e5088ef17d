import { describe, expect, it } from 'vitest'

import { compareUserNames } from './user-name.ts'

describe('an incoming userName', () => {
  it.each([
    ['ann@example.com', 'ann@example.com', 'none'],
    ['ann@example.com', 'Ann@Example.com', 'case'],
    ['STRASSE@example.com', 'straße@example.com', 'other'],
    ['ann@example.com', 'bob@example.com', 'other'],
    ['ann@example.com', '0123456789abcdef0123456789abcdefann@example.com', 'soft-delete'],
    ['Ann@example.com', '0123456789ABCDEF0123456789ABCDEFann@example.com', 'soft-delete'],
    ['ann@example.com', '0123456789abcdef0123456789abcdefbob@example.com', 'other'],
    ['ann@example.com', '0123456789abcdef0123456789abcdeann@example.com', 'other'],
  ])('%s → %s is "%s"', (current, incoming, change) => {
    expect(compareUserNames(current, incoming)).toBe(change)
  })
})
