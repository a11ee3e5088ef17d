import { expect, it } from 'vitest'

import { remember } from './remember.ts'
import { forgetAnswers } from './use-resource.ts'

it('reads once for a while, and anew for another session', async () => {
  let reads = 0
  const count = () => Promise.resolve((reads += 1))
  const ask = remember(count, 60_000)
  expect([await ask(), await ask()]).toEqual([1, 1])
  forgetAnswers()
  expect([await ask(), await ask()]).toEqual([2, 2])
  const brief = remember(count, -1)
  expect([await brief(), await brief()]).toEqual([3, 4])
})
