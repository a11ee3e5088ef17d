import { describe, expect, it } from 'vitest'
import { DecisionMemory } from './decision-memory.ts'

describe('DecisionMemory', () => {
  it('answers while the decision is under way, and at once when it is made', async () => {
    const memory = new DecisionMemory<boolean>(2)
    const answer = memory.remember('a', Promise.resolve(false))
    expect(memory.find('a')).toBe(answer)
    await answer
    expect(memory.find('a')).toBe(false)
    expect(memory.find('b')).toBeUndefined()
  })

  it('forgets a decision that failed', async () => {
    const memory = new DecisionMemory<boolean>(2)
    await expect(memory.remember('a', Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(memory.find('a')).toBeUndefined()
  })

  it('forgets what was not asked for longest, also where its decision comes afterwards', async () => {
    const memory = new DecisionMemory<boolean>(2)
    const [first, second] = ['a', 'b'].map((input) => memory.remember(input, Promise.resolve(true)))
    void memory.find('a')
    void memory.remember('c', Promise.resolve(true))
    await Promise.all([first, second])
    expect(['a', 'b', 'c'].map((input) => memory.find(input) !== undefined)).toEqual([true, false, true])
  })

  it('does not keep long inputs', () => {
    const memory = new DecisionMemory<boolean>(2)
    const long = 'x'.repeat(2_001)
    void memory.remember(long, Promise.resolve(true))
    expect(memory.find(long)).toBeUndefined()
  })
})
