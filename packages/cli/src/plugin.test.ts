import { readdirSync, readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

const contract = new URL('../../core/src/plugin/', import.meta.url)
const entry = readFileSync(new URL('./plugin.ts', import.meta.url), 'utf8')

it('gives authors every type of the contract', () => {
  const withTypes = readdirSync(contract)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /^export (interface|type) /m.test(readFileSync(new URL(file, contract), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
  expect(withTypes.length).toBeGreaterThan(15)
  expect(withTypes.filter((name) => !entry.includes(`'@rolecall/core/plugin/${name}'`))).toEqual([])
})
