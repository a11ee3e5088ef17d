import type { Explanation } from '@rolecall/core/directory/explanation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { Tenant, TestServer } from './test-server.ts'

const mapping = `scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
  - { scimGroup: stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
  - { scimGroup: nowhere, type: teamMemberRole, teamId: sales, teamMemberRole: Approver }
roleRules:
  - id: emea-editors
    when: group.displayName eq "stewards" and user.title eq "editor"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
`

describe('explanations', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServerInMemory()
  })
  afterAll(() => server.close())

  /** Ann is a steward, Bob is in no group; the owners have one, so that the guard is out of the way. */
  async function furnish() {
    server.setTime('2027-01-01T00:00:00.000Z')
    const tenant = await server.createTenant()
    const ids: Record<string, string> = {}
    for (const name of ['ann', 'bob', 'own']) {
      ids[name] = idOf(await tenant.provider('POST', '/Users', { userName: `${name}@acme.example`, active: true }))
    }
    await tenant.owner('PUT', '/api/teams/sales', {})
    await tenant.provider('POST', '/Groups', { displayName: 'owners', members: [{ value: ids['own'] }] })
    const groupId = idOf(await tenant.provider('POST', '/Groups', { displayName: 'stewards' }))
    await patchGroup(tenant, groupId, { op: 'add', path: 'members', value: [{ value: ids['ann'] }] }, 'join-of-ann')
    expect(await tenant.putMapping(mapping)).toMatchObject({ status: 200 })
    return { tenant, ids, groupId }
  }

  const patchGroup = async (tenant: Tenant, id: string, operation: object, requestId = 'change') =>
    expect(
      await tenant.provider('PATCH', `/Groups/${id}`, { Operations: [operation] }, { 'x-request-id': requestId }),
    ).toMatchObject({ status: 204 })

  async function explain(tenant: Tenant, email: string, query: Record<string, string> = {}): Promise<Explanation> {
    const search = new URLSearchParams({ email: `${email}@acme.example`, ...query })
    const answer = await tenant.owner('GET', `/api/explain?${search.toString()}`)
    expect(answer).toMatchObject({ status: 200 })
    return answer.body as Explanation
  }

  describe('why', () => {
    it('tells the way from the request to the role', async () => {
      const { groupId, tenant } = await furnish()
      const { effective, grants, member } = await explain(tenant, 'ann', { scope: 'team:SALES', role: 'steward' })
      expect([effective, member.status, grants.length]).toEqual([true, 'active', 1])
      expect(grants[0]).toMatchObject({
        scope: 'team:sales',
        role: 'Steward',
        state: 'active',
        shown: true,
        rule: 'scimGroupMappings:stewards/sales/steward',
        line: 3,
        groupId,
        groupNow: 'stewards',
        groupThen: 'stewards',
        cause: { kind: 'scim', requestId: 'join-of-ann', keyName: 'scim', time: '2027-01-01T00:00:00.000Z' },
        mapping: { version: 1, author: 'organization' },
        condition: { result: true },
      })
    })

    it('names the group as it was when the grant was given, and as it is', async () => {
      const { groupId, tenant } = await furnish()
      server.setTime('2027-01-02T00:00:00.000Z')
      await patchGroup(tenant, groupId, { op: 'replace', path: 'displayName', value: 'Data stewards' })
      const { grants } = await explain(tenant, 'ann')
      expect(grants).toMatchObject([{ group: 'Data stewards', groupNow: 'Data stewards', groupThen: 'stewards' }])
    })

    it('tells each comparison with the fact that decided it', async () => {
      const { ids, tenant } = await furnish()
      await tenant.provider('PATCH', `/Users/${ids['ann']}`, {
        Operations: [{ op: 'replace', path: 'title', value: 'Editor' }],
      })
      const { grants } = await explain(tenant, 'ann', { role: 'Editor' })
      expect(JSON.stringify(grants[0]?.condition)).toContain('"fact":"Editor"')
      expect(grants[0]).toMatchObject({ rule: 'roleRules:emea-editors', line: 6, condition: { result: true } })
    })

    it('tells which of several grants is shown', async () => {
      const { tenant } = await furnish()
      const members = [{ emailAddress: 'ann@acme.example', role: 'Editor' }]
      await tenant.owner('PUT', '/api/teams/sales', { members })
      const { grants } = await explain(tenant, 'ann')
      expect(grants.map(({ role, shown, source }) => [role, source, shown])).toEqual([
        ['Editor', 'manual', true],
        ['Steward', 'mapping', false],
      ])
    })

    it('says in a sentence why a grant is not in force', async () => {
      const { ids, tenant } = await furnish()
      await tenant.provider('PATCH', `/Users/${ids['ann']}`, {
        Operations: [{ op: 'replace', value: { active: false } }],
      })
      const { effective, grants, notes } = await explain(tenant, 'ann')
      expect([effective, grants[0]?.state, grants[0]?.reason]).toEqual([
        false,
        'suspended',
        'It is suspended while the member is inactive.',
      ])
      expect(notes.join()).toContain('inactive')
    })
  })

  describe('why not', () => {
    const reasonsFor = async (tenant: Tenant, email: string, role: string) => {
      const { effective, whyNot } = await explain(tenant, email, { scope: 'team:sales', role })
      expect(effective).toBe(false)
      return whyNot
    }

    it('names the nearest rule and the group that the member is not in', async () => {
      const { tenant } = await furnish()
      expect(await reasonsFor(tenant, 'bob', 'Steward')).toMatchObject([
        {
          rule: 'scimGroupMappings:stewards/sales/steward',
          line: 3,
          nearest: true,
          reasons: ['The member is not in the group "stewards".'],
        },
      ])
    })

    it('names the comparison that failed, with what was there', async () => {
      const { ids, tenant } = await furnish()
      await tenant.provider('PATCH', `/Users/${ids['ann']}`, {
        Operations: [{ op: 'replace', path: 'title', value: 'Clerk' }],
      })
      const [nearest] = await reasonsFor(tenant, 'ann', 'Editor')
      expect(nearest?.rule).toBe('roleRules:emea-editors')
      expect(nearest?.reasons).toHaveLength(1)
      expect(nearest?.reasons[0]).toMatch(/user\.title eq "editor" does not hold: "clerk"/i)
    })

    it('says that there is no such group', async () => {
      const { tenant } = await furnish()
      expect((await reasonsFor(tenant, 'bob', 'Approver'))[0]?.reasons).toEqual(['There is no group "nowhere".'])
    })

    it('says that the provider sends the member by something that stands for nobody', async () => {
      const { groupId, tenant } = await furnish()
      await patchGroup(tenant, groupId, { op: 'add', path: 'members', value: [{ value: 'bob@acme.example' }] })
      expect((await reasonsFor(tenant, 'bob', 'Steward'))[0]?.reasons[0]).toContain(
        '"bob@acme.example" that stands for nobody',
      )
    })

    it('says what the group is called now', async () => {
      const { groupId, tenant } = await furnish()
      await patchGroup(tenant, groupId, { op: 'replace', path: 'displayName', value: 'Others' })
      expect((await reasonsFor(tenant, 'bob', 'Steward'))[0]?.reasons[0]).toContain('called "Others" now')
    })

    it('says that the member is in a group which has taken the name over', async () => {
      const { ids, tenant } = await furnish()
      await tenant.provider('POST', '/Groups', { displayName: 'stewards', members: [{ value: ids['bob'] }] })
      const { effective, grants } = await explain(tenant, 'bob', { scope: 'team:sales', role: 'Steward' })
      expect([effective, grants[0]?.state]).toEqual([false, 'withheld'])
    })
  })

  describe('as of a past time', () => {
    it('tells what was recorded, not what is so now', async () => {
      const { groupId, ids, tenant } = await furnish()
      server.setTime('2027-01-02T00:00:00.000Z')
      await patchGroup(tenant, groupId, { op: 'remove', path: 'members', value: [{ value: ids['ann'] }] })
      const at = async (time: string) => {
        const { effective, grants } = await explain(tenant, 'ann', { at: time })
        return [effective, grants.map(({ role, state }) => `${role} ${state}`)]
      }
      expect(await at('2026-12-31T00:00:00Z')).toEqual([false, []])
      expect(await at('2027-01-01T12:00:00Z')).toEqual([true, ['Steward active']])
      expect(await at('2027-01-02T00:00:00Z')).toEqual([false, []])
      const { member, notes } = await explain(tenant, 'ann', { at: '2026-12-31T00:00:00Z' })
      expect([member.status, notes]).toEqual(['inactive', ['The organization had no such member then.']])
    })
  })

  describe('what if', () => {
    it('decides as if the member were in another group', async () => {
      const { tenant } = await furnish()
      const { effective, grants } = await explain(tenant, 'bob', { addGroup: 'STEWARDS' })
      expect([effective, grants.map(({ role, scope }) => `${scope} ${role}`)]).toEqual([true, ['team:sales Steward']])
      expect((await explain(tenant, 'bob')).grants).toEqual([])
    })

    it('decides as if the member were not in a group', async () => {
      const { groupId, tenant } = await furnish()
      const { effective, grants } = await explain(tenant, 'ann', { removeGroup: groupId })
      expect([effective, grants]).toEqual([false, []])
      expect((await explain(tenant, 'ann')).effective).toBe(true)
    })
  })

  it.each([
    [{ email: 'nobody@acme.example' }, 404],
    [{ email: 'ann@acme.example', scope: 'sales' }, 400],
    [{ email: 'ann@acme.example', at: 'yesterday' }, 400],
    [{ email: 'ann@acme.example', at: '2999-01-01T00:00:00Z' }, 400],
    [{ email: 'ann@acme.example', at: '2026-12-31T00:00:00Z', addGroup: 'stewards' }, 400],
    [{ email: 'ann@acme.example', addGroup: 'no such group' }, 404],
    [{}, 400],
  ])('refuses %j with %s', async (query, status) => {
    const { tenant } = await furnish()
    const search = new URLSearchParams(query)
    expect(await tenant.owner('GET', `/api/explain?${search.toString()}`)).toMatchObject({ status })
  })
})

function idOf({ body }: { readonly body: unknown }): string {
  return (body as { id: string }).id
}
