import { applyPatch, createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { toUnifiedDiff } from './unified-diff.ts'

const diff = (before: string, after: string) =>
  toUnifiedDiff({ name: 'version 1', text: before }, { name: 'version 2', text: after })

const lines = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}\n`).join('')

describe('the diff of two versions', () => {
  it('is the shortest one, and nothing for what is the same', () => {
    const [before, after] = [lines('a', 20), lines('a', 20).replace('a 7\n', 'b\n')]
    expect(diff(before, before)).toBe('')
    const expected = createTwoFilesPatch('version 1', 'version 2', before, after, '', '', { context: 3 })
    expect(diff(before, after)).toBe(expected)
  })

  it('is one of whole stretches for texts that have little in common, of which the shortest would take a minute', () => {
    const before = `${lines('same', 10)}${lines('a', 20_000)}end\n`
    const after = `${lines('same', 10)}${lines('b', 15_000)}end\n`
    const text = diff(before, after)
    expect(text.split('\n').slice(0, 7)).toEqual([
      '===================================================================',
      '--- version 1',
      '+++ version 2',
      '@@ -8,20004 +8,15004 @@',
      ' same 7',
      ' same 8',
      ' same 9',
    ])
    expect(applyPatch(before, text)).toBe(after)
  })

  it('leads from one to the other, whatever they are', () => {
    const some = fc.array(fc.constantFrom('x\n', 'y\n', '\n', 'z\n'), { maxLength: 5 }).map((parts) => parts.join(''))
    const text = fc.tuple(some, fc.nat(1_200), fc.constantFrom('a', 'b'), some, fc.constantFrom('', 'no end'))
    const whole = text.map(([head, count, name, tail, end]) => head + lines(name, count) + tail + end)
    fc.assert(
      fc.property(whole, whole, (before, after) => {
        const patch = diff(before, after)
        expect(patch === '' ? before : applyPatch(before, patch)).toBe(after)
      }),
      { numRuns: 25 },
    )
  })
})
