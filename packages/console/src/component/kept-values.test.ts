import { describe, expect, it } from 'vitest'

import { changedValues, parseKept } from './kept-values.ts'

const initial = { name: '', expiresAt: '2027-11-30' }

describe('what a tab has kept of a form', () => {
  it('is what was typed, where the form has that field', () => {
    expect(parseKept('{"name":"Ann","former":"x"}', initial)).toEqual({ name: 'Ann', expiresAt: '2027-11-30' })
    expect(parseKept('{"expiresAt":""}', initial)).toEqual({ name: '', expiresAt: '' })
  })

  it.each([null, '', 'null', '[]', '"a"', '{"name":1}', '{"name":'])('is nothing in %j', (stored) => {
    expect(parseKept(stored, initial)).toEqual(initial)
  })

  it('is of the fields that were changed alone, so that the others are as somebody else has left them', () => {
    const kept = JSON.stringify(changedValues({ name: 'Ann', expiresAt: '2027-11-30' }, initial))
    expect(parseKept(kept, { name: 'Bob', expiresAt: '2028-01-01' })).toEqual({ name: 'Ann', expiresAt: '2028-01-01' })
  })
})
