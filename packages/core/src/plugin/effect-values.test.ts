import { describe, expect, expectTypeOf, it } from 'vitest'
import { checkEffectValue } from '../host/check-effect-value.ts'
import { give, type EffectValue } from './effect-values.ts'

it('knows the type of the value by the name of the effect', () => {
  expectTypeOf<EffectValue<'identity.subject'>>().toEqualTypeOf<{ readonly subject: string }>()
  expect(give('email.validated', { validated: true })).toEqual({
    effect: 'email.validated',
    value: { validated: true },
  })
  expect(give('licence', { sku: 'E5' })).toEqual({ effect: 'licence', value: { sku: 'E5' } })
  // @ts-expect-error a role has a scope, a group and an end, too
  give('role', { role: 'Owner' })
  // @ts-expect-error nobody says of an address that it is not validated
  give('email.validated', { validated: false })
})

const role = { scope: 'team:sales', role: 'Editor', groupId: '', expiresAt: null }

describe('the value that a plugin gives for an effect', () => {
  it.each<[string, object]>([
    ['role', role],
    ['role', { ...role, scope: 'organization', expiresAt: '2027-06-30T00:00:00.000Z' }],
    ['email.validated', { validated: true }],
    ['identity.subject', { subject: 'x' }],
    ['finding', { code: 'odd', message: 'Odd.', detail: [1] }],
    ['licence', { sku: 'E5', seats: 1, parts: [{ name: null }] }],
    ['licence', {}],
  ])('may be that of %s: %o', (effect, value) => {
    expect(checkEffectValue(effect, value)).toBeUndefined()
  })

  it.each<[string, unknown, string]>([
    ['role', undefined, "the value of 'role' must be an object"],
    ['role', { ...role, scope: undefined }, "the value of 'role' must be JSON, and 'scope' is not"],
    [
      'role',
      { role: 'Editor', groupId: '', expiresAt: null },
      "the value of 'role' has no 'scope': 'organization', or 'team:' and the folded id of a team was expected",
    ],
    [
      'role',
      { ...role, scope: 'team:Sales' },
      "'scope' of the value of 'role' must be 'organization', or 'team:' and the folded id of a team",
    ],
    [
      'role',
      { ...role, scope: 'team:' },
      "'scope' of the value of 'role' must be 'organization', or 'team:' and the folded id of a team",
    ],
    ['role', { ...role, role: '' }, "'role' of the value of 'role' must be a text that is not empty"],
    ['role', { ...role, role: 'a\0b' }, "'role' of the value of 'role' must be a text that is not empty"],
    ['role', { ...role, groupId: 7 }, "'groupId' of the value of 'role' must be a text"],
    [
      'role',
      { ...role, expiresAt: '2027-06-30' },
      "'expiresAt' of the value of 'role' must be an instant such as '2027-06-30T00:00:00.000Z' or null",
    ],
    ['role', { ...role, expires: null }, "the value of 'role' has an unknown key 'expires'; did you mean 'expiresAt'?"],
    ['email.validated', { validated: false }, "'validated' of the value of 'email.validated' must be true"],
    [
      'identity.subject',
      { subject: 7 },
      "'subject' of the value of 'identity.subject' must be a text that is not empty",
    ],
    ['finding', { code: 'odd' }, "the value of 'finding' has no 'message': a text that is not empty was expected"],
    ['licence', 'E5', "the value of 'licence' must be an object"],
    ['licence', { sku: undefined }, "the value of 'licence' must be JSON, and 'sku' is not"],
    ['licence', { of: [{ seats: Number.NaN }] }, "the value of 'licence' must be JSON, and 'of.0.seats' is not"],
    ['licence', { since: new Date(0) }, "the value of 'licence' must be JSON, and 'since' is not"],
    ['licence', { n: 1n }, "the value of 'licence' must be JSON, and 'n' is not"],
  ])('of %s can not be %o', (effect, value, message) => {
    expect(checkEffectValue(effect, value)).toBe(message)
  })

  it('can not contain itself', () => {
    const value: Record<string, unknown> = {}
    value['self'] = value
    expect(checkEffectValue('licence', value)).toMatch(/must be JSON/)
  })
})
