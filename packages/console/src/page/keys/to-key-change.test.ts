import { expect, it } from 'vitest'

import { toKeyChange, type KeyValues } from './to-key-change.ts'

const initial: KeyValues = { displayName: 'Entra', provider: '', strict: '', tolerancesOff: '' }

it.each<readonly [Partial<KeyValues>, object]>([
  [{}, {}],
  [{ displayName: 'Entra ID' }, { displayName: 'Entra ID' }],
  [{ provider: 'okta' }, { provider: 'okta' }],
  [{ strict: 'yes' }, { strict: true }],
  [{ tolerancesOff: 'a b' }, { tolerancesOff: ['a', 'b'] }],
])('sends of a key only what is changed of it: %j', (changed, body) => {
  expect(toKeyChange({ ...initial, ...changed }, initial)).toEqual(body)
})

it('takes back what was chosen', () => {
  const chosen = { ...initial, provider: 'okta', strict: 'yes', tolerancesOff: 'a' }
  expect(toKeyChange(initial, chosen)).toEqual({ provider: null, strict: false, tolerancesOff: [] })
})
