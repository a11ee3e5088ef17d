import { expect, it } from 'vitest'

import { createInTurn } from './in-turn.ts'

/** Work that notes its begin and end, and ends when it is told to. */
function createWork(notes: string[], name: string) {
  const { promise, resolve } = withResolvers()
  return {
    end: resolve,
    async run() {
      notes.push(`${name} begins`)
      await promise
      notes.push(`${name} ends`)
      return name
    },
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

it('runs work of one key one after another, in the order of the calls', async () => {
  const notes: string[] = []
  const inTurn = createInTurn()
  const [a, b] = [createWork(notes, 'a'), createWork(notes, 'b')]
  const answers = [inTurn('one', a.run), inTurn('one', b.run)]
  b.end()
  a.end()
  expect(await Promise.all(answers)).toEqual(['a', 'b'])
  expect(notes).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

it('lets no key wait for another', async () => {
  const notes: string[] = []
  const inTurn = createInTurn()
  const [a, b] = [createWork(notes, 'a'), createWork(notes, 'b')]
  const first = inTurn('one', a.run)
  const second = inTurn('two', b.run)
  b.end()
  expect(await second).toBe('b')
  a.end()
  expect(await first).toBe('a')
})

it('goes on after work that failed', async () => {
  const inTurn = createInTurn()
  const failed = inTurn('one', () => Promise.reject(new RangeError('no')))
  const next = inTurn('one', () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
