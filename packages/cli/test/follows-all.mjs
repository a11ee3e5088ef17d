// A product that follows all organizations of Rolecall, each into rows of its own.
import { createClient } from '@rolecall/client'
import { createSqlite3Sink } from '@rolecall/client/sqlite3'

import { openProduct } from '../../../examples/product/product.js'

const { ORGANIZATIONS, PRODUCT_DATABASE, ROLECALL_KEY, ROLECALL_URL } = process.env
const product = await openProduct(PRODUCT_DATABASE)
const client = createClient({ url: ROLECALL_URL, key: ROLECALL_KEY })
const whole = createSqlite3Sink(await product.connect(), { organization: '' })
await whole.createTables()
const sinks = new Map([['', whole]])
for (const organization of ORGANIZATIONS.split(' ')) {
  const alongside = (changes, database) => product.noteChanges(changes, database, organization)
  sinks.set(organization, createSqlite3Sink(await product.connect(), { organization, alongside }))
}

product.routes.set('GET /drift', async () => {
  let equal = true
  for (const [organization, sink] of sinks)
    if (organization !== '' && !(await client.drift(sink, { organization })).equal) equal = false
  return { text: JSON.stringify({ equal }) }
})

console.log(await product.listen(0))
await client.followAll({ sinkOf: (organization) => sinks.get(organization), signal: new AbortController().signal })
