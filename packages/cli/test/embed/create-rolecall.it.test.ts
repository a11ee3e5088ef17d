import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import type { CommittedChange } from '@rolecall/core/plugin/hook-points'
import { UnprocessableError } from '@rolecall/core/errors'
import { NotFound } from '@rolecall/core/scim/errors'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createRolecall, type EmbeddedRolecall } from '../../src/embed/create-rolecall.ts'

const told: CommittedChange[] = []
const listener = definePlugin({
  name: 'listener',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ hooks: { 'change.committed': (change) => void told.push(change) } }),
})

const mapping = `roleRules:
  - id: staff
    when: group.displayName eq "staff"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
`

describe.each(eachDatabase)('Rolecall in the process of a product, on $name', ({ create }) => {
  let database: TestDatabase
  let pool: pg.Pool | undefined
  let rolecall: EmbeddedRolecall
  const listeners = () => ['SIGTERM', 'SIGINT', 'uncaughtException'].map((name) => process.listenerCount(name))
  const before = listeners()
  beforeAll(async () => {
    database = await create()
    // PostgreSQL by connections of the product, on which it sees a schema of its own.
    pool = database.url.startsWith('sqlite:') ? undefined : new pg.Pool({ connectionString: database.url, max: 3 })
    await pool?.query('CREATE SCHEMA own')
    pool?.on('connect', (client) => void client.query('SET search_path TO own'))
    await pool?.query('SET search_path TO own')
    rolecall = await createRolecall({
      database: pool === undefined ? database.url : { pool },
      baseUrl: 'https://product.example/rolecall',
      plugins: [listener],
      log: pino({ level: 'silent' }),
    })
  })
  afterAll(async () => {
    await rolecall.close()
    await pool?.end()
    await database.drop()
  })

  it('makes an organization by the id of the product once, however often it is asked for', async () => {
    const asked = { id: 'customer-1', name: 'Globex', keys: [{ displayName: 'Provider', scopes: ['scim' as const] }] }
    const first = await rolecall.organizations.create(asked, { name: 'user-7' })
    expect(first).toMatchObject({ externalId: 'customer-1', name: 'Globex', keys: [{ record: { scopes: ['scim'] } }] })
    const again = await rolecall.organizations.create(asked, { name: 'user-8' })
    expect([again.id, again.keys]).toEqual([first.id, []])
    await expect(rolecall.organizations.create({ ...asked, name: 'Other' })).rejects.toThrow('name = "Globex"')
    await expect(rolecall.organizations.create({ id: '../x', name: 'X' })).rejects.toThrow(UnprocessableError)
    expect(await rolecall.organizations.findOwn('customer-1')).toMatchObject({ id: first.id })
    const globex = rolecall.organization(first.id, { name: 'user-7' })
    const { digest } = await globex.catalogue.plan({ teamRoles: 'default', teams: [{ id: 'sales' }] })
    await globex.catalogue.put({ teamRoles: 'default', teams: [{ id: 'sales' }] }, { ifMatch: digest })
    expect((await globex.catalogue.get()).teams).toMatchObject([{ id: 'sales' }])
    const link = await globex.createSetupLink({ displayName: 'Ada', days: 1 })
    expect(link.url).toMatch(/^https:\/\/product\.example\/rolecall\/setup#rl_/)
    await globex.revokeSetupLink(link.id)
    await expect(globex.revokeSetupLink(link.id)).rejects.toThrow(NotFound)
  })

  it('does what the API does, and tells the product by its hooks', async () => {
    told.length = 0
    const { id } = await rolecall.organizations.create({ name: 'Acme' }, { name: 'user-7' })
    const { events, keys, mapping: mappings, members, teams } = rolecall.organization(id, { name: 'user-7' })
    await teams.put('sales')
    const plan = await mappings.plan(mapping)
    expect(plan.errors).toEqual([])
    await mappings.apply(plan.planId)
    const { key, record } = await keys.create({ displayName: 'Provider', scopes: ['scim'] })
    expect(record).not.toHaveProperty('hash')
    const send = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
      const url = `https://product.example/rolecall/api/scim/v2${path}`
      const answer = await rolecall.fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }))
      return (await answer.json()) as { readonly id: string }
    }
    const core = 'urn:ietf:params:scim:schemas:core:2.0:'
    const ann = await send('/Users', { schemas: [`${core}User`], userName: 'ann@example.com' })
    await send('/Groups', { schemas: [`${core}Group`], displayName: 'staff', members: [{ value: ann.id }] })
    await members.setRole('ann@example.com', 'Owner')
    expect(await members.get({ userId: ann.id })).toMatchObject({
      role: 'Owner',
      teams: [{ teamId: 'sales', role: 'Editor' }],
    })
    expect((await members.search({ search: 'ANN' })).map(({ userId }) => userId)).toEqual([ann.id])
    const feed = await events.list({ limit: 1_000 })
    const ofHooks = told.flatMap((change) => change.events.map((event) => `${event.revision}-${event.index}`))
    expect(ofHooks).toEqual(feed.map((event) => event.id))
    const last = feed.at(-1)
    expect(await events.get(last?.id ?? '')).toEqual(last)
    await expect(events.get('999999-0')).rejects.toThrow(NotFound)
    const parts: string[] = []
    await rolecall.organization(id).snapshot((some) => void parts.push(...some.map(({ kind }) => kind)))
    expect([parts[0], parts.at(-1), parts.filter((kind) => kind === 'member').length]).toEqual(['begin', 'end', 1])
    const { url } = await rolecall.organization(id).createSignInLink()
    expect(url).toMatch(/^https:\/\/product\.example\/rolecall\/setup#rl_/)
  })

  it('knows only organizations that there are', async () => {
    const { members, teams } = rolecall.organization('none')
    await expect(members.list()).rejects.toThrow('There is no organization with the id none')
    await expect(teams.put('x')).rejects.toThrow(NotFound)
  })

  it('leaves the process alone', () => {
    expect(listeners()).toEqual(before)
  })

  it('leaves the database to the next one where it could not be mounted', async () => {
    const own = await create()
    const wrong = { database: own.url, log: 'silent', trustedProxies: ['the proxy'] } as const
    await expect(createRolecall(wrong)).rejects.toThrow('Invalid')
    const { close } = await createRolecall({ database: own.url, log: 'silent' })
    await close()
    await own.drop()
  })

  it('refuses what can not be mounted, or opened, before anything is', async () => {
    const url = database.url
    await expect(createRolecall({ database: url, path: 'rolecall' })).rejects.toThrow('mounted')
    await expect(createRolecall({ database: 'mysql://x' })).rejects.toThrow('is no database')
    const telemetry = { api: {} } as never
    await expect(createRolecall({ database: url, telemetry })).rejects.toThrow('npm install @opentelemetry/api')
    await expect(createRolecall({ database: { pool: new pg.Pool({ max: 1 }) } })).rejects.toThrow('two at least')
  })
})

it('is there twice in one process, each by itself', async () => {
  const [sqlite] = eachDatabase
  if (sqlite === undefined) throw new Error('there is no database to test with')
  const databases = [await sqlite.create(), await sqlite.create()]
  const both = await Promise.all(
    databases.map(({ url }, index) => createRolecall({ database: url, path: `/r${index}`, log: 'silent' })),
  )
  const [first, second] = both
  await first?.organizations.create({ name: 'One' })
  expect(await second?.organizations.list()).toEqual([])
  await Promise.all(both.map(({ close }) => close()))
  await Promise.all(both.map(({ close }) => close()))
  await Promise.all(databases.map(({ drop }) => drop()))
})
