import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../src')

it('writes times and numbers by one module, so that all of them are as the reader is used to', () => {
  // Read by the test itself: what a glob of the compiler has found is remembered, and is not what there is by now.
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  const own = files.filter((file) =>
    /new Intl\.|\.toLocale(Date|Time)?String\(/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(own).toEqual([join('text', 'locale.ts')])
})
