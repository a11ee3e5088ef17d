import { expect, it } from 'vitest'
import { suggestion } from './suggestion.ts'

it('names every known word where none is near', () => {
  expect(suggestion('xyz', ['Owner', 'Member'])).toBe("expected 'Owner', 'Member'.")
})
