import type { OperationContext } from '@rolecall/core/change/operation-context'
import { countDirectory, readHistory } from '@rolecall/core/organization/count-directory'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const mapping = `scimGroupMappings:
  - { scimGroup: stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
`

const contextOf = (organizationId: string, part: object) => ({ organizationId, ...part }) as OperationContext

describe('what has changed, as people tell it', () => {
  let rolecall: RolecallUnderTest
  let owner: Client
  let scim: Client
  let people: readonly string[]
  let group: string
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    const { keys } = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, keys.organization)
    scim = clientOf(rolecall, keys.scim)
    await owner('PUT', '/api/teams/sales', { body: {} })
    await owner('PUT', '/api/settings/scim-mapping', { body: mapping, headers: { 'content-type': 'application/yaml' } })
    const create = async (name: string): Promise<string> =>
      (await scim('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com`, displayName: name } })).body
        .id
    people = await Promise.all(['Ann', 'Bob', 'Cid', 'Dee', 'Eve'].map(create))
    group = (await scim('POST', '/api/scim/v2/Groups', { body: { displayName: 'stewards' } })).body.id
    const value = people.map((id) => ({ value: id }))
    await scim('PATCH', `/api/scim/v2/Groups/${group}`, {
      body: { Operations: [{ op: 'add', path: 'members', value }] },
    })
  })
  afterAll(() => rolecall.stop())

  it('is one change for one request: who came into which group, and the roles that came of it', async () => {
    const { body } = await owner('GET', '/api/changes?limit=1')
    expect(body).toMatchObject([{ kind: 'scim', by: expect.any(String), requestId: expect.any(String), more: false }])
    expect(body[0].story).toMatchObject([
      {
        type: 'GroupMemberAdded',
        total: 5,
        group: { id: group, name: 'stewards' },
        first: [{ emailAddress: 'Ann@example.com', kind: 'user', name: 'Ann' }, { name: 'Bob' }, { name: 'Cid' }],
      },
      { type: 'RoleGranted', total: 5, role: 'Steward', scope: 'team:sales' },
    ])
  })

  it('of one person goes page by page, the newest first, also when the person is gone', async () => {
    const [, , , , eve = ''] = people
    await scim('DELETE', `/api/scim/v2/Users/${eve}`)
    const path = `/api/users/${eve}/changes?limit=1`
    const first = await owner('GET', path)
    expect(first.body[0].story).toMatchObject([{ type: 'MemberDeleted', first: [{ name: 'Eve@example.com' }] }])
    const seen: string[] = []
    for (let next: string | null = path; next !== null && seen.length < 20;) {
      const { body, headers } = await owner('GET', next)
      for (const { id } of body) seen.push(id)
      next = /<https?:\/\/[^/]+([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? null
    }
    expect(seen.length).toBeGreaterThan(2)
    expect(new Set(seen).size).toBe(seen.length)
    expect((await owner('GET', '/api/users/nobody/changes')).status).toBe(404)
    expect((await owner('GET', `/api/users/${eve}/changes?before=x`)).status).toBe(400)
  })

  it('tells of a large change its last events, and that there were more', async () => {
    const value = Array.from({ length: 600 }, (_, index) => ({ value: `nobody-${index}` }))
    await scim('PATCH', `/api/scim/v2/Groups/${group}`, {
      body: { Operations: [{ op: 'add', path: 'members', value }] },
    })
    const { body } = await owner('GET', '/api/changes')
    expect(body).toMatchObject([{ more: true, story: [{ type: 'GroupMemberAdded', total: 500 }] }])
  })

  it('has the facts of a person as they were sent, with the groups', async () => {
    const { body } = await owner('GET', `/api/users/${people[0]}/facts`)
    expect(body).toMatchObject({
      provisioned: true,
      attributes: { userName: 'Ann@example.com', displayName: 'Ann' },
      groupCount: 1,
      groups: [{ id: group, displayName: 'stewards' }],
    })
    expect((await owner('GET', '/api/users/nobody/facts')).status).toBe(404)
    expect((await scim('GET', `/api/users/${people[0]}/facts`)).status).toBe(403)
  })

  it('takes the roles of many people from the last count, be it that of the day before: they take long to count', async () => {
    const { id } = await rolecall.createOrganization('Large')
    const { store } = rolecall.services
    let now = '2026-01-31T12:00:00.000Z'
    const counted = { day: '2026-01-31', people: 19_000, active: 18_000, owners: 2, roles: 7, groups: 3, teams: 1 }
    await store.dailyCounts.put(id, counted, '2026-01-01')
    const read = (total: number) => (organizationId: string) => {
      const reader = store.read(organizationId)
      return { ...reader, users: { ...reader.users, total: () => Promise.resolve(total) } }
    }
    const today = async (total: number) =>
      (await readHistory(contextOf(id, { store: { ...store, read: read(total) }, now: () => now }))).at(-1)
    expect(await today(20_000)).toEqual({ ...counted, people: 20_000, owners: 0, groups: 0, teams: 0 })
    expect(await today(10_000)).toMatchObject({ people: 10_000, active: 0, roles: 0 })
    now = '2026-02-01T00:01:00.000Z'
    expect(await today(20_000)).toMatchObject({ day: '2026-02-01', people: 20_000, active: 18_000, roles: 7 })
  })

  it('counts people, Owners and roles day by day: the last count of each, and today as it is now', async () => {
    const days = async () => (await owner('GET', '/api/overview/history')).body
    const [today] = await days()
    const counted = { people: 4, active: 4, owners: 0, roles: 4, groups: 1, teams: 1 }
    expect(await days()).toEqual([{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), ...counted }])
    const at = (day: number) => new Date(Date.parse(today.day) + day * 86_400_000).toISOString()
    const services = (day: number) => ({ ...rolecall.services, now: () => at(day) })
    for (const day of [-40, -10, -1]) await runDueJobs(services(day), [countDirectory])
    const dayOf = (day: number) => at(day).slice(0, 10)
    expect((await days()).map(({ day }: { day: string }) => day)).toEqual([dayOf(-10), dayOf(-1), dayOf(0)])
    await runDueJobs(services(40), [countDirectory])
    expect((await days()).length).toBe(1)
  })
})
