import { expect, it } from 'vitest'

import { isSameName } from './is-same-name.ts'

it.each([
  ['Acme', 'Acme', true],
  ['acme', 'Acme', false],
  ['Acme', 'Acme Ltd', false],
  ['', 'Acme', false],
  // A page shows one blank for two, and none at the end.
  ['Acme Ltd', 'Acme  Ltd ', true],
  // Signs of direction take no room.
  ['Acme', '\u200eAcme\u200f', true],
  // The provider has sent é as a letter and a sign, the keyboard writes it as one.
  ['Caf\u00e9', 'Cafe\u0301', true],
])('%j typed for %j: %s', (typed, name, same) => {
  expect(isSameName(typed, name)).toBe(same)
})
