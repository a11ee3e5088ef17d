import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const root = '/api/scim/v2'
const entitlements = `${root}/Entitlements`
const roleSchema = 'urn:okta:scim:schemas:core:1.0:Role'
const entitlementSchema = 'urn:okta:scim:schemas:core:1.0:Entitlement'

/** Okta's Entitlement Management: OKT-9 to OKT-13. */
describe('what can be given, as resources', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  async function start(teams: readonly (readonly [id: string, name: string])[] = []) {
    const { keys } = await rolecall.createOrganization('Acme')
    const owner = clientOf(rolecall, keys.organization)
    for (const [id, name] of teams) await owner('PUT', `/api/teams/${encodeURIComponent(id)}`, { body: { name } })
    return { owner, scim: clientOf(rolecall, keys.scim) }
  }
  const idsOf = async (scim: Client, path: string): Promise<readonly string[]> =>
    (await scim('GET', path)).body.Resources.map(({ id }: { id: string }) => id)

  it('is announced: roles always, entitlements where there is a team', async () => {
    const { owner, scim } = await start()
    const announced = async () => [
      (await idsOf(scim, `${root}/ResourceTypes`)).slice(2),
      (await idsOf(scim, `${root}/Schemas`)).filter((id) => id.startsWith('urn:okta:')),
    ]
    expect(await announced()).toEqual([['Role'], [roleSchema]])
    expect((await scim('GET', entitlements)).body).toMatchObject({ totalResults: 0, Resources: [] })
    await owner('PUT', '/api/teams/sales', { body: { name: 'Sales' } })
    expect(await announced()).toEqual([
      ['Role', 'Entitlement'],
      [roleSchema, entitlementSchema],
    ])
    expect((await scim('GET', `${root}/ResourceTypes/Entitlement`)).body).toMatchObject({
      id: 'Entitlement',
      name: 'Entitlement',
      endpoint: '/Entitlements',
      schema: entitlementSchema,
    })
  })

  it('is the live catalogue: organization roles, and each role of each team', async () => {
    const { owner, scim } = await start([['Sales', 'Sales EMEA']])
    expect((await scim('GET', `${root}/Roles`)).body.Resources).toMatchObject([
      { schemas: [roleSchema], id: 'member', displayName: 'Member', description: 'Belongs to the organization' },
      { schemas: [roleSchema], id: 'owner', displayName: 'Owner' },
    ])
    expect(await idsOf(scim, entitlements)).toHaveLength(5)
    const { body } = await scim('GET', `${entitlements}/sales:steward`)
    expect(body).toEqual({
      schemas: [entitlementSchema],
      id: 'sales:steward',
      displayName: 'Sales EMEA: Steward',
      description: 'Looks after what the team holds',
      type: 'Entitlement',
      meta: {
        resourceType: 'Entitlement',
        location: `${rolecall.url}${entitlements}/sales%3Asteward`,
        version: expect.stringMatching(/^W\/".+"$/),
      },
    })
    const roles = { 'team-roles': [{ name: 'Lead', description: 'd'.repeat(2_000) }] }
    await owner('PUT', '/api/settings/team-roles', { body: roles })
    expect(await idsOf(scim, entitlements)).toEqual(['sales:lead'])
    const lead = (await scim('GET', `${entitlements}/sales:lead`)).body
    expect([lead.description.length, lead.meta.version === body.meta.version]).toEqual([1_000, false])
    await owner('DELETE', '/api/teams/sales')
    expect((await scim('GET', `${entitlements}/sales:lead`)).status).toBe(404)
  })

  it('has ids that any name of a team makes, and that lead back', async () => {
    const names = ['a:b', 'a/b', 'é%41', 'x y?z#', '..x', 'Δς']
    const { scim } = await start(names.map((id) => [id, id]))
    const { Resources } = (await scim('GET', `${entitlements}?filter=displayName ew "Owner"`)).body
    expect(new Set(Resources.map(({ id }: { id: string }) => id)).size).toBe(names.length)
    for (const { id, meta } of Resources) {
      const { pathname } = new URL(meta.location)
      expect((await scim('GET', pathname)).body.id).toBe(id)
      expect(await idsOf(scim, `${entitlements}?filter=${encodeURIComponent(`id eq "${id}"`)}`)).toEqual([id])
    }
  })

  it('is filtered, sorted, paged and projected as every list', async () => {
    const { scim } = await start([
      ['a', 'Alpha'],
      ['b', 'beta'],
    ])
    expect(await idsOf(scim, `${entitlements}?filter=displayName sw "ALPHA"&sortBy=displayName&count=2`)).toEqual([
      'a:approver',
      'a:editor',
    ])
    const page = (await scim('GET', `${entitlements}?count=1&startIndex=1`)).body
    expect(page).toMatchObject({ totalResults: 10, itemsPerPage: 1, startIndex: 1, Resources: [{ id: 'a:approver' }] })
    expect(await idsOf(scim, `${entitlements}?startIndex=11`)).toEqual([])
    expect((await scim('GET', `${entitlements}?attributes=displayName&count=1`)).body.Resources).toEqual([
      { schemas: [entitlementSchema], id: 'a:approver', displayName: 'Alpha: Approver' },
    ])
    for (const filter of ['userName eq "x"', 'displayName foo "x"', 'displayName eq'])
      expect((await scim('GET', `${entitlements}?filter=${encodeURIComponent(filter)}`)).body).toMatchObject({
        status: '400',
        scimType: 'invalidFilter',
      })
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'id eq "b:owner"' }
    expect((await scim('POST', `${entitlements}/.search`, { body })).body.Resources).toMatchObject([{ id: 'b:owner' }])
  })

  it.each(['', 'sortBy=displayName&sortOrder=descending&'])(
    'is walked by cursor, there and back: %s',
    async (order) => {
      const { scim } = await start([
        ['a', 'A'],
        ['b', 'B'],
      ])
      const all = await idsOf(scim, `${entitlements}?${order}`)
      const pages: string[][] = []
      let back: string | undefined
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const { body } = await scim('GET', `${entitlements}?${order}count=4&cursor=${cursor}`)
        expect(body.totalResults).toBe(10)
        pages.push(body.Resources.map(({ id }: { id: string }) => id))
        back = body.previousCursor
        cursor = body.nextCursor
      }
      expect(pages.map(({ length }) => length)).toEqual([4, 4, 2])
      expect(pages.flat()).toEqual(all)
      expect(await idsOf(scim, `${entitlements}?${order}count=4&cursor=${back}`)).toEqual(pages[1])
      expect((await scim('GET', `${root}/Roles?cursor=${back}`)).body).toMatchObject({ scimType: 'invalidCursor' })
    },
  )

  it('gives what it says to whom it is assigned, where the mapping lets it', async () => {
    const { owner, scim } = await start([['Sales', 'Sales EMEA']])
    const team = "{ type: teamMemberRole, teamId: '${team}', teamMemberRole: '${role}' }"
    const body = `providerRoles:
  - { role: member, grant: [{ type: organizationRole, organizationRole: Member }] }
  - { entitlementPattern: '(?<team>[^:]+):(?<role>approver|editor|steward|member)', grant: [${team}] }
`
    const headers = { 'content-type': 'application/yaml' }
    expect((await owner('PUT', '/api/settings/scim-mapping', { body, headers })).status).toBe(200)
    const { Resources } = (await scim('GET', entitlements)).body
    const assigned = Resources.map(({ displayName: display, id: value }: Record<string, string>) => ({
      value,
      display,
    }))
    const user = { userName: 'ann@example.com', active: true, roles: [{ value: 'member' }], entitlements: assigned }
    expect((await scim('POST', `${root}/Users`, { body: user })).status).toBe(201)
    const { grants, findings } = (await owner('GET', '/api/organization/members/ann@example.com')).body
    expect(grants.map(({ role, scope, source }: Record<string, string>) => [source, scope, role]).toSorted()).toEqual([
      ['provider', 'organization', 'Member'],
      ...['Approver', 'Editor', 'Member', 'Steward'].map((role) => ['provider', 'team:Sales', role]),
    ])
    expect(findings).toMatchObject([
      { code: 'unknown-provider-value', message: expect.stringContaining('sales:owner') },
    ])
    const { checks } = (await owner('GET', '/api/overview')).body
    const told = { state: 'attention', affected: 1, of: 1, examples: ['ann@example.com'] }
    expect(checks.filter(({ name }: { name: string }) => name === 'provider-roles')).toMatchObject([told])
  })

  it('is not sent again to who has it, and can not be changed', async () => {
    const { scim } = await start([['a', 'A']])
    const { headers } = await scim('GET', `${root}/Roles/owner`)
    const etag = headers.get('etag') ?? ''
    const again = await scim('GET', `${root}/Roles/owner`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    for (const id of ['OWNER', 'nobody', 'a:owner']) expect((await scim('GET', `${root}/Roles/${id}`)).status).toBe(404)
    for (const [method, path] of [
      ['POST', '/Roles'],
      ['PUT', '/Roles/owner'],
      ['PATCH', '/Entitlements/a:owner'],
      ['DELETE', '/Entitlements/a:owner'],
    ] as const) {
      const { body, status } = await scim(method, `${root}${path}`, method === 'DELETE' ? {} : { body: {} })
      expect([method, status, body.status]).toEqual([method, 405, '405'])
    }
    const Operations = [{ method: 'DELETE', path: '/Entitlements/a:owner' }]
    const bulk = await scim('POST', `${root}/Bulk`, {
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations },
    })
    expect(bulk.body.Operations).toMatchObject([{ status: expect.stringMatching(/^4/) }])
  })
})
