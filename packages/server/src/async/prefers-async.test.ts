import { expect, it } from 'vitest'

import { prefersAsync } from './prefers-async.ts'

it.each([
  'respond-async',
  'Respond-Async',
  'return=minimal, respond-async',
  'respond-async, wait=10',
  'respond-async; foo="some value"',
  'respond-async=""',
  'wait=10,respond-async ;q',
  'x="a \\" , b", respond-async',
])('reads %s as respond-async (RFC 7240 §2)', (header) => {
  expect(prefersAsync(header)).toBe(true)
})

it.each([
  '',
  ',',
  'wait=10',
  'respond-asynchronously',
  'x-respond-async',
  'x="a, respond-async"',
  'respond-async=no',
  'wait=10; respond-async',
])('reads %j as none', (header) => {
  expect(prefersAsync(header)).toBe(false)
})

it('reads several headers as one', () => {
  expect(prefersAsync(undefined)).toBe(false)
  expect(prefersAsync(['wait=10', 'respond-async'])).toBe(true)
})
