import { expect, it } from 'vitest'

import { inParts } from './in-parts.ts'

it('gives everything that is ready its turn between two parts, and keeps the order', async () => {
  const seen: unknown[] = []
  for await (const part of inParts([1, 2, 3, 4, 5], 2)) {
    setImmediate(() => seen.push('others'))
    seen.push(part)
  }
  expect(seen).toEqual([[1, 2], 'others', [3, 4], 'others', [5]])
  for await (const part of inParts([], 2)) seen.push(part)
  expect(seen).toHaveLength(5)
})
