// Rolecall beside the product: it follows by long poll, and a webhook wakes it where it is asleep.
import { createClient, verifyWebhook } from '@rolecall/client'
import { createSqlite3Sink } from '@rolecall/client/sqlite3'

import { openProduct } from './product.js'

const { PORT = '0', PRODUCT_DATABASE, ROLECALL_KEY, ROLECALL_URL, WEBHOOK_SECRET } = process.env
const product = await openProduct(PRODUCT_DATABASE)
const client = createClient({ url: ROLECALL_URL, key: ROLECALL_KEY })
const sink = createSqlite3Sink(await product.connect(), { organization: 'acme', alongside: product.noteChanges })
await sink.createTables()

product.routes.set('POST /rolecall', async (request, body) => {
  await verifyWebhook(body, request.headers, { secrets: WEBHOOK_SECRET })
  await client.catchUp(sink)
  return { status: 204 }
})
product.routes.set('GET /drift', async () => ({ text: JSON.stringify(await client.drift(sink)) }))

console.log(await product.listen(Number(PORT)))
await client.follow({ sink, signal: new AbortController().signal, onProblem: (error) => console.error(error.message) })
