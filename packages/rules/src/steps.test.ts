import { describe, expect, it } from 'vitest'

import { finish, finishInTurns, type Steps } from './steps.ts'

function* count(to: number): Steps<number> {
  for (let step = 1; step < to; step++) yield
  return to
}

describe('work in steps', () => {
  it('comes to the same at once and in turns', async () => {
    expect(finish(count(5))).toBe(5)
    expect(await finishInTurns(count(5))).toBe(5)
  })

  it('asks between any two of them whether others are to have their turn', async () => {
    let asked = 0
    await finishInTurns(count(5), async () => void (asked += 1))
    expect(asked).toBe(4)
  })

  it('ends where a step throws', async () => {
    function* failing(): Steps<never> {
      yield
      throw new Error('no')
    }
    await expect(finishInTurns(failing())).rejects.toThrow('no')
  })
})
