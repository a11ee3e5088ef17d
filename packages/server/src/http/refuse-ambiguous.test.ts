import { BadRequest } from '@rolecall/core/scim/errors'
import { expect, it } from 'vitest'

import { refuseAmbiguous } from './refuse-ambiguous.ts'

const refusalOf = (...rawHeaders: readonly string[]): unknown => {
  try {
    void refuseAmbiguous({ req: { rawHeaders } } as never, () => Promise.resolve())
    return undefined
  } catch (error) {
    return error
  }
}

it.each([
  ['Host', 'a', 'Host', 'b'],
  ['Host', 'a', 'Authorization', 'Bearer x', 'authorization', 'Bearer y'],
  ['X-Api-Key', 'x', 'Accept', '*/*', 'X-API-KEY', 'x'],
  ['Content-Type', 'application/json', 'content-type', 'text/plain'],
])('refuses a request that says %s twice', (...headers) => {
  expect(refusalOf(...headers)).toBeInstanceOf(BadRequest)
})

it('takes a request that says each of them once, and lists in several lines', () => {
  expect(
    refusalOf('Host', 'host', 'Authorization', 'Host', 'Accept', 'a', 'Accept', 'b', 'Cookie', 'c', 'Cookie', 'd'),
  ).toBe(undefined)
})
