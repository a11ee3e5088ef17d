import { eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { openBackend } from '../open-backend.ts'

describe.each(eachDatabase)('the words of $name', ({ create }) => {
  it.each([`urn:example:a?b:1.0`, `urn:example:it's:1.0`, 'urn:example:??:1.0'])(
    'find what JSON has at %s',
    async (name) => {
      const database = await create()
      const { close, readers } = await openBackend({ url: database.url, poolSize: 1 })
      const { dialect } = readers
      const json = dialect.name === 'postgres' ? 'CAST(given.json AS jsonb)' : 'given.json'
      const rows = await readers.all(
        `SELECT ${dialect.jsonText(json, [name, 'code'])} AS found FROM (SELECT CAST(? AS text) AS json) given`,
        [JSON.stringify({ [name]: { code: 'x' } })],
      )
      await close()
      await database.drop()
      expect(rows).toEqual([{ found: 'x' }])
    },
  )
})
