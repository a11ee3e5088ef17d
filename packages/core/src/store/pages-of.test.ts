import { expect, it } from 'vitest'
import { pagesById, pagesOf } from './pages-of.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

async function pagesOfNumbers(count: number, limit: number) {
  const asked: (number | null)[] = []
  const pages: (readonly number[])[] = []
  const read = (after: number | null, most: number) => {
    asked.push(after)
    return Promise.resolve(numbers(count).slice(after ?? 0, (after ?? 0) + most))
  }
  for await (const page of pagesOf(read, limit)) pages.push(page)
  return { asked, pages }
}

it.each([
  [0, [null], []],
  [1, [null], [[1]]],
  [2, [null, 2], [[1, 2]]],
  [3, [null, 2], [[1, 2], [3]]],
  [
    4,
    [null, 2, 4],
    [
      [1, 2],
      [3, 4],
    ],
  ],
])(
  'of %i items by two, each page is read from the last item on, until one is not full',
  async (count, asked, pages) => {
    expect(await pagesOfNumbers(count, 2)).toEqual({ asked, pages })
  },
)

it('are no more than whoever reads them takes', async () => {
  let reads = 0
  const read = () => Promise.resolve([(reads += 1)])
  for await (const [number] of pagesOf(read, 1)) if (number === 3) break
  expect(reads).toBe(3)
})

it('are read in the order of ids', async () => {
  const records = ['a', 'b', 'c'].map((id) => ({ id }))
  const asked: unknown[] = []
  const read = ({ after, limit }: { readonly after: string | null; readonly limit: number }) => {
    asked.push(after)
    return Promise.resolve(records.filter(({ id }) => after === null || id > after).slice(0, limit))
  }
  const found: string[] = []
  for await (const page of pagesById(read, 2)) found.push(...page.map(({ id }) => id))
  expect({ asked, found }).toEqual({ asked: [null, 'b'], found: ['a', 'b', 'c'] })
})
