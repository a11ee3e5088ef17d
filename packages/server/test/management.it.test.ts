import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

const mappingPath = '/api/settings/scim-mapping'

/** The path and query that a page links to. */
function nextOf({ headers }: Reply): string | undefined {
  const [, url] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
  return url === undefined ? undefined : new URL(url).pathname + new URL(url).search
}

/** An entry of a list. */
type Entry = Readonly<Record<string, unknown>>

/** The entries of each page, to the last one. */
async function readAll(call: Client, first: string): Promise<readonly (readonly Entry[])[]> {
  const pages: (readonly Entry[])[] = []
  for (let path: string | undefined = first; path !== undefined;) {
    const reply: Reply = await call('GET', path)
    pages.push(reply.body as readonly Entry[])
    path = nextOf(reply)
  }
  return pages
}

describe.each(eachDatabase)('the management API on $name', ({ create }) => {
  let rolecall: Rolecall
  beforeAll(async () => (rolecall = await startRolecall(create)))
  afterAll(() => rolecall.stop())

  async function start(): Promise<{ organization: TestOrganization; call: Client; scim: Client }> {
    const organization = await rolecall.createOrganization('Acme')
    const client = (key: string) => createClient(rolecall.url, key)
    return { organization, call: client(organization.keys.organization), scim: client(organization.keys.scim) }
  }

  describe('API keys', () => {
    it('shows the secret once and never the hash', async () => {
      const { call } = await start()
      const made = await call('POST', '/api/api-keys', {
        body: { displayName: 'Entra', scopes: ['scim'], expiresAt: '2099-12-31' },
      })
      expect(made.body).toMatchObject({
        displayName: 'Entra',
        scopes: ['scim'],
        connection: null,
        expiresAt: '2100-01-01T00:00:00.000Z',
      })
      expect(made.body.key).toMatch(new RegExp(`^rc_${made.body.id as string}_[\\w-]{43}$`))
      const list = await call('GET', '/api/api-keys')
      expect(list.text).not.toContain(made.body.key)
      expect(list.text).not.toContain('hash')
      expect(list.body.map(({ id }: { id: string }) => id)).toContain(made.body.id)
    })

    it('ends the old secret at rotation and the key at revocation, both at once', async () => {
      const { call } = await start()
      const { body: made } = await call('POST', '/api/api-keys', {
        body: { displayName: 'x', scopes: ['organization_read'] },
      })
      const works = async (key: string) => (await createClient(rolecall.url, key)('GET', '/api/teams')).status
      expect(await works(made.key as string)).toBe(200)
      const rotated = await call('POST', `/api/api-keys/${made.id as string}/rotate`)
      expect([await works(made.key as string), await works(rotated.body.key as string)]).toEqual([401, 200])
      expect((await call('DELETE', `/api/api-keys/${made.id as string}`)).status).toBe(204)
      expect(await works(rotated.body.key as string)).toBe(401)
      expect((await call('DELETE', `/api/api-keys/${made.id as string}`)).status).toBe(404)
    })

    it('keeps the last key that can manage, whoever asks, until there is another one', async () => {
      const { call } = await start()
      const make = async (body: object) =>
        (await call('POST', '/api/api-keys', { body })).body as { id: string; key: string }
      const keys = (await call('GET', '/api/api-keys')).body as { id: string; scopes: readonly string[] }[]
      const own = keys.find(({ scopes }) => scopes.includes('organization'))?.id ?? ''
      await make({ displayName: 'reader', scopes: ['organization_read'] })
      const refused = await call('DELETE', `/api/api-keys/${own}`)
      expect([refused.status, refused.body.code]).toEqual([409, 'LAST_KEY'])
      expect(refused.body.detail).toContain('rolecall key create --scope organization')
      const other = await make({ displayName: 'other', scopes: ['organization'] })
      expect((await call('DELETE', `/api/api-keys/${own}`)).status).toBe(204)
      const another = createClient(rolecall.url, other.key)
      expect((await another('DELETE', `/api/api-keys/${other.id}`)).status).toBe(409)
    })

    it.each([
      [{ displayName: '', scopes: ['scim'] }, 'displayName'],
      [{ displayName: 'x', scopes: ['root'] }, 'scopes[0]'],
      [{ displayName: 'x', scopes: [] }, 'scopes'],
      [{ displayName: 'x', scopes: ['scim'], expiresAt: 'tomorrow' }, 'expiresAt'],
      [{ displayName: 'x', scopes: ['scim'], expiresAt: '2098-02-30' }, 'expiresAt'],
      [{ displayName: 'x', scopes: ['scim'], connection: 'nobody' }, 'connection'],
      [{ displayName: 'a\u0000b', scopes: ['scim'] }, 'displayName'],
    ])('refuses %j and names %s', async (body, path) => {
      const { call } = await start()
      const reply = await call('POST', '/api/api-keys', { body })
      expect([reply.status, reply.body.issues[0].path]).toEqual([422, path])
    })
  })

  describe('members', () => {
    it('are listed page by page, each once', async () => {
      const { call, scim } = await start()
      const names = Array.from({ length: 5 }, (_, index) => `user${index}@example.com`)
      for (const userName of names) await scim('POST', '/api/scim/v2/Users', { body: { userName } })
      const pages = await readAll(call, '/api/organization/members?limit=2')
      expect(
        pages
          .flat()
          .map(({ emailAddress }) => emailAddress as string)
          .toSorted(),
      ).toEqual(names)
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
    })

    it('are invited, given a role and found by their e-mail address in any case', async () => {
      const { call } = await start()
      const path = '/api/organization/members/ann%2Btest%40example.com'
      const invited = await call('PUT', path, { body: { role: 'owner' } })
      expect(invited.body).toMatchObject({ emailAddress: 'ann+test@example.com', role: 'Owner', status: 'active' })
      expect(invited.body.grants).toContainEqual(
        expect.objectContaining({ source: 'manual', role: 'Owner', effective: true }),
      )
      expect((await call('GET', path.replace('ann', 'ANN'))).body).toEqual(invited.body)
      const last = await call('PUT', path, { body: { role: null } })
      expect([last.status, last.body.code]).toEqual([409, 'LAST_OWNER'])
      expect((await call('GET', '/api/organization/members/nobody@example.com')).status).toBe(404)
      expect((await call('PUT', path, { body: { role: 'King' } })).status).toBe(422)
    })

    it('are found by the id that events have, too', async () => {
      const { call } = await start()
      const path = '/api/organization/members/ann@example.com'
      const { body: ann } = await call('PUT', path, { body: { role: 'Owner' } })
      const [event] = (await call('GET', '/api/events')).body.filter((one: { type: string }) =>
        one.type.endsWith('MemberInvited'),
      )
      const userId = String(event.subject).replace('users/', '')
      expect(userId).toBe(ann.userId)
      expect((await call('GET', `/api/users/${userId}`)).body).toEqual((await call('GET', path)).body)
      await call('PUT', '/api/teams/sales', {
        body: { members: [{ emailAddress: 'ann@example.com', role: 'Editor' }] },
      })
      for (const ask of ['/api/explain?', '/api/teams?']) {
        const byEmail = await call('GET', `${ask}email=ann@example.com`)
        expect(byEmail.body).not.toEqual([])
        expect(await call('GET', `${ask}userId=${userId}`)).toMatchObject({ status: 200, body: byEmail.body })
        expect((await call('GET', `${ask}userId=${userId}&email=ann@example.com`)).status).toBe(400)
        expect((await call('GET', `${ask}userId=ann@example.com`)).status).toBe(404)
      }
      expect((await call('GET', '/api/users/ann@example.com')).status).toBe(404)
    })

    it('show where a role comes from', async () => {
      const { call, scim } = await start()
      await call('PUT', '/api/teams/marketing', { body: {} })
      const mapping = { scimGroup: 'stewards', type: 'teamMemberRole', teamId: 'marketing', teamMemberRole: 'Steward' }
      await call('PUT', mappingPath, { body: { scimGroupMappings: [mapping] } })
      const { body: user } = await scim('POST', '/api/scim/v2/Users', { body: { userName: 'ann@example.com' } })
      const members = [{ value: user.id as string }]
      const { body: group } = await scim('POST', '/api/scim/v2/Groups', { body: { displayName: 'stewards', members } })
      const { body } = await call('GET', '/api/organization/members/ann@example.com')
      expect(body.teams).toEqual([{ teamId: 'marketing', role: 'Steward', roles: ['Steward'] }])
      expect(body.grants).toContainEqual(
        expect.objectContaining({
          scope: 'team:marketing',
          source: 'mapping',
          group: 'stewards',
          groupId: group.id,
          mappingVersion: 1,
        }),
      )
    })
  })

  describe('teams', () => {
    it('are made, read in any case, changed and deleted', async () => {
      const { call } = await start()
      await call('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Member' } })
      const members = [{ emailAddress: 'Ann@example.com', role: 'editor' }]
      const made = await call('PUT', '/api/teams/Marketing', { body: { name: 'Marketing', type: 'Domain', members } })
      expect(made.status).toBe(201)
      expect(made.body).toEqual({
        id: 'Marketing',
        name: 'Marketing',
        type: 'Domain',
        parent: null,
        description: null,
        members: [{ emailAddress: 'ann@example.com', role: 'Editor', source: 'manual' }],
      })
      expect((await call('GET', '/api/teams/MARKETING')).body).toEqual(made.body)
      expect((await call('GET', '/api/teams?email=ann@example.com')).body).toEqual([made.body])
      const changed = await call('PUT', '/api/teams/marketing', { body: { description: 'We sell', members: [] } })
      expect([changed.status, changed.body.name, changed.body.members]).toEqual([200, 'Marketing', []])
      expect((await call('DELETE', '/api/teams/marketing')).status).toBe(204)
      expect((await call('GET', '/api/teams/marketing')).status).toBe(404)
    })

    it('are made once by two who choose one id at the same moment (RFC 9110 §13.1.2)', async () => {
      const { call } = await start()
      const make = (name: string) =>
        call('PUT', '/api/teams/new', { body: { name }, headers: { 'if-none-match': '*' } })
      const replies = await Promise.all([make('One'), make('Two'), make('Three')])
      expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412, 412])
      const made = replies.find(({ status }) => status === 201)
      expect((await call('GET', '/api/teams/new')).body).toEqual(made?.body)
    })

    it('take a member who is named twice once', async () => {
      const { call } = await start()
      await call('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Member' } })
      const members = ['ann@example.com', 'ANN@example.com'].map((emailAddress) => ({ emailAddress, role: 'Editor' }))
      const made = await call('PUT', '/api/teams/t', { body: { members } })
      expect([made.status, made.body.members]).toEqual([
        201,
        [{ emailAddress: 'ann@example.com', role: 'Editor', source: 'manual' }],
      ])
      const events = (await call('GET', '/api/events')).body as readonly { readonly type: string }[]
      expect(events.filter(({ type }) => type.endsWith('RoleGranted'))).toHaveLength(2)
    })

    it('name every e-mail address that is no member, and apply nothing', async () => {
      const { call } = await start()
      const members = ['x', 'y'].map((name) => ({ emailAddress: `${name}@example.com`, role: 'Editor' }))
      const reply = await call('PUT', '/api/teams/t', { body: { members } })
      expect(reply.status).toBe(422)
      expect(JSON.stringify(reply.body.issues)).toMatch(/x@example.com.*y@example.com/)
      expect((await call('GET', '/api/teams/t')).status).toBe(404)
    })

    it('are listed page by page, each once', async () => {
      const { call } = await start()
      const ids = ['a/b', 'B', 'c&d', 'ü']
      for (const id of ids)
        expect((await call('PUT', `/api/teams/${encodeURIComponent(id)}`, { body: {} })).status).toBe(201)
      const pages = await readAll(call, '/api/teams?limit=1')
      expect(pages.flat().map(({ id }) => id as string)).toEqual(ids)
    })
  })

  it.each(['rank', 'precedence'])('refuses a %s that a column can not hold', async (name) => {
    const { call } = await start()
    const put = (value: number) =>
      call('PUT', '/api/settings/team-roles', { body: { 'team-roles': [{ name: 'Captain', [name]: value }] } })
    for (const value of [2 ** 31, -(2 ** 31) - 1, 1e300, 0.5]) {
      expect(await put(value)).toMatchObject({ status: 422, body: { issues: [{ path: `team-roles[0].${name}` }] } })
    }
    for (const value of [2 ** 31 - 1, -(2 ** 31)])
      expect((await put(value)).body['team-roles']).toMatchObject([{ [name]: value }])
  })

  it('replaces the catalogue of team roles and goes back to the default one', async () => {
    const { call } = await start()
    const path = '/api/settings/team-roles'
    const defaults = await call('GET', path)
    expect(defaults.body['team-roles'].map(({ name }: { name: string }) => name)).toEqual([
      'Owner',
      'Approver',
      'Editor',
      'Steward',
      'Member',
    ])
    const own = { 'team-roles': [{ name: 'Captain', permissions: ['steer'] }, { name: 'Crew' }] }
    const replaced = await call('PUT', path, { body: own })
    expect([replaced.body.mode, replaced.body['team-roles'].length]).toEqual(['custom-team-roles', 2])
    const empty = await call('PUT', path, { body: { 'team-roles': [] } })
    expect([empty.status, empty.body.code]).toEqual([409, 'EMPTY_CATALOGUE'])
    await call('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Member' } })
    await call('PUT', '/api/teams/t', { body: { members: [{ emailAddress: 'ann@example.com', role: 'Crew' }] } })
    const inUse = await call('PUT', path, { body: { mode: 'default' } })
    expect([inUse.status, inUse.body.code]).toEqual([409, 'ROLE_IN_USE'])
    await call('DELETE', '/api/teams/t')
    expect((await call('PUT', path, { body: { mode: 'default' } })).body).toEqual(defaults.body)
  })

  it('never ends with a privileged role that a pattern gives, whichever of the two is put first', async () => {
    for (const first of ['mapping', 'catalogue', 'mapping', 'catalogue']) {
      const { call } = await start()
      const entry =
        "scimGroupMappings: [{ scimGroupPattern: 'x.*', type: teamMemberRole, teamId: t, teamMemberRole: Crew }]"
      const writes = [
        () => call('PUT', mappingPath, { body: entry, headers: { 'content-type': 'application/yaml' } }),
        () => call('PUT', '/api/settings/team-roles', { body: { 'team-roles': [{ name: 'Crew', privileged: true }] } }),
      ]
      const answers = await Promise.all((first === 'mapping' ? writes : writes.toReversed()).map((put) => put()))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      const [refused] = answers.filter(({ status }) => status !== 200)
      expect(refused?.text).toMatch(/ROLE_IN_MAPPING|PRIVILEGED_WITHOUT_GROUP/)
    }
  })

  it('keeps the settings of the organization', async () => {
    const { call } = await start()
    const path = '/api/settings/organization'
    expect((await call('GET', path)).body).toEqual({ userNameMutable: false })
    expect((await call('PUT', path, { body: { userNameMutable: true } })).body).toEqual({ userNameMutable: true })
    expect((await call('GET', path)).body).toEqual({ userNameMutable: true })
    expect((await call('PUT', path, { body: { userNameMutable: 'yes' } })).status).toBe(422)
  })

  describe('the feed of events', () => {
    it('has every event once, in order, with its cause', async () => {
      const { organization, call, scim } = await start()
      const sent = { body: { userName: 'ann@example.com' }, headers: { 'x-request-id': 'provisioned-ann' } }
      await scim('POST', '/api/scim/v2/Users', sent)
      await call('PUT', '/api/teams/t', { body: {} })
      const whole = await call('GET', '/api/events')
      expect(whole.headers.get('content-type')).toBe('application/cloudevents-batch+json')
      const provisioned = (whole.body as readonly Entry[]).find(({ type }) => type === 'MemberProvisioned')
      expect(provisioned).toMatchObject({
        specversion: '1.0',
        source: `/organizations/${organization.id}`,
        causekind: 'scim',
        causerequestid: 'provisioned-ann',
        causekeyid: organization.keys.scim.split('_')[1],
      })
      const pages = await readAll(call, '/api/events?limit=1')
      expect(pages.flat()).toEqual(whole.body)
      const ids = pages.flat().map(({ id }) => id as string)
      expect(new Set(ids).size).toBe(ids.length)
      const rest = await call('GET', `/api/events?lastEventId=${ids[0]}`)
      expect(rest.body).toEqual(whole.body.slice(1))
    })

    it('is empty after the last one, and refuses what is no id', async () => {
      const { call } = await start()
      const { body } = await call('GET', '/api/events')
      expect((await call('GET', `/api/events?lastEventId=${body.at(-1).id as string}`)).body).toEqual([])
      expect((await call('GET', '/api/events?lastEventId=yesterday')).status).toBe(400)
    })
  })
})
