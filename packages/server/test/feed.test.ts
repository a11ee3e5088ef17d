import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { awaitEvents } from '../src/feed/await-events.ts'
import { createWatch } from '../src/feed/watch.ts'
import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'

const cause = { kind: 'job', requestId: null, keyId: null } as const

describe('the feed', () => {
  let rolecall: RolecallUnderTest
  let organization: TestOrganization
  let owner: Client
  let reader: Client
  let provider: Client
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    organization = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, organization.keys.organization)
    reader = clientOf(rolecall, organization.keys.organization_read)
    provider = clientOf(rolecall, organization.keys.scim)
  })
  afterEach(() => rolecall.stop())

  const add = (name: string) => provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })
  const lastId = async () => ((await reader('GET', '/api/events')).body as { id: string }[]).at(-1)?.id ?? ''
  const typesOf = ({ body }: Reply) => (body as { type: string }[]).map(({ type }) => type)
  /** Appends without telling this process, as another one would. */
  const appendElsewhere = (type: 'TeamDeleted' | 'AuditRead') =>
    rolecall.services.store.write(organization.id, { cause, now: rolecall.services.now() }, async (tx) =>
      tx.events.append([{ type, subject: 'teams/x', data: {} }]),
    )

  describe('that waits', () => {
    it('answers with what this process commits', async () => {
      const waiting = reader('GET', `/api/events?wait=30&lastEventId=${await lastId()}`)
      await add('ann')
      expect(typesOf(await waiting)).toContain('MemberProvisioned')
    })

    it('answers at once where there is something already', async () => {
      expect(typesOf(await reader('GET', '/api/events?wait=30&limit=1'))).toEqual(['ApiKeyCreated'])
    })

    it('answers with what another process commits, and not because of what only the audit shows', async () => {
      const { store } = rolecall.services
      const watch = createWatch(rolecall.services, 1)
      const { revision } = await store.read(organization.id).getState()
      const after = { revision, index: 0 }
      const found = awaitEvents(store, watch, { organizationId: organization.id, after, limit: 9 }, AbortSignal.any([]))
      await appendElsewhere('AuditRead')
      await appendElsewhere('TeamDeleted')
      expect((await found).map(({ type }) => type)).toEqual(['TeamDeleted'])
    })

    it('gives up when the client leaves', async () => {
      const gone = new AbortController()
      const watch = createWatch(rolecall.services)
      const after = { revision: 99, index: 0 }
      const found = awaitEvents(
        rolecall.services.store,
        watch,
        { organizationId: organization.id, after, limit: 9 },
        gone.signal,
      )
      gone.abort()
      expect(await found).toEqual([])
    })

    it('is answered at once when the server stops', async () => {
      const waiting = reader('GET', `/api/events?wait=30&lastEventId=${await lastId()}`)
      await rolecall.server.close()
      expect(await waiting).toMatchObject({ status: 200, body: [] })
    })

    it('tells nothing to a key that has ended meanwhile', async () => {
      const { body: made } = await owner('POST', '/api/api-keys', {
        body: { displayName: 'x', scopes: ['organization_read'] },
      })
      const waiting = clientOf(rolecall, made.key as string)('GET', `/api/events?wait=30&lastEventId=${await lastId()}`)
      await owner('DELETE', `/api/api-keys/${made.id as string}`)
      expect((await waiting).status).toBe(401)
    })

    it('is told to come back where very many wait, and waits for nobody else’s events', async () => {
      const other = await rolecall.createOrganization('Other')
      const path = `/api/events?wait=30&lastEventId=${await lastId()}`
      const waiting = Array.from({ length: 20 }, () => reader('GET', path))
      const refused = await reader('GET', path)
      expect(refused.status).toBe(429)
      expect(refused.headers.get('retry-after')).toBe('5')
      await clientOf(rolecall, other.keys.organization)('PUT', '/api/teams/theirs', { body: {} })
      await owner('PUT', '/api/teams/ours', { body: {} })
      const subjects = (await Promise.all(waiting)).flatMap(({ body }) =>
        (body as { subject: string }[]).map(({ subject }) => subject),
      )
      expect([...new Set(subjects)]).toEqual(['teams/ours'])
    })

    it.each(['31', '-1', '1.5', 'x', ''])('refuses to wait %j seconds', async (wait) => {
      const { body, status } = await reader('GET', `/api/events?wait=${wait}`)
      expect([status, body.detail]).toEqual([400, expect.stringContaining('from 0 to 30')])
    })
  })

  describe('from a snapshot on', () => {
    const linesOf = ({ text }: Reply) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const ofKind = (lines: readonly Readonly<Record<string, unknown>>[], kind: string) =>
      lines.filter((line) => line['kind'] === kind)

    it('has every role, team and member, and goes on exactly behind it', async () => {
      await add('ann')
      await owner('PUT', '/api/teams/design', {
        body: { members: [{ emailAddress: 'ann@example.com', role: 'Editor' }] },
      })
      const reply = await reader('GET', '/api/snapshot')
      expect(reply.headers.get('content-type')).toBe('application/jsonl')
      const lines = linesOf(reply)
      expect(lines[0]).toMatchObject({ kind: 'begin', organizationId: organization.id })
      expect(ofKind(lines, 'role').map(({ scope, name }) => `${String(scope)} ${String(name)}`)).toContain(
        'team Steward',
      )
      expect(ofKind(lines, 'team')).toMatchObject([{ id: 'design' }])
      const members = await reader('GET', '/api/organization/members')
      const listed = (members.body as object[]).map((member) => ({ kind: 'member', ...member }))
      expect(ofKind(lines, 'member')).toEqual(listed)
      expect(ofKind(lines, 'member')).toMatchObject([{ teams: [{ teamId: 'design', role: 'Editor' }] }])
      const end = lines.at(-1)
      expect(end).toMatchObject({ kind: 'end', teams: 1, members: 1 })
      const tail = async () => (await reader('GET', `/api/events?lastEventId=${String(end?.['lastEventId'])}`)).body
      expect(await tail()).toEqual([])
      await owner('DELETE', '/api/teams/design')
      expect(((await tail()) as { type: string }[]).map(({ type }) => type)).toEqual(['RoleRevoked', 'TeamDeleted'])
    })

    it('is whole for an empty organization, and shows nothing of another one', async () => {
      await add('ann')
      const other = await rolecall.createOrganization('Other')
      const lines = linesOf(await clientOf(rolecall, other.keys.organization_read)('GET', '/api/snapshot'))
      expect(lines.map(({ kind }) => kind)).toEqual(['begin', ...Array.from({ length: 7 }, () => 'role'), 'end'])
      expect(JSON.stringify(lines)).not.toContain('ann@')
    })

    it('needs a key that may read', async () => {
      expect((await provider('GET', '/api/snapshot')).status).toBe(403)
    })
  })
})
