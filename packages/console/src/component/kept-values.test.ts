import { describe, expect, it } from 'vitest'

import { parseKept } from './kept-values.ts'

describe('what a tab has kept of a form', () => {
  const initial = { name: '', expiresAt: '2027-11-30' }

  it('is what was typed, where the form has that field', () => {
    expect(parseKept('{"name":"Ann","former":"x"}', initial)).toEqual({ name: 'Ann', expiresAt: '2027-11-30' })
    expect(parseKept('{"expiresAt":""}', initial)).toEqual({ name: '', expiresAt: '' })
  })

  it.each([null, '', 'null', '[]', '"a"', '{"name":1}', '{"name":'])('is nothing in %j', (stored) => {
    expect(parseKept(stored, initial)).toEqual(initial)
  })
})
