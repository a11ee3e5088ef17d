import { afterAll, beforeAll, describe, it } from 'vitest'

import { readBrokenRows, readPatchRows, readResourceTypes } from './corpus/corpus-rows.ts'
import { createLibrary, type Library } from './corpus/library.ts'
import { playBroken } from './corpus/play-filter.ts'
import { playPatch } from './corpus/play-patch.ts'
import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { TestServer } from './test-server.ts'

/** The rows of `corpus.it.test.ts` that mean the same to every database, however they come. */
describe('what other libraries test, in memory', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServerInMemory(undefined, readResourceTypes())
  })
  afterAll(() => server.close())

  /** For each file one: a write in memory costs more the more its organization has. */
  function openLibrary(): () => Library {
    let library: Library
    beforeAll(async () => {
      library = await createLibrary(await server.createTenant())
    })
    return () => library
  }

  describe.each(readPatchRows())('$file', ({ rows }) => {
    const library = openLibrary()
    describe.each(['alone', 'in bulk'] as const)('%s', (delivery) => {
      it.each(rows)('$row', (row) => playPatch(library(), row, delivery))
    })
  })

  // Refused before a store is asked.
  describe.each(readBrokenRows())('$file', ({ rows }) => {
    const library = openLibrary()
    it.each(rows)('$broken', (row) => playBroken(library(), library().words['ann'] ?? '', row))
  })
})
