import { expect, it } from 'vitest'
import { toEnd } from './to-end.ts'

it.each([
  ['2027-06-30', '2027-07-01T00:00:00.000Z'],
  ['2027-12-31', '2028-01-01T00:00:00.000Z'],
  ['2027-06-30T18:00:00Z', '2027-06-30T18:00:00.000Z'],
  ['2027-06-30t18:00:00z', '2027-06-30T18:00:00.000Z'],
  ['2027-06-30T18:00:00+02:00', '2027-06-30T16:00:00.000Z'],
  ['2027-06-30T18:00:00-0200', undefined],
  ['2027-06-30T18:00:00', undefined],
  ['2027-02-30', undefined],
  ['on 2027-06-30', undefined],
  ['2027-06-30 at last', undefined],
  ['tomorrow', undefined],
])('%s ends at %s', (text, end) => {
  expect(toEnd(text)).toBe(end)
})
