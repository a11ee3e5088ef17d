import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'

const path = '/api/catalogue'
const sales = { id: 'sales', name: 'Sales' }
const emea = { id: 'emea', name: 'EMEA', parent: 'sales' }
const byGroup = (lines: string, more = '') => `scimGroupMappings:\n${lines}${more}`
const entry = (group: string, team: string, role: string) =>
  `  - { scimGroup: ${group}, type: teamMemberRole, teamId: ${team}, teamMemberRole: ${role} }\n`

describe('team roles and teams as one set', () => {
  let rolecall: RolecallUnderTest
  let acme: TestOrganization
  let owner: Client
  let scim: Client
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())
  beforeEach(async () => {
    acme = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, acme.keys.organization)
    scim = clientOf(rolecall, acme.keys.scim)
  })

  const put = (body: unknown, query = '', headers = {}) => owner('PUT', path + query, { body: body as object, headers })
  const plan = async (body: object) => (await owner('POST', `${path}/plan`, { body })).body
  const events = async () =>
    (await rolecall.services.store.read(acme.id).events.list(null, 999)).map(({ subject, type }) => [type, subject])
  const revision = async () => (await rolecall.services.store.read(acme.id).getState()).revision
  async function join(group: string, ...names: readonly string[]) {
    const members: { value: string }[] = []
    for (const name of names) {
      const { body } = await scim('POST', '/api/scim/v2/Users', { body: { userName: `${name}@acme.com` } })
      members.push({ value: body.id as string })
    }
    await scim('POST', '/api/scim/v2/Groups', { body: { displayName: group, members } })
  }
  const map = async (body: string) => {
    const { status } = await owner('PUT', '/api/settings/scim-mapping', {
      body,
      headers: { 'content-type': 'application/yaml' },
    })
    expect(status).toBe(200)
  }
  const rolesIn = async (team: string) =>
    ((await owner('GET', `/api/teams/${team}`)).body.members ?? []).map(
      ({ emailAddress, role }: Record<string, string>) => `${emailAddress} ${role}`,
    )

  it('is applied, is read as it was put, and changes nothing the second time', async () => {
    const wanted = { mode: 'default', teams: [emea, sales] }
    const first = await put(wanted)
    expect(first.status).toBe(200)
    expect(first.body.teams.created.map(({ id }: { id: string }) => id)).toEqual(['emea', 'sales'])
    const before = await revision()
    const again = await put(wanted)
    expect(again.body).toMatchObject({
      teams: { created: [], renamed: [], moved: [], described: [], removed: [] },
      'team-roles': { created: [], changed: [], removed: [] },
      summary: { people: 0, gains: 0, losses: 0 },
    })
    const read = await owner('GET', path)
    expect(read.headers.get('etag')).toBe(again.headers.get('etag'))
    expect(read.body.teams).toEqual([
      { id: 'emea', name: 'EMEA', type: 'Team', parent: 'sales', description: null },
      { id: 'sales', name: 'Sales', type: 'Team', parent: null, description: null },
    ])
    expect((await put(read.body)).status).toBe(200)
    expect(await revision()).toBe(before)
  })

  it('says what is made, renamed, moved, described and removed, and writes nothing by that', async () => {
    await put({ mode: 'default', teams: [sales, emea, { id: 'old' }, { id: 'kept', description: 'a' }] })
    const before = [await revision(), await events()]
    const body = {
      'team-roles': [{ name: 'Owner' }, { name: 'Lead' }],
      teams: [sales, { id: 'EMEA', name: 'Europe' }, { id: 'new' }, { id: 'kept', description: 'b' }],
    }
    const planned = await plan(body)
    const ids = (kind: string) =>
      planned.teams[kind].map(({ after, id }: { id?: string; after?: { id: string } }) => after?.id ?? id)
    expect(['created', 'renamed', 'moved', 'described', 'removed'].map(ids)).toEqual([
      ['new'],
      ['emea'],
      ['emea'],
      ['kept'],
      ['old'],
    ])
    const names = (kind: string) => planned['team-roles'][kind].map(({ name }: { name: string }) => name)
    expect([names('created'), names('removed')]).toEqual([['Lead'], ['Approver', 'Editor', 'Steward', 'Member']])
    expect([await revision(), await events()]).toEqual(before)
    const applied = await put(body)
    expect(applied.body.digest).toBe(planned.digest)
    expect((await events()).slice(-5).map(([type]) => type)).toEqual([
      'TeamDeleted',
      'TeamCreated',
      'TeamUpdated',
      'TeamUpdated',
      'TeamRolesReplaced',
    ])
  })

  it('tells all that is wrong at once, each with its place, and applies nothing', async () => {
    const { body, status } = await put({
      'team-roles': [{ name: 'Lead' }, { name: 'LEAD' }],
      teams: [
        { id: 'sales', parent: 'emaa' },
        { id: 'Sales' },
        { id: 'emea', parent: 'apac' },
        { id: 'apac', parent: 'emea' },
        { id: 'self', parent: 'SELF' },
      ],
    })
    expect(status).toBe(422)
    expect(body.issues).toMatchObject([
      { path: 'team-roles[1].name', message: expect.stringContaining('twice') },
      { path: 'teams[0].parent', message: 'there is no team "emaa" in the set; did you mean "emea"?' },
      { path: 'teams[1].id', message: expect.stringContaining('twice') },
      { path: 'teams[2].parent', message: expect.stringContaining('above itself') },
      { path: 'teams[3].parent' },
      { path: 'teams[4].parent' },
    ])
    expect((await owner('GET', path)).body).toMatchObject({ mode: 'default', teams: [] })
  })

  it.each([
    ['no roles at all', { teams: [] }, 'team-roles'],
    ['an empty list of roles', { 'team-roles': [], teams: [] }, 'team-roles'],
    ['no teams', { mode: 'default' }, 'teams'],
    ['a field that is none', { mode: 'default', teams: [{ id: 'a', parnt: 'b' }] }, 'teams[0].parnt'],
    ['an id that is none', { mode: 'default', teams: [{ id: '' }] }, 'teams[0].id'],
    ['a list that is none', { mode: 'default', teams: {} }, 'teams'],
    ['a list', [], 'teams'],
    ['nothing', null, ''],
  ])('refuses %s', async (_what, body, at) => {
    const answer = await put(body)
    expect(answer.status).toBe(422)
    expect(answer.body.issues[0].path).toBe(at)
  })

  it('guesses what a field that is none was to be', async () => {
    const { body } = await put({ mode: 'default', teams: [{ id: 'a', parnt: 'b' }], xyzzy: 1 })
    expect(body.issues).toEqual([
      { path: 'teams[0].parnt', message: 'is not known here; did you mean "parent"?' },
      { path: 'xyzzy', message: 'is not known here' },
    ])
  })

  it('gives what has waited for a team and for a role, in the same change, and says so before', async () => {
    await join('staff', 'ann', 'bob')
    await map(byGroup(entry('staff', 'sales', 'Lead')))
    const wanted = { 'team-roles': [{ name: 'Owner' }, { name: 'Lead' }], teams: [sales] }
    const planned = await plan(wanted)
    expect(planned.summary).toEqual({ people: 2, gains: 2, losses: 0 })
    expect(planned.gained[0]).toMatchObject({ emailAddress: 'ann@acme.com', scope: 'team:sales', role: 'Lead' })
    await put(wanted)
    expect(await rolesIn('sales')).toEqual(['ann@acme.com Lead', 'bob@acme.com Lead'])
    expect((await events()).filter(([type]) => type === 'RoleResumed')).toHaveLength(2)
  })

  it('takes manual roles with their team, lets mapped ones wait, and needs that confirmed where the mapping names it', async () => {
    await put({ mode: 'default', teams: [sales, emea] })
    await join('staff', 'ann')
    await map(byGroup(entry('staff', 'emea', 'Editor')))
    await owner('POST', '/api/teams/emea/members', { body: { emailAddress: 'ann@acme.com', role: 'Steward' } })
    const without = { mode: 'default', teams: [sales] }
    const planned = await plan(without)
    expect(planned.lost).toMatchObject([
      { scope: 'team:emea', role: 'Editor', waits: true },
      { scope: 'team:emea', role: 'Steward', waits: false },
    ])
    const refused = await put(without)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      code: 'TEAM_IN_MAPPING',
      detail: expect.stringContaining('emea in line 2'),
      catalogue: { refusals: [{ entries: [{ line: 2, names: 'emea' }], confirmable: true }], digest: planned.digest },
    })
    expect(await rolesIn('emea')).toEqual(['ann@acme.com Editor'])
    expect((await put(without, '?confirm=true')).status).toBe(200)
    expect((await put({ mode: 'default', teams: [sales, emea] })).body.gained).toMatchObject([{ role: 'Editor' }])
    expect(await rolesIn('emea')).toEqual(['ann@acme.com Editor'])
  })

  it('names the rule that gives roles in a team by a pattern', async () => {
    await put({ mode: 'default', teams: [sales] })
    await join('t_sales', 'ann')
    await map(
      `scimGroupMappings:\n  - { scimGroupPattern: 't_(?<t>.+)', type: teamMemberRole, teamId: '\${t}', teamMemberRole: Editor }\n`,
    )
    const { body } = await put({ mode: 'default', teams: [] })
    expect(body.code).toBe('EMPTY_TEAMS')
    expect(body.catalogue.refusals[1]).toMatchObject({
      code: 'TEAM_IN_MAPPING',
      entries: [{ line: 2, names: 'sales' }],
    })
  })

  it('drops no role that somebody has, and none that the mapping names unless it is confirmed', async () => {
    await put({ mode: 'default', teams: [sales] })
    await map(byGroup(entry('nobody', 'sales', 'Steward'), entry('staff', 'sales', 'Editor')))
    await join('staff', 'ann')
    const few = { 'team-roles': [{ name: 'Owner' }, { name: 'Member' }], teams: [sales] }
    const { body } = await put(few, '?confirm=true')
    expect(body).toMatchObject({ code: 'ROLE_IN_USE', detail: expect.stringContaining('Editor') })
    const some = { ...few, 'team-roles': [...few['team-roles'], { name: 'Editor' }] }
    expect((await put(some)).body).toMatchObject({
      code: 'ROLE_IN_MAPPING',
      catalogue: { refusals: [{ entries: [{ line: 2, names: 'Steward' }] }] },
    })
    expect((await put(some, '?confirm=true')).status).toBe(200)
  })

  it('never makes a role privileged that the mapping gives to whoever may create groups', async () => {
    await put({ mode: 'default', teams: [sales] })
    await map(
      `scimGroupMappings: [{ scimGroupPattern: 'x.*', type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]`,
    )
    const wanted = { 'team-roles': [{ name: 'Owner' }, { name: 'Editor', privileged: true }], teams: [sales] }
    const { body } = await put(wanted, '?confirm=true')
    expect(body).toMatchObject({ code: 'ROLE_IN_MAPPING', catalogue: { refusals: [{ confirmable: false }] } })
  })

  it('holds the brake of the mapping, over manual roles too', async () => {
    await put({ mode: 'default', teams: [sales, emea] })
    await join('staff', 'ann', 'bob', 'cy')
    await map(byGroup(entry('staff', 'sales', 'Editor'), 'limits: { maxRevocations: 2, maxRevocationPercent: 50 }\n'))
    const members = ['ann', 'bob', 'cy'].map((name) => ({ emailAddress: `${name}@acme.com`, role: 'Steward' }))
    await owner('PUT', '/api/teams/emea', { body: { members } })
    const without = { mode: 'default', teams: [sales] }
    expect((await put(without)).body).toMatchObject({ code: 'BRAKE', detail: expect.stringContaining('3 roles') })
    expect(await rolesIn('emea')).toHaveLength(3)
    expect((await put(without, '?confirm=true')).body.summary.losses).toBe(3)
  })

  it('applies what was planned, and nothing else', async () => {
    const wanted = { mode: 'default', teams: [sales] }
    const { digest } = await plan(wanted)
    await join('staff', 'ann')
    await map(byGroup(entry('staff', 'sales', 'Editor')))
    const stale = await put(wanted, '', { 'if-match': `"${digest}"` })
    expect(stale.status).toBe(412)
    expect((await owner('GET', path)).body.teams).toEqual([])
    const fresh = await plan(wanted)
    expect((await put({ mode: 'default', teams: [emea, sales] }, '', { 'if-match': `"${fresh.digest}"` })).status).toBe(
      412,
    )
    const applied = await put(wanted, '', { 'if-match': `"${digest}", "${fresh.digest}"` })
    expect(applied.status).toBe(200)
    const tag = applied.headers.get('etag') ?? ''
    await owner('PUT', '/api/teams/other', { body: {} })
    expect((await put(wanted, '', { 'if-match': tag })).status).toBe(412)
    expect((await put(wanted, '', { 'if-match': 'W/"x"' })).status).toBe(412)
    const read = (await owner('GET', path)).headers.get('etag') ?? ''
    expect((await put(wanted, '', { 'if-match': read })).status).toBe(200)
  })

  it('makes of every set what its plan says, once, or nothing', async () => {
    await join('g', 'ann', 'bob')
    await map(byGroup(entry('g', 'ünï', 'Lead')))
    const read = async () => (await owner('GET', path)).text
    const id = fc.constantFrom('a', 'B', 'b', 'ünï', 'u\u0308ni\u0308', 'ÜNÏ')
    const team = fc.record({ id, name: fc.constantFrom('x', 'y'), parent: fc.option(id) }, { requiredKeys: ['id'] })
    const names = fc.uniqueArray(fc.constantFrom('Owner', 'Lead', 'Editor'), { minLength: 1 })
    const set = fc.record({ teams: fc.array(team, { maxLength: 4 }), names })
    await fc.assert(
      fc.asyncProperty(set, fc.boolean(), async (wanted, confirm) => {
        const body = { teams: wanted.teams, 'team-roles': wanted.names.map((name) => ({ name })) }
        const before = await read()
        const planned = await owner('POST', `${path}/plan`, { body })
        expect(await read()).toBe(before)
        const headers = planned.status === 200 ? { 'if-match': `"${planned.body.digest}"` } : {}
        const applied = await put(body, confirm ? '?confirm=true' : '', headers)
        const refusals = (planned.body.refusals ?? []) as { confirmable: boolean }[]
        const refused = refusals.some(({ confirmable }) => !(confirm && confirmable))
        expect(applied.status).toBe(planned.status === 422 ? 422 : refused ? 409 : 200)
        if (applied.status !== 200) {
          expect(await read()).toBe(before)
          return
        }
        expect(applied.body).toEqual(planned.body)
        const { summary, teams } = await plan(body)
        expect([summary.people, ...Object.values(teams)]).toEqual([0, [], [], [], [], []])
      }),
      { numRuns: 25 },
    )
  })

  it('takes hundreds of teams by a few statements, and one of two that are put at once', async () => {
    const teams = Array.from({ length: 800 }, (_, index) => ({ id: `t${index}`, parent: index === 0 ? null : 't0' }))
    const [a, b] = await Promise.all([
      put({ mode: 'default', teams }),
      put({ mode: 'default', teams: [{ id: 'alone' }] }, '?confirm=true'),
    ])
    expect([a.status, b.status]).toEqual([200, 200])
    expect([800, 1]).toContain((await owner('GET', path)).body.teams.length)
  })

  it('is the product’s to put for each organization, by its own id', async () => {
    const { key } = await createPlatformKey(
      rolecall.services,
      { displayName: 'P', expiresAt: null },
      { kind: 'cli', requestId: null, keyId: null, operator: 'root' },
    )
    const platform = clientOf(rolecall, key)
    const at = `/api/platform/organizations/${acme.id}/catalogue`
    const wanted = { mode: 'default', teams: [sales] }
    expect((await platform('POST', `${at}/plan`, { body: wanted })).body.teams.created).toHaveLength(1)
    expect((await platform('PUT', at, { body: wanted })).status).toBe(200)
    expect((await platform('GET', at)).body).toEqual((await owner('GET', path)).body)
    expect((await platform('PUT', '/api/platform/organizations/nobody/catalogue', { body: wanted })).status).toBe(404)
  })
})
