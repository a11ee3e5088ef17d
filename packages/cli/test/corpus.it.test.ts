import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { readDirectory, readFilterRows, readPatchRows, readResourceTypes } from './corpus/corpus-rows.ts'
import { createLibrary, type Library } from './corpus/library.ts'
import { playFilter } from './corpus/play-filter.ts'
import { playPatch } from './corpus/play-patch.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const patches = readPatchRows()
const filters = readFilterRows()
const { groups, users } = readDirectory()
const people = { Users: Object.keys(users), Groups: Object.keys(groups) }

/** The behaviours that the test corpora of other implementations ask for, in rows of our own: what the RFC says of each. */
describe.each(eachDatabase)('what other libraries test, on $name', ({ create, name }) => {
  let server: TestServer
  let library: Library
  /** With the people and groups of the directory and nobody else. */
  let searched: Library
  beforeAll(async () => {
    server = await startTestServer(create, { connections: false, resourceTypes: readResourceTypes() })
    library = await createLibrary(await server.createTenant())
    searched = await createLibrary(await server.createTenant())
  })
  afterAll(() => server.close())

  // What a PATCH means is the same to both databases: all of it is played in memory, and here every second one, of which
  // the other database has the others.
  describe.each(patches)('$file', ({ rows }) => {
    const played = rows.filter((_, index) => index % 2 === (name === 'SQLite' ? 1 : 0))
    it.each(played)('$row', (row) => playPatch(library, row, 'alone'))
  })

  describe.each(filters)('$file', ({ rows }) => {
    it.each(rows)('$filter', (row) => playFilter(searched, people, row))
  })
})
