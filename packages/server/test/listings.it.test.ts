import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

let objects = 0
const newObjectId = () => `${String((objects += 1)).padStart(8, '0')}-0000-4000-8000-000000000000`

/** The path that a page links to. */
function nextOf({ headers }: Reply): string {
  const [, url = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
  return url === '' ? '' : new URL(url).pathname + new URL(url).search
}

describe.each(eachDatabase)('what an owner looks through on $name', ({ create }) => {
  let rolecall: Rolecall
  beforeAll(async () => (rolecall = await startRolecall(create)))
  afterAll(() => rolecall.stop())

  async function start(): Promise<{
    call: Client
    scim: Client
    secretToken: string
    addUser(name: string, more?: object): Promise<string>
  }> {
    const { keys } = await rolecall.createOrganization('Acme')
    const scim = createClient(rolecall.url, keys.scim)
    return {
      call: createClient(rolecall.url, keys.organization),
      scim,
      secretToken: keys.scim,
      async addUser(name, more = {}) {
        const userName = `${name}@example.com`
        const emails = [{ type: 'work', value: userName }]
        const body = { userName, displayName: name, externalId: newObjectId(), emails, ...more }
        return (await scim('POST', '/api/scim/v2/Users', { body })).body.id as string
      },
    }
  }

  const checksOf = async (call: Client) => {
    const { body } = await call('GET', '/api/overview')
    const checks = body.checks as { name: string; state: string }[]
    return Object.fromEntries(checks.map(({ name, state }) => [name, state]))
  }

  const lastUseOf = async (call: Client, name: string) => {
    const keys = (await call('GET', '/api/api-keys')).body as { displayName: string; lastUsedAt: string | null }[]
    return keys.find(({ displayName }) => displayName === name)?.lastUsedAt
  }

  describe('the overview', () => {
    it('waits for everything at first, and says where the provider is pointed', async () => {
      const { call } = await start()
      const { body } = await call('GET', '/api/overview')
      expect(body).toMatchObject({
        organization: { name: 'Acme' },
        tenantUrl: `${rolecall.url}/api/scim/v2`,
        counts: { members: 0, groups: 0, teams: 0, unresolvedMembers: 0 },
        owners: 0,
        mappingVersion: 0,
      })
      expect(new Set(Object.values(await checksOf(call)))).toEqual(new Set(['waiting']))
    })

    it('turns green as the provider sends what it should', async () => {
      const { call, scim, addUser } = await start()
      const ann = await addUser('ann')
      await scim('POST', '/api/scim/v2/Groups', { body: { displayName: 'owners', members: [{ value: ann }] } })
      const headers = { 'content-type': 'application/yaml' }
      const body = 'scimGroupMappings:\n  - { scimGroup: owners, type: organizationOwner }\n'
      await call('PUT', '/api/settings/scim-mapping', { body, headers })
      expect(new Set(Object.values(await checksOf(call)))).toEqual(new Set(['done']))
      expect((await call('GET', '/api/overview')).body).toMatchObject({ owners: 1, mappingVersion: 1 })
    })

    it('calls the connection tested by requests of the provider alone, not by a sign-in with its key', async () => {
      const { call, secretToken } = await start()
      const scopes = ['scim', 'organization_read']
      const { body: mixed } = await call('POST', '/api/api-keys', { body: { displayName: 'both', scopes } })
      const headers = { 'x-rolecall-console': '1' }
      for (const key of [secretToken, mixed.key as string]) {
        await createClient(rolecall.url, null)('POST', '/api/session', { body: { key }, headers })
        await createClient(rolecall.url, key)('GET', '/api/overview')
      }
      // Uses are noted beside the requests, one after another: this one comes after those that must not count.
      await createClient(rolecall.url, mixed.key as string)('GET', '/api/teams')
      await expect.poll(() => lastUseOf(call, 'both')).not.toBeNull()
      expect(await lastUseOf(call, 'scim')).toBeNull()
      expect(await checksOf(call)).toMatchObject({ connection: 'waiting' })
      await createClient(rolecall.url, mixed.key as string)('GET', '/api/scim/v2/Users')
      await expect.poll(async () => (await checksOf(call))['connection']).toBe('done')
    })

    it('calls the connection tested by the first request of a provider, until that has another key', async () => {
      const { call, scim } = await start()
      await scim('GET', '/api/scim/v2/Users')
      await expect.poll(async () => (await checksOf(call))['connection']).toBe('done')
      const keys = (await call('GET', '/api/api-keys')).body as readonly { id: string; displayName: string }[]
      await call('DELETE', `/api/api-keys/${keys.find(({ displayName }) => displayName === 'scim')?.id}`)
      expect(await checksOf(call)).toMatchObject({ connection: 'waiting' })
    })

    it('names people who arrive with a wrong attribute mapping', async () => {
      const { call, addUser } = await start()
      await addUser('ann', { externalId: 'ANN@example.com' })
      await addUser('bob', { emails: [{ type: 'work', value: 'robert@example.com' }] })
      const { body } = await call('GET', '/api/overview')
      expect(body.checks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'external-id', state: 'attention', examples: ['ann@example.com'] }),
          expect.objectContaining({
            name: 'email',
            state: 'attention',
            affected: 1,
            of: 2,
            examples: ['bob@example.com'],
          }),
        ]),
      )
    })

    it('does not call a mapping that gives nobody anything done', async () => {
      const { call } = await start()
      const headers = { 'content-type': 'application/yaml' }
      const body = 'scimGroupMappings:\n  - { scimGroup: nobody, type: organizationOwner }\n'
      await call('PUT', '/api/settings/scim-mapping', { body, headers })
      expect(await checksOf(call)).toMatchObject({ mapping: 'attention' })
    })
  })

  describe('groups', () => {
    it('are listed by name with their members, page by page', async () => {
      const { call, scim, addUser } = await start()
      const ann = await addUser('ann')
      for (const displayName of ['b.c', 'a', 'b.c']) {
        await scim('POST', '/api/scim/v2/Groups', { body: { displayName, members: [{ value: ann }, { value: 'x' }] } })
      }
      const first = await call('GET', '/api/groups?limit=2&search=')
      const rest = await call('GET', nextOf(first))
      const names = [...first.body, ...rest.body].map(({ displayName }: { displayName: string }) => displayName)
      expect(names).toEqual(['a', 'b.c', 'b.c'])
      expect(first.body[0]).toMatchObject({ members: 2, unresolved: 1, boundNames: [] })
      expect((await call('GET', '/api/groups?search=B.')).body).toHaveLength(2)
      expect((await call('GET', '/api/groups?after=nonsense')).status).toBe(400)
    })

    it('show whom each member stands for, and the name that a rename has left behind', async () => {
      const { call, scim, addUser } = await start()
      const ann = await addUser('ann')
      const members = [{ value: ann }, { value: 'x/y' }]
      const { body: group } = await scim('POST', '/api/scim/v2/Groups', { body: { displayName: 'Owners', members } })
      const headers = { 'content-type': 'application/yaml' }
      const body = 'scimGroupMappings:\n  - { scimGroup: owners, type: organizationOwner }\n'
      await call('PUT', '/api/settings/scim-mapping', { body, headers })
      const Operations = [{ op: 'replace', path: 'displayName', value: 'Chiefs' }]
      await scim('PATCH', `/api/scim/v2/Groups/${group.id as string}`, { body: { Operations } })
      const path = `/api/groups/${group.id as string}`
      expect((await call('GET', path)).body).toMatchObject({ displayName: 'Chiefs', boundNames: ['owners'] })
      const first = await call('GET', `${path}/members?limit=1`)
      expect(first.body).toEqual([
        expect.objectContaining({ value: ann, emailAddress: 'ann@example.com', resolved: true }),
      ])
      expect((await call('GET', nextOf(first))).body).toEqual([
        expect.objectContaining({ value: 'x/y', userId: null, resolved: false }),
      ])
      expect((await call('GET', `${path}/members?unresolved=true`)).body).toHaveLength(1)
      expect((await call('GET', '/api/groups/nobody/members')).status).toBe(404)
    })
  })

  describe('members', () => {
    it('are searched by address and name, in a team, active or not, page by page', async () => {
      const { call, addUser } = await start()
      await addUser('Zoe')
      await addUser('ann', { active: false })
      await addUser('bob', { displayName: 'Robert Zimmer' })
      await call('PUT', '/api/teams/sales', {
        body: { members: [{ emailAddress: 'zoe@example.com', role: 'Editor' }] },
      })
      const find = async (query: string) =>
        ((await call('GET', `/api/organization/members?${query}`)).body as { emailAddress: string }[]).map(
          ({ emailAddress }) => emailAddress.split('@')[0],
        )
      expect(await find('search=')).toEqual(['ann', 'bob', 'Zoe'])
      expect(await find('search=Z')).toEqual(['bob', 'Zoe'])
      expect(await find('active=false')).toEqual(['ann'])
      expect(await find('team=SALES')).toEqual(['Zoe'])
      const first = await call('GET', '/api/organization/members?search=z&limit=1')
      expect((await call('GET', nextOf(first))).body).toMatchObject([{ emailAddress: 'Zoe@example.com' }])
      expect((await call('GET', '/api/organization/members?active=yes')).status).toBe(400)
    })
  })

  describe('teams', () => {
    it('are listed with how many people they have', async () => {
      const { call, addUser } = await start()
      await addUser('ann')
      const members = [{ emailAddress: 'ann@example.com', role: 'Editor' }]
      await call('PUT', '/api/teams/sales', { body: { name: 'Vertrieb', members } })
      await call('PUT', '/api/teams/other', { body: {} })
      const { body } = await call('GET', '/api/team-summaries')
      expect(body).toMatchObject([
        { id: 'other', people: 0 },
        { id: 'sales', name: 'Vertrieb', people: 1 },
      ])
      expect((await call('GET', '/api/team-summaries?search=vertr')).body).toHaveLength(1)
      const first = await call('GET', '/api/team-summaries?limit=1')
      expect((await call('GET', nextOf(first))).body).toMatchObject([{ id: 'sales' }])
    })

    it('give one person a manual role and take it, and touch nobody else', async () => {
      const { call, addUser } = await start()
      await addUser('ann')
      await addUser('bob')
      await call('PUT', '/api/teams/sales', { body: { members: [{ emailAddress: 'bob@example.com', role: 'Owner' }] } })
      const set = (role: string | null, emailAddress = 'ann@example.com') =>
        call('POST', '/api/teams/sales/members', { body: { emailAddress, role } })
      expect((await set('editor')).body.teams).toEqual([{ teamId: 'sales', role: 'Editor', roles: ['Editor'] }])
      expect((await set('Steward')).body.teams).toEqual([{ teamId: 'sales', role: 'Steward', roles: ['Steward'] }])
      expect((await set(null)).body.teams).toEqual([])
      expect((await call('GET', '/api/teams/sales')).body.members).toHaveLength(1)
      expect([(await set('King')).status, (await set('Owner', 'x@example.com')).status]).toEqual([422, 404])
    })
  })
})
