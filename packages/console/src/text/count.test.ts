import { expect, it } from 'vitest'

import { countOfPage } from './count.ts'

it.each([
  [0, null, ''],
  [12, null, '12'],
  [100, '/api/holds?after=h', '100+'],
])('says of a page of %d that %s follows: %j', (length, next, expected) => {
  expect(countOfPage({ body: Array.from({ length }), next })).toBe(expected)
})
