import { setImmediate } from 'node:timers/promises'

import { recordEvents } from '@rolecall/core/change/record-events'
import { anchorAudit } from '@rolecall/core/log/anchor-audit'
import { verifyAudit, type AuditVerdict } from '@rolecall/core/log/verify-audit'
import { openBackend, type Backend } from '@rolecall/store/open-backend'
import { openStore } from '@rolecall/store/open-store'
import { migrate } from '@rolecall/store/migrate'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { toOperatorContext } from '../../src/operator-context.ts'
import { startTestServer, type TestServer, type Tenant } from '../test-server.ts'

/** Threat: who can write to the database takes away the trace of what they have done, or somebody reads it who may not. */
describe.each(eachDatabase)('the audit on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  let backend: Backend
  let url: string
  beforeAll(async () => {
    const database = await create(migrate)
    url = database.url
    server = await startTestServer(async () => database)
    backend = await openBackend({ url, poolSize: 1 })
  })
  afterAll(async () => {
    await backend.close()
    await server.close()
  })
  beforeEach(async () => {
    tenant = await server.createTenant()
    for (const name of ['a', 'b']) await tenant.owner('PUT', `/api/teams/${name}`, {})
    await tenant.provider('POST', '/Users', { schemas: [], userName: 'ann@example.com' })
  })

  const verify = () => verifyAudit(server.services, tenant.organizationId)
  const tamper = (sql: string, ...more: readonly (string | number)[]) =>
    backend.run((statements) => statements.write(`${sql} RETURNING 1 AS done`, [...more, tenant.organizationId]))
  const places = async (): Promise<readonly string[]> => {
    const rows = await server.services.store.read(tenant.organizationId).events.listRows(null, 100)
    return rows.map(({ index, revision }) => `${revision}-${index}`)
  }
  const found = async (): Promise<Partial<AuditVerdict>> => {
    const { broken, breaks } = await verify()
    return { broken, breaks }
  }

  it('is whole after usual requests, of everything that the organization has', async () => {
    const { broken, events, last } = await verify()
    expect([broken, events, last]).toEqual([null, (await places()).length, (await places()).at(-1)])
  })

  it.each(['data', 'cause', 'type', 'subject', 'time', 'kind', 'actor'])(
    'shows that somebody changed %s',
    async (column) => {
      await tamper(`UPDATE events SET ${column} = ? WHERE revision = 3 AND organization_id = ?`, '{}')
      expect((await found()).broken).toEqual({ problem: 'changed', at: '3-0', after: '2-0' })
    },
  )

  it('shows that a row is gone from the middle, or from the end, and goes on to be broken', async () => {
    await tamper('DELETE FROM events WHERE revision = 4 AND organization_id = ?')
    expect((await found()).broken).toMatchObject({ problem: 'changed', after: '3-0' })
    const { last } = await verify()
    const end = Number(last?.split('-')[0])
    await tamper('DELETE FROM events WHERE revision = ? AND organization_id = ?', end)
    expect(await found()).toMatchObject({ breaks: 1, broken: { problem: 'cut', at: null } })
    await tenant.owner('PUT', '/api/teams/c', {})
    expect((await found()).broken).toMatchObject({ problem: 'changed', at: `${end + 1}-0` })
  })

  it('shows rows that have changed places, one that was copied from another organization, and a sealed forgery', async () => {
    await tamper('UPDATE events SET revision = 900 WHERE revision = 3 AND organization_id = ?')
    await tamper('UPDATE events SET revision = 3 WHERE revision = 4 AND organization_id = ?')
    await tamper('UPDATE events SET revision = 4 WHERE revision = 900 AND organization_id = ?')
    expect((await found()).broken).toMatchObject({ at: '3-0' })
    const mine = tenant
    tenant = await server.createTenant()
    await tamper(
      `INSERT INTO events (organization_id, revision, idx, type, subject, time, cause, data, kind, actor, hash)
       SELECT o.id, 900, idx, type, subject, time, cause, data, e.kind, actor, hash FROM events e
       JOIN organizations o ON e.organization_id = '${mine.organizationId}' AND e.revision = 1 WHERE o.id = ?`,
    )
    expect((await found()).broken).toMatchObject({ at: '900-0', problem: 'changed' })
    await tamper(`UPDATE events SET hash = NULL WHERE revision = 900 AND organization_id = ?`)
    expect((await found()).broken).toMatchObject({ at: '900-0', problem: 'unsealed' })
  })

  it('begins again by the word of an operator, and of nobody else', async () => {
    await tamper('DELETE FROM events WHERE revision = 3 AND organization_id = ?')
    expect((await verify()).breaks).toBe(1)
    await anchorAudit(toOperatorContext(server.services, tenant.organizationId), 'a row was lost')
    expect(await verify()).toMatchObject({ broken: null, anchor: { reason: 'a row was lost' } })
    await tenant.owner('PUT', '/api/teams/c', {})
    expect((await verify()).broken).toBeNull()
  })

  it('is one chain, though two servers write at once', async () => {
    const other = await openStore({ url })
    const cause = { kind: 'api', requestId: null, keyId: null } as const
    const services = [server.services, { store: other, now: server.services.now }]
    await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        recordEvents(services[number % 2]!, tenant.organizationId, cause, [
          { type: 'SettingsChanged', subject: `${number}`, data: {} },
        ]),
      ),
    )
    await other.close()
    expect((await verify()).broken).toBeNull()
  })

  it('is read by nobody but an owner, and of no other organization', async () => {
    const other = await server.createTenant()
    await other.owner('PUT', '/api/teams/of-the-other', {})
    const ask = (path: string, key: string) => fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } })
    const reader = (await tenant.owner('POST', '/api/api-keys', { displayName: 'r', scopes: ['organization_read'] }))
      .body
    const keys = [tenant.scim.secretToken, (reader as { key: string }).key]
    const warnings: string[] = []
    const hear = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', hear)
    for (const path of ['/api/audit', '/api/audit?limit=1000', '/api/audit/export']) {
      for (const key of keys) expect((await ask(path, key)).status).toBe(403)
      const text = await (await ask(path, tenant.ownerKey)).text()
      expect(text).toContain('TeamCreated')
      expect(text).not.toContain('of-the-other')
      expect(text).not.toContain(other.organizationId)
    }
    await setImmediate()
    process.off('warning', hear)
    expect(warnings).toEqual([])
  })

  it('holds no secret: neither keys, nor tokens, nor cookies, nor what a client has put in the wrong place', async () => {
    const console = { 'x-rolecall-console': '1', 'content-type': 'application/json' }
    const headers = { ...console, 'user-agent': `agent ${tenant.ownerKey}`, 'x-request-id': tenant.ownerKey }
    const body = JSON.stringify({ key: tenant.ownerKey })
    const signedIn = await fetch(`${server.url}/api/session`, { method: 'POST', headers, body })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const made = (await tenant.owner('POST', '/api/api-keys', { displayName: 'x', scopes: ['scim'] })).body as {
      key: string
      id: string
    }
    const rotated = (await tenant.owner('POST', `/api/api-keys/${made.id}/rotate`)).body as { key: string }
    await fetch(`${server.url}/api/teams`, { headers: { ...headers, authorization: `Bearer ${made.key}` } })
    await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { ...headers, cookie } })
    const rows = await server.services.store.read(tenant.organizationId).events.listRows(null, 1_000)
    const kept = JSON.stringify(rows)
    expect(kept).toContain('SignedOut')
    expect(kept).toContain('agent [masked]')
    const hashes = await backend.readers.all<{ hash: string }>('SELECT hash FROM api_keys WHERE organization_id = ?', [
      tenant.organizationId,
    ])
    const secrets = [
      tenant.ownerKey,
      tenant.scim.secretToken,
      made.key,
      rotated.key,
      cookie.split('=')[1] ?? '',
      ...hashes.map(({ hash }) => hash),
    ]
    for (const secret of secrets) expect(kept.includes(secret.slice(-30))).toBe(false)
  })
})
