import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { parseSchemas } from '@rolecall/core/scim/schema/configured/parse-schemas'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { readBrokenRows, readDirectory, readFilterRows, readPatchRows, readYaml } from './corpus/corpus-rows.ts'
import { createLibrary, type Library } from './corpus/library.ts'
import { playBroken, playFilter } from './corpus/play-filter.ts'
import { playPatch, type Delivery } from './corpus/play-patch.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const files = readdirSync(join(import.meta.dirname, 'corpus')).filter((name) => name.endsWith('.yaml'))
const named = (start: string): readonly string[] => files.filter((name) => name.startsWith(start))
const patches = named('patch-').map((file) => ({ file, rows: readPatchRows(file) }))
const filters = named('filter-').map((file) => ({ file, rows: readFilterRows(file) }))
const broken = named('broken-').map((file) => ({ file, rows: readBrokenRows(file) }))
const { groups, users } = readDirectory()
const people = { Users: Object.keys(users), Groups: Object.keys(groups) }

/** The behaviours that the test corpora of other implementations ask for, in rows of our own: what the RFC says of each. */
describe.each(eachDatabase)('what other libraries test, on $name', ({ create, name }) => {
  let server: TestServer
  let library: Library
  /** With the people and groups of the directory and nobody else. */
  let searched: Library
  beforeAll(async () => {
    const { issues, resourceTypes } = parseSchemas(readYaml('attributes.yaml'))
    if (issues.length > 0) throw new Error(JSON.stringify(issues))
    server = await startTestServer(create, { connections: false, resourceTypes })
    library = await createLibrary(await server.createTenant())
    searched = await createLibrary(await server.createTenant())
  })
  afterAll(() => server.close())

  describe.each(patches)('$file', ({ rows }) => {
    // What a PATCH means is the same to both databases, however it comes: one has all of them, the other every second.
    const deliveries: readonly Delivery[] = name === 'SQLite' ? ['alone', 'in bulk'] : ['alone']
    const played = rows.filter((_, index) => name === 'SQLite' || index % 2 === 0)
    describe.each(deliveries)('%s', (delivery) => {
      it.each(played)('$row', (row) => playPatch(library, row, delivery))
    })
  })

  describe.each(filters)('$file', ({ rows }) => {
    it.each(rows)('$filter', (row) => playFilter(searched, people, row))
  })

  // Refused before a database is asked.
  describe.each(name === 'SQLite' ? broken : [])('$file', ({ rows }) => {
    it.each(rows)('$broken', (row) => playBroken(library, library.words['ann'] ?? '', row))
  })
})
