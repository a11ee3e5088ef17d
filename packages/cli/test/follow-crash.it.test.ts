import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { openBackend } from '@rolecall/store/open-backend'
import { findFreePort } from '@rolecall/testkit/find-free-port'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import { runCommand, startServe, withFolder, type ServedCommand } from '../src/command/command-under-test.ts'
import { send } from './test-server.ts'

/** How often one of the two is killed; `ROLECALL_KILLS=200` for a long run. */
const kills = Number(process.env['ROLECALL_KILLS'] ?? 10)
const seed = Number(process.env['ROLECALL_TEST_SEED'] ?? 17)

const people = 6
const groups = ['acme_owners', 'acme_editors', 'acme_stewards']

const product = join(import.meta.dirname, '../../../examples/product')

/** One entry of the product's history: what a person was told to have, and has from then on. */
interface Told {
  readonly user_id: string
  readonly before: string | null
  readonly after: string | null
}

/** An organization of the server, with what writes into it and reads it. */
interface Site {
  readonly ownerKey: string
  readonly secretToken: string
  readonly tenantUrl: string
  readonly url: string
}

/** What a product follows, and by what. */
interface Following {
  readonly script: string
  readonly environment: Readonly<Record<string, string>>
  readonly sites: readonly Site[]
}

// Each kill of the server is a start of one.
describe.each(eachDatabase)('kill -9 of a server on $name and of a product that follows', ({ create }) => {
  it.each([
    { what: 'its organization', times: kills, begin: followOne },
    { what: 'all of its organizations', times: Math.ceil(kills / 2), begin: followAll },
  ])('$what loses nothing, and tells nobody twice', { timeout: 60_000 + kills * 12_000 }, async ({ begin, times }) => {
    const database = await create()
    // What is killed, and when, does not depend on how far the changes have come.
    const random = createRandom(seed)
    await withFolder(async (folder) => {
      const port = String(await findFreePort())
      const start = () => startServe(['--database', database.url, '--port', port], { folder })
      let server = await start()
      const following = await begin(server, database.url, folder)
      let follower = await startProduct(folder, following)
      const writers = following.sites.map(({ secretToken, tenantUrl }, index) =>
        createWriter(createRandom(seed + 1 + index), (method, path, body) =>
          send(secretToken, method, `${tenantUrl}${path}`, body),
        ),
      )

      let serversKilled = 0
      for (let kill = 0; kill < times; kill++) {
        const writing = writers.map((write) => write(1 + random(8), random(4)))
        // The kill comes between two of them, or within one.
        const victim = random(2) === 0 ? 'server' : 'product'
        await Promise.all(writing.map(({ begun }) => begun))
        if (victim === 'server') {
          server.signal('SIGKILL')
          await server.end
          serversKilled += 1
          server = await start()
        } else {
          follower.child.kill('SIGKILL')
          await once(follower.child, 'exit')
          follower = await startProduct(folder, following)
        }
        await Promise.all(writing.map(({ end }) => end))
      }
      expect(serversKilled).toBeGreaterThan(0)
      expect(serversKilled).toBeLessThan(times)

      const waitUntilEqual = () =>
        vi.waitFor(
          async () => {
            const drift = (await (await fetch(`${follower.url}/drift`)).json()) as { readonly equal: boolean }
            expect(drift).toMatchObject({ equal: true })
          },
          { timeout: 30_000, interval: 100 },
        )
      await waitUntilEqual()
      for (const site of following.sites) await changeOnce(site, waitUntilEqual)
      follower.child.kill('SIGTERM')
      await once(follower.child, 'exit')
      server.signal('SIGTERM')
      await server.end
      const history = await readHistory(join(folder, 'product.sqlite'))
      expect(history.length).toBeGreaterThan(people * following.sites.length)
      expect(breaksOf(history)).toEqual([])
    })
    await database.drop()
  })
})

async function followOne({ line }: ServedCommand): Promise<Following> {
  const { ownerKey = '', secretToken = '', tenantUrl, url } = line
  const site = { ownerKey, secretToken, tenantUrl, url }
  await prepare(site)
  const made = await send(ownerKey, 'POST', `${url}/api/api-keys`, {
    displayName: 'Product',
    scopes: ['organization_read'],
  })
  const { key } = made.body as { readonly key: string }
  return {
    script: join(product, 'beside.js'),
    environment: { ROLECALL_URL: url, ROLECALL_KEY: key },
    sites: [site],
  }
}

/** Two that the product makes; the first of the server is followed, too. */
async function followAll({ line }: ServedCommand, database: string, folder: string): Promise<Following> {
  const { organization, tenantUrl, url } = line
  const made = await runCommand(['platform-key', 'create', '--json', '--database', database], { folder })
  const { key: platformKey } = JSON.parse(made.stdout) as { readonly key: string }
  const ids = ['globex', 'initech']
  const sites: Site[] = []
  for (const id of ids) {
    const { body } = await send(platformKey, 'POST', `${url}/api/platform/organizations`, {
      id,
      name: id,
      keys: [
        { displayName: 'Provider', scopes: ['scim'] },
        { displayName: 'Owner', scopes: ['organization'] },
      ],
    })
    const { keys } = body as { readonly keys: readonly { readonly key: string }[] }
    const site = { secretToken: keys[0]?.key ?? '', ownerKey: keys[1]?.key ?? '', tenantUrl, url }
    await prepare(site)
    sites.push(site)
  }
  return {
    script: join(import.meta.dirname, 'follows-all.mjs'),
    environment: {
      ROLECALL_URL: url,
      ROLECALL_KEY: platformKey,
      ORGANIZATIONS: [organization, ...ids].join(' '),
    },
    sites,
  }
}

/** The kills may have left no time for anything but the first snapshot: one of these two is a change. */
async function changeOnce(
  { ownerKey, secretToken, tenantUrl, url }: Site,
  waitUntilEqual: () => Promise<void>,
): Promise<void> {
  const { body } = await send(secretToken, 'GET', `${tenantUrl}/Users?count=1`)
  const [user] = (body as { readonly Resources: readonly { readonly id: string }[] }).Resources
  for (const value of [false, true]) {
    const Operations = [{ op: 'replace', path: 'active', value }]
    await send(secretToken, 'PATCH', `${tenantUrl}/Users/${user?.id ?? ''}`, { Operations })
    await waitUntilEqual()
  }
  const members = (await send(ownerKey, 'GET', `${url}/api/organization/members?limit=100`)).body as unknown[]
  expect(members).toHaveLength(people)
}

/** Teams, a mapping, and the people and groups that are changed. */
async function prepare({ ownerKey, secretToken, tenantUrl, url }: Site): Promise<void> {
  for (const team of ['design', 'sales']) await send(ownerKey, 'PUT', `${url}/api/teams/${team}`, {})
  const scimGroupMappings = [
    { scimGroup: 'acme_owners', type: 'organizationOwner' },
    { scimGroup: 'acme_editors', type: 'teamMemberRole', teamId: 'design', teamMemberRole: 'Editor' },
    { scimGroup: 'acme_stewards', type: 'teamMemberRole', teamId: 'sales', teamMemberRole: 'Steward' },
  ]
  expect((await send(ownerKey, 'PUT', `${url}/api/settings/scim-mapping`, { scimGroupMappings })).status).toBe(200)
  for (let person = 0; person < people; person++)
    await send(secretToken, 'POST', `${tenantUrl}/Users`, {
      userName: `person-${person}@example.com`,
      externalId: `u${person}`,
    })
  for (const displayName of groups)
    await send(secretToken, 'POST', `${tenantUrl}/Groups`, { displayName, externalId: displayName })
}

type SendScim = (method: string, path: string, body?: unknown) => Promise<{ readonly body: unknown }>

/** Changes of people and memberships, one after the other; whatever is not answered is not asked again. */
function createWriter(random: (below: number) => number, scim: SendScim) {
  const ids = new Map<string, string>()
  const findId = async (type: string, externalId: string): Promise<string> => {
    const known = ids.get(externalId)
    if (known !== undefined) return known
    const { body } = await scim('GET', `/${type}?filter=externalId%20eq%20%22${externalId}%22`)
    const [found] = (body as { readonly Resources: readonly { readonly id: string }[] }).Resources
    if (found === undefined) throw new Error(`no ${externalId}`)
    ids.set(externalId, found.id)
    return found.id
  }
  const change = async (): Promise<void> => {
    const person = await findId('Users', `u${random(people)}`)
    if (random(4) === 0) {
      const Operations = [{ op: 'replace', path: 'active', value: random(3) > 0 }]
      await scim('PATCH', `/Users/${person}`, { Operations })
      return
    }
    const group = await findId('Groups', groups[random(groups.length)] ?? '')
    const path = random(2) === 0 ? `members[value eq "${person}"]` : 'members'
    const Operations = [path === 'members' ? { op: 'add', path, value: [{ value: person }] } : { op: 'remove', path }]
    await scim('PATCH', `/Groups/${group}`, { Operations })
  }
  /** So many changes, one after the other; `begun` resolves when so many are done. */
  return (count: number, before: number) => {
    const changes: Promise<void>[] = []
    for (let index = 0; index < count; index++) {
      const last = changes.at(-1) ?? Promise.resolve()
      changes.push(last.then(() => change().catch(() => undefined)))
    }
    return { begun: changes[before - 1] ?? Promise.resolve(), end: Promise.all(changes) }
  }
}

async function startProduct(folder: string, { environment, script }: Following) {
  const child: ChildProcess = spawn(process.execPath, [script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PRODUCT_DATABASE: join(folder, 'product.sqlite'), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [url] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  return { child, url }
}

/** In the order in which the product has written it. */
async function readHistory(file: string): Promise<readonly Told[]> {
  const backend = await openBackend({ url: `sqlite:${file}`, poolSize: 1 })
  try {
    return await backend.readers.all<Told>('SELECT user_id, before, after FROM history ORDER BY rowid', [])
  } finally {
    await backend.close()
  }
}

/** Entries that do not go on where the one before has ended: something was lost, or told twice. */
function breaksOf(history: readonly Told[]): readonly Told[] {
  const last = new Map<string, string | null>()
  return history.filter(({ after, before, user_id }) => {
    const goesOn = (last.get(user_id) ?? null) === before && before !== after
    last.set(user_id, after)
    return !goesOn
  })
}

/** Numbers below a bound, the same for a seed. */
function createRandom(from: number): (below: number) => number {
  const numbers = fc.sample(fc.nat(2 ** 30), { numRuns: 4_000, seed: from })
  let place = 0
  return (below) => (numbers[place++ % numbers.length] ?? 0) % below
}
