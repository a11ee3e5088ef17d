import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../src/page')

it('leads from each list that comes page by page to the rest of it', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  const paged = files
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))
    .filter(({ source }) => source.includes('usePages<'))
  expect(paged.length).toBeGreaterThan(5)
  expect(paged.filter(({ source }) => !/<(?:MoreButton|List)\b/.test(source)).map(({ file }) => file)).toEqual([])
})
