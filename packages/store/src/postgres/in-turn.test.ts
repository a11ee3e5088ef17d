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
  const inTurn = createInTurn(60_000)
  const [a, b] = [createWork(notes, 'a'), createWork(notes, 'b')]
  const answers = [inTurn('one', a.run), inTurn('one', b.run)]
  b.end()
  a.end()
  expect(await Promise.all(answers)).toEqual(['a', 'b'])
  expect(notes).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

it('lets no key wait for another', async () => {
  const notes: string[] = []
  const inTurn = createInTurn(60_000)
  const [a, b] = [createWork(notes, 'a'), createWork(notes, 'b')]
  const first = inTurn('one', a.run)
  const second = inTurn('two', b.run)
  b.end()
  expect(await second).toBe('b')
  a.end()
  expect(await first).toBe('a')
})

it('goes on after work that failed', async () => {
  const inTurn = createInTurn(60_000)
  const failed = inTurn('one', () => Promise.reject(new RangeError('no')))
  const next = inTurn('one', () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

it('refuses work that has waited too long, and lets nobody pass who came after it', async () => {
  const notes: string[] = []
  const inTurn = createInTurn(1)
  const [a, b, c] = [createWork(notes, 'a'), createWork(notes, 'b'), createWork(notes, 'c')]
  const first = inTurn('one', a.run)
  await expect(inTurn('one', b.run)).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' })
  await expect(inTurn('one', c.run)).rejects.toMatchObject({ kind: 'conflict' })
  a.end()
  c.end()
  expect(await first).toBe('a')
  expect(await inTurn('one', c.run)).toBe('c')
  expect(notes).toEqual(['a begins', 'a ends', 'c begins', 'c ends'])
})
