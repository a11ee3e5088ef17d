import { expect, it } from 'vitest'
import { suggestion } from './suggestion.ts'

it('names every known word where none is near', () => {
  expect(suggestion('xyz', ['Owner', 'Member'])).toBe("expected 'Owner', 'Member'.")
})

it('names a dozen at most, and says how many there are', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word ${index}`)
  expect(suggestion('xyz', words(12))).toMatch(/^expected 'word 0', .*, 'word 11'\.$/)
  expect(suggestion('xyz', words(13))).toMatch(/^expected one of 13, such as 'word 0', .*, 'word 11'\.$/)
})
