import { describe, expect, it } from 'vitest'

import { shownName } from './shown-name.ts'

describe('what one reads of a name', () => {
  it.each(['Ada', ' Ada ', '.', '<b>', '\u{1f600}', '\u0634\u0631\u0643\u0629'])('is %j itself', (name) => {
    expect(shownName(name, 'ada@example.com')).toBe(name)
  })

  it.each([null, undefined, '', ' ', '\u00a0\t\n', '\u200b', '\ufeff\u200e\u2060', '\u3164'])(
    'is something else in the place of %j, of which nothing is seen',
    (name) => {
      expect(shownName(name, 'ada@example.com')).toBe('ada@example.com')
    },
  )
})
