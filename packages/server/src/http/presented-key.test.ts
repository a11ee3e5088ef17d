import { describe, expect, it } from 'vitest'

import { presentedKey } from './presented-key.ts'

describe('presentedKey', () => {
  it.each([
    [{ authorization: 'Bearer rc_1' }, 'rc_1'],
    [{ authorization: 'bearer  rc_1 ' }, 'rc_1'],
    [{ 'x-api-key': 'rc_2' }, 'rc_2'],
    [{ authorization: 'Bearer rc_1', 'x-api-key': 'rc_2' }, 'rc_1'],
    [{ authorization: 'Basic dXNlcjpwYXNz', 'x-api-key': 'rc_2' }, 'rc_2'],
    [{ authorization: 'Basic dXNlcjpwYXNz' }, undefined],
    [{ authorization: 'Bearer ' }, ''],
    [{}, undefined],
  ])('finds the key of %j', (headers, key) => {
    expect(presentedKey(headers)).toBe(key)
  })
})
