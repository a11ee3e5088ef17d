import { createHash } from 'node:crypto'

import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { testSubscription } from '@rolecall/testkit/store-contract/test-records'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const
const organizations = '/api/platform/organizations'
const one = `${organizations}/one`

describe('deleting an organization', () => {
  let rolecall: RolecallUnderTest
  let platform: Client
  let customer: Client
  let organizationId: string
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    const { key } = await createPlatformKey(rolecall.services, { displayName: 'P', expiresAt: null }, operator)
    platform = clientOf(rolecall, key)
    const made = await make('one')
    customer = made.client
    organizationId = made.body.organizationId as string
  })
  afterEach(() => rolecall.stop())

  const make = async (id: string) => {
    const keys = [{ displayName: 'K', scopes: ['scim', 'organization'] }]
    const { body } = await platform('POST', organizations, { body: { id, name: id, keys } })
    return { body, client: clientOf(rolecall, body.keys[0].key as string) }
  }
  const add = (client: Client, userName: string) => client('POST', '/api/scim/v2/Users', { body: { userName } })
  const suspend = (suspended: boolean) => platform('PATCH', one, { body: { suspended } })
  const takeOut = async () => {
    const { text } = await platform('GET', `${one}/export`)
    const lines = text.split('\n').slice(0, -1)
    const { digest, ...end } = JSON.parse(lines.at(-1) ?? '') as { digest: string; kind: string; lines: number }
    return { text, lines, digest, end }
  }
  const remove = (digest: string) => platform('DELETE', `${one}?digest=${digest}`)
  const none = '0'.repeat(64)

  it('takes out all that there is, without secrets, with a digest that anybody can work out', async () => {
    await add(customer, 'ann@one.com')
    await customer('POST', '/api/scim/v2/Groups', { body: { displayName: 'staff' } })
    await customer('PUT', '/api/teams/sales', { body: {} })
    const { store } = rolecall.services
    const scope = { cause: operator, now: rolecall.services.now() }
    const secrets = [{ sealed: 'sealed', created: scope.now, until: null }]
    await store.write(organizationId, scope, (tx) =>
      tx.subscriptions.insert(testSubscription(organizationId, { secrets })),
    )
    const other = await make('other')
    await add(other.client, 'bob@other.com')
    const { digest, end, lines, text } = await takeOut()
    expect(end).toEqual({ kind: 'end', lines: lines.length - 1 })
    const told = lines.slice(0, -1).map((line) => `${line}\n`)
    expect(createHash('sha256').update(told.join('')).digest('hex')).toBe(digest)
    const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind))
    for (const kind of ['begin', 'role', 'team', 'member', 'user', 'group', 'key', 'subscription', 'event'])
      expect(kinds).toContain(kind)
    expect(text).toContain('ann@one.com')
    expect(text).not.toMatch(/bob@other.com|"sealed"|"hash":"[0-9a-f]{64}","(created|scopes)/)
  })

  it('is refused while it is not suspended, was not exported, or has gone on since', async () => {
    expect((await remove(none)).body).toMatchObject({ status: 409, code: 'NOT_SUSPENDED' })
    const early = await takeOut()
    await suspend(true)
    expect((await remove(early.digest)).body).toMatchObject({ status: 409, code: 'EXPORT_NEEDED' })
    expect((await remove(none)).body.detail).toContain('the digest is not that of its last export')
    const { digest } = await takeOut()
    // A provider that goes on asking is refused, which only the audit shows.
    expect((await customer('GET', '/api/scim/v2/Users')).status).toBe(403)
    await suspend(false)
    expect((await remove(digest)).body).toMatchObject({ status: 409, code: 'NOT_SUSPENDED' })
    await suspend(true)
    expect((await remove(digest)).body.detail).toContain('something has happened since')
    expect((await platform('GET', one)).status).toBe(200)
    const other = await make('other')
    await platform('PATCH', `${organizations}/other`, { body: { suspended: true } })
    const never = await platform('DELETE', `${organizations}/other?digest=${digest}`)
    expect(never.body.detail).toContain('it was never exported')
    expect(other.body.organizationId).not.toBe(organizationId)
    for (const wrong of ['', '?digest=', '?digest=x', `?digest=${none}0`])
      expect((await platform('DELETE', one + wrong)).status).toBe(400)
  })

  it('is done at once: nobody finds it, its key opens nothing, and its id makes a new one', async () => {
    await add(customer, 'ann@one.com')
    const begin = (await platform('GET', '/api/platform/events?after=end')).body.cursor as string
    await suspend(true)
    const { digest } = await takeOut()
    expect((await customer('GET', '/api/scim/v2/Users')).status).toBe(403)
    expect((await remove(digest)).status).toBe(204)
    expect((await remove(digest)).status).toBe(404)
    expect((await platform('GET', one)).status).toBe(404)
    expect((await platform('GET', `${one}/snapshot`)).status).toBe(404)
    expect((await platform('GET', organizations)).body).toEqual([])
    expect([401, 403]).toContain((await customer('GET', '/api/scim/v2/Users')).status)
    const again = await make('one')
    expect(again.body.organizationId).not.toBe(organizationId)
    await add(again.client, 'cid@one.com')
    const done = await runDueJobs(rolecall.services, jobHandlers)
    expect(done.failures).toEqual([])
    expect((await customer('GET', '/api/scim/v2/Users')).status).toBe(401)
    expect((await platform('GET', `${one}/snapshot`)).text).toContain('cid@one.com')
    expect((await platform('GET', `${one}/snapshot`)).text).not.toContain('ann@one.com')
    const { events } = (await platform('GET', `/api/platform/events?after=${begin}`)).body
    const told = events as { type: string; organization: string; source: string; data: object }[]
    expect(told.filter(({ source }) => source.endsWith(organizationId))).toMatchObject([
      { type: 'OrganizationDeleted', organization: 'one', data: { id: 'one', digest, auditHead: expect.any(String) } },
    ])
    const place = told.findIndex(({ type }) => type === 'OrganizationDeleted')
    expect(told.slice(place + 1).map(({ type }) => type)).toContain('MemberProvisioned')
    const [kept] = await rolecall.services.store.platform.listEvents({ after: null, limit: 1 })
    expect(kept).toMatchObject({ type: 'OrganizationDeleted', subject: `organizations/${organizationId}` })
  })

  it('goes on where it was cut, and leaves others their turn', async () => {
    await suspend(true)
    await remove((await takeOut()).digest)
    const { organizations: store } = rolecall.services.store
    const erase = store.eraseSome.bind(store)
    let parts = 0
    const slow = { ...store, eraseSome: async (id: string) => (++parts < 120 ? 0 : erase(id, 0, 1)) }
    const services = { ...rolecall.services, store: { ...rolecall.services.store, organizations: slow } }
    let rounds = 0
    await runDueJobs(services, jobHandlers, () => rounds++ > 1)
    expect(parts).toBe(100)
    await runDueJobs(services, jobHandlers)
    expect(parts).toBe(120)
    expect(await rolecall.services.store.jobs.nextDue(jobHandlers.map(({ kind }) => kind))).toBeNull()
  })
})
