import { expect, it } from 'vitest'

import { requestAll } from './request-all.ts'

it('reads a list to its end, in its order, and fails with the page that fails', async () => {
  const pages: Record<string, { body: readonly number[]; next: string | null }> = {
    '/a': { body: [1, 2], next: '/b' },
    '/b': { body: [3], next: '/c' },
    '/c': { body: [], next: null },
    '/lost': { body: [1], next: '/none' },
  }
  const ask = (path: string) => Promise.resolve(pages[path] ?? Promise.reject(new Error(path)))
  expect(await requestAll('/a', ask)).toEqual([1, 2, 3])
  await expect(requestAll('/lost', ask)).rejects.toThrow('/none')
})
