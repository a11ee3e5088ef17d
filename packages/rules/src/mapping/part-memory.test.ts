import { describe, expect, it } from 'vitest'
import { PartMemory } from './part-memory.ts'

const run = (...held: number[]) => Promise.resolve(new Set(held))

describe('PartMemory', () => {
  it('answers while the run is under way, and at once when it is over', async () => {
    const memory = new PartMemory(9)
    const answer = run(2)
    memory.remember('a', [1, 2], answer)
    expect(memory.find('a')?.get(1)).toBe(answer)
    await answer
    expect([...(memory.find('a') ?? [])]).toEqual([
      [1, false],
      [2, true],
    ])
    expect(memory.find('b')).toBeUndefined()
  })

  it('answers at once what was decided at once', () => {
    const memory = new PartMemory(9)
    memory.remember('a', [1, 2], new Set([2]))
    expect([...(memory.find('a') ?? [])]).toEqual([
      [1, false],
      [2, true],
    ])
  })

  it('keeps what is known of an input where more becomes known', async () => {
    const memory = new PartMemory(9)
    await Promise.all([1, 2].map((number) => (memory.remember('a', [number], run(number)), run())))
    expect([...(memory.find('a') ?? [])].map(([number]) => number)).toEqual([1, 2])
  })

  it('forgets the parts of a run that failed, and no other', async () => {
    const memory = new PartMemory(9)
    memory.remember('a', [1], run(1))
    const failing = Promise.reject(new Error('no'))
    memory.remember('a', [2], failing)
    memory.remember('b', [2], failing)
    await expect(failing).rejects.toThrow('no')
    expect([...(memory.find('a') ?? [])]).toEqual([[1, true]])
    expect(memory.find('b')).toBeUndefined()
  })

  it('counts decisions, not inputs, and forgets what was not asked for longest', async () => {
    const memory = new PartMemory(4)
    memory.remember('a', [1, 2], run(1))
    memory.remember('b', [1, 2], run(1))
    void memory.find('a')
    memory.remember('c', [1], run(1))
    await run()
    expect(['a', 'b', 'c'].map((input) => memory.find(input) !== undefined)).toEqual([true, false, true])
  })

  it('does not keep long inputs', () => {
    const memory = new PartMemory(9)
    const long = 'x'.repeat(2_001)
    memory.remember(long, [1], run(1))
    expect(memory.find(long)).toBeUndefined()
  })
})
