import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: sales, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
  - { scimGroup: chiefs, type: organizationOwner }
`
const members = '/api/organization/members'
const json = { accept: 'application/json' }

describe.each(eachDatabase)('PUT of what GET gives, on $name', ({ create }) => {
  let rolecall: Rolecall
  beforeAll(async () => {
    rolecall = await startRolecall(create)
  })
  afterAll(() => rolecall.stop())

  /** Ann has her roles by groups, Bob by hand, Cid by hand and is inactive, and Eve both ways. */
  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, owner, provider, putMapping } = organization
    const ids: Record<string, string> = {}
    for (const name of ['ann', 'bob', 'cid', 'eve']) ids[name] = await createUser(name)
    const byHand = [
      { emailAddress: 'bob@example.com', role: 'Steward' },
      { emailAddress: 'bob@example.com', role: 'Member' },
      { emailAddress: 'cid@example.com', role: 'Steward' },
      { emailAddress: 'eve@example.com', role: 'Member' },
    ]
    await owner('PUT', '/api/teams/Sales', { body: { description: 'We sell', members: byHand } })
    await putMapping(mapping)
    await createGroup('sales', [ids['ann'] ?? '', ids['eve'] ?? ''])
    await createGroup('chiefs', [ids['ann'] ?? ''])
    await owner('PUT', `${members}/bob@example.com`, { body: { role: 'Owner' } })
    await provider('PATCH', `/api/scim/v2/Users/${ids['cid']}`, {
      body: { Operations: [{ op: 'replace', path: 'active', value: false }] },
    })
    await organization.newEvents()
    const everything = async () =>
      await Promise.all(Object.keys(ids).map(async (name) => [name, await organization.grantsOf(name)]))
    return { ...organization, everything }
  }

  it('changes nothing of a team, whatever it shows and does not show', async () => {
    const { everything, newEvents, owner } = await prepare()
    const before = await everything()
    const got = (await owner('GET', '/api/teams/sales')).body
    expect(got.members.map(({ source }: { source: string }) => source)).toEqual(['mapping', 'manual', 'mapping'])
    const put = await owner('PUT', '/api/teams/SALES', { body: got })
    expect([put.status, put.body]).toEqual([200, got])
    expect(await everything()).toEqual(before)
    expect((await newEvents()).filter(({ type }) => type.startsWith('Role'))).toEqual([])
  })

  it('changes of a team what is different in it', async () => {
    const { grantsOf, owner } = await prepare()
    const got = (await owner('GET', '/api/teams/sales')).body
    const [ann] = got.members
    const body = {
      ...got,
      members: [
        { ...ann, role: 'Member' },
        { emailAddress: 'eve@example.com', role: 'Member' },
      ],
    }
    expect((await owner('PUT', '/api/teams/sales', { body })).status).toBe(200)
    expect(await grantsOf('ann')).toEqual([
      'organization Owner active',
      'team:Sales Member active',
      'team:Sales Steward active',
    ])
    expect(await grantsOf('bob')).toEqual(['organization Owner active'])
    expect(await grantsOf('cid')).toEqual(['team:Sales Steward suspended'])
  })

  it('replaces all manual members by a list that says no source, as ever', async () => {
    const { grantsOf, owner } = await prepare()
    const body = { members: [{ emailAddress: 'ann@example.com', role: 'Member' }] }
    await owner('PUT', '/api/teams/sales', { body })
    expect(await grantsOf('cid')).toEqual([])
    expect(await grantsOf('bob')).toEqual(['organization Owner active'])
  })

  it.each(['ann', 'bob', 'cid', 'eve'])('changes nothing of the member %s', async (name) => {
    const { everything, newEvents, owner } = await prepare()
    const before = await everything()
    const got = (await owner('GET', `${members}/${name}@example.com`)).body
    const put = await owner('PUT', `${members}/${name.toUpperCase()}@example.com`, { body: got })
    expect([put.status, put.body]).toEqual([200, got])
    expect(await everything()).toEqual(before)
    expect(await newEvents()).toEqual([])
  })

  it('sets a role that is another one, and gives by hand what is said alone', async () => {
    const { grantsOf, owner } = await prepare()
    const eve = (await owner('GET', `${members}/eve@example.com`)).body
    await owner('PUT', `${members}/eve@example.com`, { body: { ...eve, role: 'Owner' } })
    expect(await grantsOf('eve')).toContain('organization Owner active')
    await owner('PUT', `${members}/ann@example.com`, { body: { role: 'Owner' } })
    expect((await grantsOf('ann')).filter((grant) => grant.startsWith('organization'))).toHaveLength(2)
  })

  it('refuses an id that is another one, and applies nothing', async () => {
    const { everything, owner } = await prepare()
    const before = await everything()
    const team = (await owner('GET', '/api/teams/sales')).body
    const ann = (await owner('GET', `${members}/ann@example.com`)).body
    const refused = [
      await owner('PUT', '/api/teams/support', { body: team }),
      await owner('PUT', `${members}/bob@example.com`, { body: ann }),
      await owner('PUT', `${members}/ann@example.com`, { body: { ...ann, userId: 'other', role: 'Member' } }),
      await owner('PUT', `${members}/new@example.com`, { body: { userId: ann.userId, role: 'Member' } }),
    ]
    expect(refused.map(({ body, status }) => [status, body.issues[0].path])).toEqual([
      [422, 'id'],
      [422, 'emailAddress'],
      [422, 'userId'],
      [422, 'userId'],
    ])
    expect((await owner('GET', '/api/teams/support')).status).toBe(404)
    expect((await owner('GET', `${members}/new@example.com`)).status).toBe(404)
    expect(await everything()).toEqual(before)
  })

  it('changes nothing of the settings, the catalogue and the mapping', async () => {
    const { everything, owner } = await prepare()
    const before = await everything()
    const catalogue = [{ name: 'Steward', permissions: ['sell'], privileged: true }, { name: 'Member' }]
    for (const body of [{ mode: 'default' }, { 'team-roles': catalogue }]) {
      await owner('PUT', '/api/settings/team-roles', { body })
      const got = (await owner('GET', '/api/settings/team-roles')).body
      expect(await owner('PUT', '/api/settings/team-roles', { body: got })).toMatchObject({ status: 200, body: got })
      expect((await owner('GET', '/api/settings/team-roles')).body).toEqual(got)
    }
    const settings = (await owner('GET', '/api/settings/organization')).body
    expect(await owner('PUT', '/api/settings/organization', { body: settings })).toMatchObject({ body: settings })
    const { body } = await owner('GET', '/api/settings/scim-mapping', { headers: json })
    expect((await owner('PUT', '/api/settings/scim-mapping', { body })).status).toBe(200)
    expect(await everything()).toEqual(before)
  })
})
