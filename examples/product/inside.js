// Rolecall inside the product: one process, one port. What follows speaks to it as to a server, without a network.
import { createClient } from '@rolecall/client'
import { createSqlite3Sink } from '@rolecall/client/sqlite3'
import { createRolecall } from 'rolecall'

import { openProduct } from './product.js'

const { MAPPING, PORT = '0', PRODUCT_DATABASE, ROLECALL_DATABASE } = process.env
const product = await openProduct(PRODUCT_DATABASE)
const rolecall = await createRolecall({ database: ROLECALL_DATABASE, path: '/rolecall' })
product.mounts.set('/rolecall', rolecall.handler)

const [known] = await rolecall.organizations.list()
const { id } = known ?? (await rolecall.organizations.create({ name: 'Acme' }))
const acme = rolecall.organization(id, { name: 'product' })
for (const team of ['design', 'sales']) await acme.teams.put(team)
if ((await acme.mapping.get()) === undefined) await acme.mapping.put(MAPPING)
const expiresAt = new Date(Date.now() + 365 * 86_400_000).toISOString()
// A key for as long as this process lives; the one before ends.
for (const old of await acme.keys.list()) if (old.displayName === 'Product') await acme.keys.revoke(old.id)
const { key } = await acme.keys.create({ displayName: 'Product', scopes: ['organization_read'], expiresAt })
const token = known ? null : await acme.keys.create({ displayName: 'Provider', scopes: ['scim'], expiresAt })

const client = createClient({ url: 'http://product/rolecall', key, fetch: (request) => rolecall.fetch(request) })
const sink = createSqlite3Sink(await product.connect(), { organization: 'acme', alongside: product.noteChanges })
await sink.createTables()
product.routes.set('GET /drift', async () => ({ text: JSON.stringify(await client.drift(sink)) }))

const url = await product.listen(Number(PORT))
console.log(JSON.stringify({ url, tenantUrl: `${url}/rolecall/api/scim/v2`, secretToken: token?.key }))
await client.follow({ sink, signal: new AbortController().signal, onProblem: (error) => console.error(error.message) })
