import { expect, it } from 'vitest'

import type { Compilation, Decider } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import type { MappingReader } from '../store/mappings.ts'
import { createMappingCache } from './mapping-cache.ts'

it('compiles what is stored as applied, once for each version', async () => {
  const compiled: MappingSource[] = []
  const decider = {
    compile(source: MappingSource): Compilation {
      compiled.push(source)
      return { diagnostics: [], mapping: null, references: null }
    },
    readSection: () => undefined,
  } as unknown as Decider
  const cache = createMappingCache(decider)
  const reader = { find: async () => ({ version: 1, text: 'a: 1', format: 'yaml' }) } as unknown as MappingReader
  await cache.get(reader, 'acme', 1)
  await cache.getLimits(reader, 'acme', 1)
  expect(compiled).toEqual([
    { text: '', format: 'yaml' },
    { text: 'a: 1', format: 'yaml', applied: true },
  ])
})
