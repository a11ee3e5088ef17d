// `node run.js`: Rolecall, the product beside it, and a provider that provisions both its people; `--inside`: Rolecall in the
// product's own process. `--once` ends after that.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

import { createClient } from '@rolecall/client'
import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { parseDirectory } from '@rolecall/idp-simulator/parse-directory'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'

const here = import.meta.dirname
const rolecall = join(dirname(createRequire(import.meta.url).resolve('rolecall')), '../bin/rolecall.js')
const folder = await mkdtemp(join(tmpdir(), 'rolecall-product-'))
const children = []

try {
  await run()
} finally {
  // The product first: who follows is then nobody whom Rolecall waits for.
  for (const child of children.toReversed()) {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
    child.kill()
    await ended
  }
  await rm(folder, { recursive: true, force: true })
}

async function run() {
  const { product, secretToken, tenantUrl } = process.argv.includes('--inside')
    ? await startInside()
    : await startBeside()
  const directory = parseDirectory(await readFile(join(here, 'directory.yaml'), 'utf8'))
  await runInitialCycle({
    client: createEntraClient({ tenantUrl, secretToken }),
    directory,
    state: createProvisioningState(),
  })
  // It brings the product to where Rolecall is, and holds the two against each other.
  const drift = await (await fetch(`${product}/drift`)).json()
  for (const name of ['ann', 'bob']) {
    const page = `${product}/?email=${name}@acme.example`
    console.log(`${page}\n  ${(await (await fetch(page)).text()).replaceAll(/<[^>]+>/g, ' ').trim()}`)
  }
  console.log(`drift: ${drift.equal ? 'none' : 'yes'} at revision ${drift.revision}`)
  if (!process.argv.includes('--once')) await once(process, 'SIGINT')
}

/** One process, which has Rolecall at a path of its own. */
async function startInside() {
  const line = await start([join(here, 'inside.js')], {
    MAPPING: await readMapping(),
    PRODUCT_DATABASE: join(folder, 'product.sqlite'),
    ROLECALL_DATABASE: `sqlite:${join(folder, 'rolecall.sqlite')}`,
  })
  const { secretToken, tenantUrl, url } = JSON.parse(line)
  return { product: url, secretToken, tenantUrl }
}

/** Two processes: a server, and the product that follows it and has a webhook. */
async function startBeside() {
  await writeFile(join(folder, 'rolecall.config.yaml'), 'outbound: { allow: ["127.0.0.1"] }\n')
  const line = await start(
    [rolecall, 'serve', '--json', '--port', '0', '--database', `sqlite:${join(folder, 'rolecall.sqlite')}`],
    {
      ROLECALL_LOG_LEVEL: 'warn',
      ROLECALL_SSO_SECRET: 'a secret that every server of this installation has',
    },
  )
  const { ownerKey, secretToken, tenantUrl, url } = JSON.parse(line)
  const owner = createClient({ url, key: ownerKey })
  for (const id of ['design', 'sales']) await owner.api.PUT('/api/teams/{id}', { params: { path: { id } }, body: {} })
  const [body, headers] = [await readMapping(), { 'content-type': 'application/yaml' }]
  await owner.api.PUT('/api/settings/scim-mapping', { body, headers, bodySerializer: (text) => text })
  const key = await owner.api.POST('/api/api-keys', { body: { displayName: 'Product', scopes: ['organization_read'] } })

  const port = await findFreePort()
  const hook = { displayName: 'Product', url: `http://127.0.0.1:${port}/rolecall` }
  const webhook = await owner.api.POST('/api/webhooks', { body: hook })
  const product = await start([join(here, 'beside.js')], {
    PORT: String(port),
    PRODUCT_DATABASE: join(folder, 'product.sqlite'),
    ROLECALL_URL: url,
    ROLECALL_KEY: key.data.key,
    WEBHOOK_SECRET: webhook.data.secret,
  })
  return { product, secretToken, tenantUrl }
}

function readMapping() {
  return readFile(join(here, 'mapping.yaml'), 'utf8')
}

/** A port that nobody listens at, to be told to Rolecall before the product does. */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a process of Node. Answers the first line that it writes. */
async function start(words, environment) {
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return line
}
