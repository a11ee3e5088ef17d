import { describe, expect, it } from 'vitest'
import { parseDecimal } from './parse-decimal.ts'

describe('parseDecimal', () => {
  it.each([
    ['5', 5],
    [' -1.50e+2 ', -150],
    ['+7', 7],
    ['007', 7],
    ['.5', 0.5],
    ['5.', 5],
  ])('reads %j', (text, number) => {
    expect(parseDecimal(text)).toBe(number)
  })

  it.each(['', ' ', '.', '0x10', '0b11', '0o7', 'Infinity', '-Infinity', 'NaN', '1e400', '1_000', '1,5', '12e', '١'])(
    'reads no number in %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined()
    },
  )

  it('needs linear time', () => {
    const start = process.cpuUsage()
    parseDecimal(`${'1'.repeat(1_000_000)}!`)
    parseDecimal(`${' '.repeat(1_000_000)}!`)
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
  })
})
