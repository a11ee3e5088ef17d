import { eachDatabase } from '@rolecall/testkit/test-databases'
import { StoreError } from '@rolecall/core/store-error'
import { trimRequestLog } from '@rolecall/core/log/trim-request-log'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'
import { startServer, type RunningServer } from './running-server.ts'

interface Logged {
  readonly id: string
  readonly requestId: string
  readonly [name: string]: unknown
}

const users = '/api/scim/v2/Users'
const secret = 'correct-horse-battery'

describe.each(eachDatabase)('the provisioning log on $name', ({ create }) => {
  let rolecall: Rolecall
  let quick: RunningServer
  let organization: TestOrganization
  let scim: Client
  let owner: Client
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('acme')
    // One that writes the log at once: each case waits for its line.
    quick = await startServer(rolecall.services, { provisioningLog: { limits: { waitMs: 1 } } })
    scim = createClient(quick.url, organization.keys.scim)
    owner = createClient(quick.url, organization.keys.organization)
  })
  afterAll(async () => {
    await quick.server.close()
    await rolecall.stop()
  })

  let count = 0
  /** Sends a request and reads what the log says of it. */
  async function log(method: string, path: string, sent: Parameters<Client>[2] = {}, client = scim): Promise<Logged> {
    const requestId = `request-${count++}`
    await client(method, path, { ...sent, headers: { ...sent.headers, 'x-request-id': requestId } })
    return find(requestId)
  }
  function find(requestId: string): Promise<Logged> {
    return vi.waitFor(
      async () => {
        const { body } = await owner('GET', `/api/provisioning-log?requestId=${requestId}`)
        expect(body).toHaveLength(1)
        return body[0] as Logged
      },
      { timeout: 10_000, interval: 5 },
    )
  }

  const storyOf = (entry: Logged) => entry['story'] as readonly { readonly type: string }[]

  it('tells what a request changed, with the names of now', async () => {
    const made = await log('POST', users, { body: { userName: 'told@example.com', displayName: 'Told' } })
    const person = { kind: 'user', id: made['resourceId'], name: 'Told', emailAddress: 'told@example.com' }
    expect(made['about']).toEqual(person)
    expect(storyOf(made)[0]).toMatchObject({ type: 'MemberProvisioned', total: 1, first: [person] })
    expect(await log('GET', `${users}/${String(made['resourceId'])}`)).toMatchObject({ about: person, story: [] })
    const Operations = ['first', 'second'].map((name) => ({
      method: 'POST',
      path: '/Users',
      bulkId: name,
      data: { userName: `${name}-of-bulk@example.com` },
    }))
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']
    const bulk = await log('POST', '/api/scim/v2/Bulk', { body: { schemas, Operations } })
    expect(bulk['about']).toBeNull()
    expect(storyOf(bulk)[0]).toMatchObject({ type: 'MemberProvisioned', total: 2 })
    const gone = await log('DELETE', `${users}/${String(made['resourceId'])}`)
    const deleted = storyOf(gone).find(({ type }) => type === 'MemberDeleted')
    expect(deleted).toMatchObject({ first: [{ name: 'told@example.com' }] })
    expect(await log('POST', users, { body: {} })).toMatchObject({ status: 400, story: [] })
  })

  it('keeps a request with its answer, and its password never', async () => {
    const body = { userName: 'ann@example.com', password: secret, active: 'True', roles: [] }
    const entry = await log('POST', users, { body })
    expect(entry).toMatchObject({
      method: 'POST',
      path: users,
      status: 201,
      outcome: 'success',
      resourceType: 'User',
      scimType: null,
      detail: null,
      request: { userName: 'ann@example.com', password: '[masked]', active: 'True', roles: [] },
      response: { userName: 'ann@example.com' },
      durationMs: expect.any(Number),
    })
    expect(entry['tolerances']).toContain('string-boolean')
    expect(entry['resourceId']).toBe((entry['response'] as { id: string }).id)
    expect((await owner('GET', `/api/provisioning-log/${entry.id}`)).body).toEqual(entry)
  })

  it.each<[string, number, string, string, Parameters<Client>[2]]>([
    ['broken JSON', 400, 'POST', users, { body: `{"password": "${secret}", ` }],
    ['a wrong value', 400, 'POST', users, { body: { userName: 5, password: [secret] } }],
    ['a filter on a password', 400, 'GET', `${users}?filter=${encodeURIComponent(`password eq "${secret}" or`)}`, {}],
    ['a user that is not there', 404, 'GET', `${users}/0190c2a0-0000-7000-8000-000000000000`, {}],
    ['an unknown path', 404, 'GET', '/api/scim/v2/Printers', {}],
    ['a method that is not understood', 405, 'DELETE', users, {}],
    ['another media type', 415, 'POST', users, { body: '<a/>', headers: { 'content-type': 'text/xml' } }],
    ['a key without the scope', 403, 'GET', users, { headers: { authorization: 'KEY' } }],
  ])('keeps %s as %d', async (_, status, method, path, sent) => {
    const client = status === 403 ? createClient(quick.url, organization.keys.organization_read) : scim
    const entry = await log(method, path, status === 403 ? {} : sent, client)
    expect(entry).toMatchObject({ status, outcome: 'refused', method, detail: expect.any(String) })
    expect(JSON.stringify(entry)).not.toContain(secret)
  })

  it('keeps a condition that does not hold as 412', async () => {
    const { body } = await scim('POST', users, { body: { userName: 'conditional@example.com' } })
    const entry = await log('DELETE', `${users}/${body.id}`, { headers: { 'if-match': 'W/"7"' } })
    expect(entry).toMatchObject({ status: 412, outcome: 'refused', resourceType: 'User', resourceId: body.id })
  })

  it('keeps a body that is too large as 413, without it', async () => {
    const small = await startServer(rolecall.services, { limits: { bodyBytes: 1_000 } })
    try {
      const body = { userName: 'large@example.com', password: secret, displayName: 'x'.repeat(2_000) }
      const entry = await log('POST', users, { body }, createClient(small.url, organization.keys.scim))
      expect(entry).toMatchObject({ status: 413, outcome: 'refused', request: null, detail: expect.any(String) })
    } finally {
      await small.server.close()
    }
  })

  it('keeps what failed in the server as failed, without what went wrong inside', async () => {
    const { store } = rolecall.services
    const read = () => {
      throw new Error('the inside of the server')
    }
    const failing = await startServer({ ...rolecall.services, store: { ...store, read } })
    try {
      const entry = await log('GET', users, {}, createClient(failing.url, organization.keys.scim))
      expect(entry).toMatchObject({ status: 500, outcome: 'failed' })
      expect(JSON.stringify(entry)).not.toContain('inside')
    } finally {
      await failing.server.close()
    }
  })

  it('keeps requests for as long as the configuration says, in this organization and in others', async () => {
    const kept = await rolecall.createOrganization('trimmed')
    const readers = [owner, createClient(quick.url, kept.keys.organization)]
    await log('GET', `${users}?count=0`)
    await createClient(quick.url, kept.keys.scim)('GET', users)
    const counts = () =>
      Promise.all(readers.map(async (read) => (await read('GET', '/api/provisioning-log')).body.length))
    await vi.waitFor(async () => expect(Math.min(...(await counts()))).toBeGreaterThan(0), { timeout: 20_000 })
    const before = await counts()
    const day = 24 * 60 * 60 * 1_000
    const later = (milliseconds: number) => {
      const now = () => new Date(Date.now() + milliseconds).toISOString()
      return { ...rolecall.services, now }
    }
    await runDueJobs(later(day / 2), [trimRequestLog(day)])
    expect(await counts()).toEqual(before)
    await runDueJobs(later(2 * day), [trimRequestLog(day)])
    expect(await counts()).toEqual([0, 0])
  })

  it('keeps a request of a key that has been revoked, and none of a key that nobody has', async () => {
    const made = await owner('POST', '/api/api-keys', { body: { displayName: 'gone', scopes: ['scim'] } })
    const gone = createClient(quick.url, made.body.key as string)
    await owner('DELETE', `/api/api-keys/${made.body.id}`)
    expect(await log('GET', users, {}, gone)).toMatchObject({ status: 401, keyId: made.body.id })
    const forged = createClient(
      quick.url,
      (made.body.key as string).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    )
    await forged('GET', users, { headers: { 'x-request-id': 'forged' } })
    await log('GET', users)
    expect((await owner('GET', '/api/provisioning-log?requestId=forged')).body).toEqual([])
  })

  it('keeps a bulk request as refused when one of its operations was', async () => {
    const Operations = [{ method: 'DELETE', path: '/Users/0190c2a0-0000-7000-8000-000000000000' }]
    const entry = await log('POST', '/api/scim/v2/Bulk', { body: { Operations } })
    expect(entry).toMatchObject({ status: 200, outcome: 'refused', resourceType: 'Bulk' })
  })

  it('finds by filters and goes on page by page', async () => {
    await log('GET', `${users}?filter=userName%20eq%20%22needle%22`)
    await log('GET', `${users}?filter=userName%20eq%20%22needle%22`)
    const query = '/api/provisioning-log?q=needle&outcome=success&limit=1'
    const first = await owner('GET', query)
    const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await owner('GET', link.slice(quick.url.length))
    expect([first.body.length, second.body.length]).toEqual([1, 1])
    expect(first.body[0].time >= second.body[0].time && first.body[0].id !== second.body[0].id).toBe(true)
  })

  it.each(['outcome=lost', 'status=9', 'from=yesterday', 'after=x', 'limit=0', 'q=%00', 'summary/hours'])(
    'refuses %s',
    async (query) => {
      const path = query === 'summary/hours' ? '/summary?hours=0' : `?${query}`
      expect((await owner('GET', `/api/provisioning-log${path}`)).status).toBe(400)
    },
  )

  it('is for keys that may read the organization, and shows nothing to another', async () => {
    const entry = await log('GET', users)
    expect((await scim('GET', '/api/provisioning-log')).status).toBe(403)
    const other = await rolecall.createOrganization('other')
    const stranger = createClient(quick.url, other.keys.organization_read)
    expect((await stranger('GET', '/api/provisioning-log')).body).toEqual([])
    expect((await stranger('GET', `/api/provisioning-log/${entry.id}`)).status).toBe(404)
    expect((await stranger('GET', '/api/provisioning-log/summary')).body).toMatchObject({ requests: 0, ratio: 0 })
  })

  it('sums up beside the threshold of the quarantine, early', async () => {
    const busy = await rolecall.createOrganization('busy')
    const provider = createClient(quick.url, busy.keys.scim)
    const reader = createClient(quick.url, busy.keys.organization_read)
    const summary = async (requests: number) =>
      vi.waitFor(
        async () => {
          const { body } = await reader('GET', '/api/provisioning-log/summary?hours=2')
          expect(body.requests).toBe(requests)
          return body as { failures: number; ratio: number; quarantine: object; hours: object[]; tolerances: object[] }
        },
        { timeout: 10_000, interval: 50 },
      )
    for (let index = 0; index < 15; index++) await provider('GET', `${users}?filter=userName+eq+"x"`)
    for (let index = 0; index < 5; index++) await provider('GET', `${users}/none`)
    expect(await summary(20)).toMatchObject({
      failures: 5,
      ratio: 0.25,
      quarantine: { threshold: 0.4, minimum: 5_000, at: 'watch' },
      tolerances: [{ name: 'plus-as-space', count: 15 }],
    })
    for (let index = 0; index < 10; index++) await provider('GET', `${users}/none`)
    const late = await summary(30)
    expect(late).toMatchObject({ failures: 15, quarantine: { at: 'danger' } })
    expect(late.hours).toHaveLength(2)
  })

  it('is counted in the metrics', async () => {
    await log('GET', users)
    const { text } = await createClient(quick.url, null)('GET', '/metrics')
    expect(text).toMatch(/rolecall_scim_requests_total\{outcome="success",provider="\w+"\} [1-9]/)
    expect(text).toMatch(/rolecall_provisioning_log_entries_total\{fate="written"\} [1-9]/)
  })

  it('keeps no body where none is wanted', async () => {
    const quiet = await startServer(rolecall.services, { provisioningLog: { bodies: false } })
    try {
      const client = createClient(quiet.url, organization.keys.scim)
      const entry = await log('POST', users, { body: { userName: 'quiet@example.com' } }, client)
      expect(entry).toMatchObject({ status: 201, request: null, response: null })
    } finally {
      await quiet.server.close()
    }
  })

  it('neither slows down nor fails a request when its database is slow, away or broken', async () => {
    const { store } = rolecall.services
    const troubles: readonly (() => Promise<void>)[] = [
      () => new Promise(() => {}),
      () => Promise.reject(new StoreError('unavailable', 'away')),
      () => Promise.reject(new Error('broken')),
    ]
    for (const append of troubles) {
      const limits = { queue: 20, batch: 5, waitMs: 1, retryMs: 1, closeMs: 1 }
      const services = { ...rolecall.services, store: { ...store, requestLog: { ...store.requestLog, append } } }
      const troubled = await startServer(services, { provisioningLog: { limits } })
      try {
        const client = createClient(troubled.url, organization.keys.scim)
        const answers = await Promise.all(Array.from({ length: 100 }, () => client('GET', `${users}?count=1`)))
        expect(answers.every(({ status }) => status === 200)).toBe(true)
        const dropped = async () => (await createClient(troubled.url, null)('GET', '/metrics')).text
        await vi.waitFor(async () => expect(await dropped()).toMatch(/\{fate="dropped"\} ([1-9]|0)/))
      } finally {
        await troubled.server.close()
      }
    }
  })

  it('writes what waits before the server stops', async () => {
    const stopping = await startServer(rolecall.services, { provisioningLog: { limits: { waitMs: 60_000 } } })
    const client = createClient(stopping.url, organization.keys.scim)
    await client('GET', users, { headers: { 'x-request-id': 'the-last' } })
    await stopping.server.close()
    expect((await owner('GET', '/api/provisioning-log?requestId=the-last')).body).toHaveLength(1)
  })
})
