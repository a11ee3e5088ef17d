import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

it('names for each threat a test that there is', () => {
  const threats = readFileSync(join(root, 'SECURITY.md'), 'utf8').split('## Threats')[1] ?? ''
  const rows = threats.split('\n').filter((line) => /^\| (?!---|threat)/.test(line))
  expect(rows.length).toBeGreaterThan(15)
  const without = rows.filter((row) => {
    const tests = /\| ((?:`[^`]+\.test\.ts`(?:, )?)+) \|$/.exec(row)?.[1]?.match(/[^`]+\.test\.ts/g) ?? []
    return tests.length === 0 || tests.some((file) => !existsSync(join(root, file)))
  })
  expect(without).toEqual([])
})

it('names every test of the folder of attacks', () => {
  const threats = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  const folder = 'packages/cli/test/attack'
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((file) => !threats.includes(`\`${folder}/${file}\``))).toEqual([])
})
