import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { createApiKey } from '@rolecall/core/access/api-keys'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import { createServer } from '@rolecall/server/create-server'
import { migrate } from '@rolecall/store/migrate'
import { pino } from 'pino'
import { findAssetFolder } from 'rolecall/asset-folder'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { compose } from 'rolecall/compose'
import { readConfiguration } from 'rolecall/configuration/read-configuration'
import { toOperatorContext } from 'rolecall/operator-context'
import { startBackground } from 'rolecall/serve/start-background'

import type { Ask, LongestHold, TenantAccess } from './messages.ts'
import { readCpu } from './read-cpu.ts'
import { watchLoop } from './watch-loop.ts'

/** The server as `rolecall serve` composes it, on the database of the first argument. Forked. */
const [database = ''] = process.argv.slice(2)
const log = pino({ level: 'info' }, pino.destination({ dest: '/dev/null', sync: true }))

await migrate(database)
const configuration = await readConfiguration({ flags: { database }, environment: {}, folder: '/' })
const background = startBackground({ ...configuration, logLevel: 'silent' })
let trips = 0
const composition = await compose({
  database,
  plugins: defaultPlugins(),
  log,
  background,
  ssoSecret: 'a secret of the bench',
  onTrip: () => void trips++,
})
const { services } = composition
const server = createServer({
  services,
  baseUrl: null,
  log,
  outbound: { allow: ['127.0.0.1'] },
  consoleFolder: findAssetFolder('console'),
})
const { url } = await server.listen({ port: 0, host: '127.0.0.1' })
server.deliver()

/** Not before it is asked for: to look takes a twentieth of what a request costs. */
let longest: (() => LongestHold) | undefined

process.on('message', (message) => void answer(services, message as Ask).then((result) => process.send?.(result)))
process.on('disconnect', () => void stop())
process.send?.({ url })

async function stop(): Promise<void> {
  await server.close()
  await composition.close()
  process.exit(0)
}

async function answer(to: OperationServices, message: Ask): Promise<object> {
  if (message.ask === 'cpu') return readCpu()
  if (message.ask === 'memory') return { megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }
  if (message.ask === 'trips') return { trips }
  if (message.ask === 'longest') return (longest ??= watchLoop())()
  if (message.ask === 'tenant') return createTenant(to)
  if (message.ask === 'platform') {
    const cause = { kind: 'cli', requestId: null, keyId: null, operator: 'bench' } as const
    const { key } = await createPlatformKey(to, { displayName: 'bench', expiresAt: null }, cause)
    return { key }
  }
  return { differences: (await verifyGrants(to, message.organizationId)).differences.length }
}

async function createTenant(to: OperationServices): Promise<TenantAccess> {
  const { id } = await createOrganization(to, { name: 'Acme' })
  return {
    organizationId: id,
    secretToken: await createKey(to, id, 'scim'),
    ownerKey: await createKey(to, id, 'organization'),
  }
}

async function createKey(to: OperationServices, organizationId: string, scope: ApiKeyScope): Promise<string> {
  const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
  return (await createApiKey(toOperatorContext(to, organizationId), input, 'operator')).key
}
