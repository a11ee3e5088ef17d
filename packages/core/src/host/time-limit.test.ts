import { expect, it } from 'vitest'
import { withinTime } from './time-limit.ts'

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

it('leaves no timer behind when the answer came in time', async () => {
  const before = timers()
  const answer = withinTime(Promise.resolve(1), 60_000)
  expect(await answer).toBe(1)
  expect(timers()).toBe(before)
})

it('does not keep the process alive while it waits', async () => {
  const before = timers()
  let answer: (value: number) => void = () => expect.unreachable('not begun')
  const waiting = withinTime(new Promise<number>((resolve) => (answer = resolve)), 60_000)
  expect(timers()).toBe(before)
  answer(1)
  expect(await waiting).toBe(1)
})

it('passes on a failure, and ignores one that comes too late', async () => {
  await expect(withinTime(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no')
  let fail: (error: Error) => void = () => expect.unreachable('not begun')
  const late = new Promise((_resolve, reject) => (fail = reject))
  await expect(withinTime(late, 1)).rejects.toThrow('no answer within 1 ms')
  fail(new Error('late'))
  await new Promise((resolve) => setImmediate(resolve))
})
