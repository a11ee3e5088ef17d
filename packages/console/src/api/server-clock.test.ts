import { expect, it } from 'vitest'

import { noteServerTime, serverNow } from './server-clock.ts'

it.each([
  ['is right', 0, 100, 0],
  ['differs by less than one can tell', 2_000, 100, 0],
  ['is an hour ahead', 3_600_000, 100, 3_600_000],
  ['is an hour behind', -3_600_000, 100, -3_600_000],
  ['is right, and its answer took half a minute', -30_000, 30_000, 0],
  ['is an hour behind, and its answer took half a minute', -3_630_000, 30_000, -3_600_000],
])('knows the time of a server whose clock %s', (_, told, took, ahead) => {
  noteServerTime(new Date(Date.now() + told).toUTCString(), Date.now() - took)
  expect(Math.abs(serverNow() - Date.now() - ahead)).toBeLessThan(2_000)
  noteServerTime('no date', Date.now())
  expect(Math.abs(serverNow() - Date.now() - ahead)).toBeLessThan(2_000)
  noteServerTime(new Date().toUTCString(), Date.now())
})
