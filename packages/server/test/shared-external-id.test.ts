import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, type OrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const code = 'external-id-shared'
const mapping = `
scimGroupMappings:
  - { scimGroup: staff, type: organizationOwner }
`

describe('an externalId that several have (RFC 7643 §3.1)', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    const { owner, provider } = organization
    const member = async (name: string) => (await owner('GET', `/api/organization/members/${name}@example.com`)).body
    return {
      ...organization,
      member,
      findingsOf: async (name: string): Promise<readonly { code: string; others?: readonly string[] }[]> =>
        (await member(name)).findings.filter((finding: { code: string }) => finding.code === code),
      groupFindings: async (id: string): Promise<readonly { code: string }[]> =>
        (await owner('GET', `/api/groups/${id}`)).body.findings,
      post: (name: string, externalId: string) =>
        provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com`, externalId, active: true } }),
      patch: (path: string, value: unknown) =>
        provider('PATCH', `/api/scim/v2/${path}`, {
          body: { Operations: [{ op: 'replace', path: 'externalId', value }] },
        }),
      shared: async () => {
        const { checks } = (await owner('GET', '/api/overview')).body as {
          checks: readonly { name: string; state: string; affected: number; examples: readonly string[] }[]
        }
        return checks.filter(({ name }) => name.startsWith('external-id-shared'))
      },
    }
  }

  const found = (events: Awaited<ReturnType<OrganizationUnderTest['newEvents']>>) =>
    events
      .filter(({ data, type }) => type.startsWith('Finding') && data['code'] === code)
      .map(({ subject, type }) => `${type} ${subject}`)
      .toSorted()

  it.each([false, true])('makes a person of their own of a POST, renames allowed: %s', async (userNameMutable) => {
    const { createUser, findingsOf, grantsOf, member, newEvents, owner, post, shared, verify } = await prepare()
    await owner('PUT', '/api/settings/organization', { body: { userNameMutable } })
    const ann = await createUser('ann', { externalId: 'x-1' })
    await owner('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Owner' } })
    expect(await shared()).toMatchObject([{ state: 'done' }, { state: 'waiting' }])
    await newEvents()

    const created = await post('mallory', 'x-1')
    expect(created).toMatchObject({ status: 201, body: { userName: 'mallory@example.com', externalId: 'x-1' } })
    const mallory = created.body.id as string
    expect(mallory).not.toBe(ann)
    expect(await member('ann')).toMatchObject({ userId: ann, role: 'Owner' })
    expect(await grantsOf('mallory')).toEqual([])
    expect(await findingsOf('ann')).toMatchObject([{ others: ['mallory@example.com'] }])
    expect(await findingsOf('mallory')).toMatchObject([{ others: ['ann@example.com'] }])
    expect(found(await newEvents())).toEqual(
      [`FindingRaised users/${ann}`, `FindingRaised users/${mallory}`].toSorted(),
    )
    expect(await shared()).toMatchObject([
      { state: 'attention', affected: 2, examples: ['ann@example.com', 'mallory@example.com'] },
      { state: 'waiting' },
    ])
    expect(await verify()).toEqual([])
  })

  it('is stored by PUT and PATCH, and ends with the last but one who has it', async () => {
    const { createUser, findingsOf, newEvents, patch, provider } = await prepare()
    const ids: Record<string, string> = {}
    for (const name of ['ann', 'bob', 'cid']) ids[name] = await createUser(name, { externalId: `x-${name}` })
    await newEvents()
    expect((await patch(`Users/${ids['bob']}`, 'x-ann')).status).toBe(200)
    const body = { userName: 'cid@example.com', externalId: 'x-ann', active: true }
    expect((await provider('PUT', `/api/scim/v2/Users/${ids['cid']}`, { body })).status).toBe(200)
    expect((await findingsOf('ann'))[0]?.others).toEqual(['bob@example.com', 'cid@example.com'])
    expect(found(await newEvents())).toHaveLength(3)

    await patch(`Users/${ids['bob']}`, null)
    expect(await findingsOf('bob')).toEqual([])
    expect(await findingsOf('ann')).toMatchObject([{ others: ['cid@example.com'] }])
    await provider('DELETE', `/api/scim/v2/Users/${ids['cid']}`)
    expect(await findingsOf('ann')).toEqual([])
    expect(found(await newEvents())).toEqual(
      [`FindingCleared users/${ids['ann']}`, `FindingCleared users/${ids['bob']}`].toSorted(),
    )
  })

  it('moves from one pair to another with the person who changes', async () => {
    const { createUser, findingsOf, patch } = await prepare()
    await createUser('ann', { externalId: 'x' })
    const bob = await createUser('bob', { externalId: 'x' })
    await createUser('cid', { externalId: 'y' })
    await patch(`Users/${bob}`, 'y')
    expect(await findingsOf('ann')).toEqual([])
    expect(await findingsOf('bob')).toMatchObject([{ others: ['cid@example.com'] }])
    expect(await findingsOf('cid')).toMatchObject([{ others: ['bob@example.com'] }])
  })

  it('adopts a member who was invited by hand whoever has the externalId, and nobody else', async () => {
    const { createUser, findingsOf, member, owner, post } = await prepare()
    await createUser('ann', { externalId: 'x-1' })
    await owner('PUT', '/api/organization/members/Ina@example.com', { body: { role: 'Owner' } })
    const invited = (await member('ina')).userId
    expect(await post('ina', 'x-1')).toMatchObject({ status: 201, body: { id: invited } })
    expect(await member('ina')).toMatchObject({ role: 'Owner' })
    expect(await findingsOf('ina')).toHaveLength(1)
    expect(await findingsOf('ann')).toHaveLength(1)
    expect((await post('INA', 'x-2')).status).toBe(409)
  })

  it('is no key of groups either: a second group is stored, and names stay with the first', async () => {
    const {
      createGroup,
      createUser,
      grantsOf,
      groupFindings,
      newEvents,
      openHolds,
      patch,
      provider,
      putMapping,
      shared,
    } = await prepare()
    await putMapping(mapping)
    const ann = await createUser('ann')
    const bob = await createUser('bob')
    const first = await createGroup('staff', [ann], { externalId: 'g-1' })
    await newEvents()
    const body = { displayName: 'Others', externalId: 'g-1', members: [{ value: bob }] }
    const second = await provider('POST', '/api/scim/v2/Groups', { body })
    expect(second.status).toBe(201)
    const id = second.body.id as string
    expect(await grantsOf('ann')).toEqual(['organization Owner active'])
    expect(await grantsOf('bob')).toEqual([])
    expect(await openHolds()).toEqual([])
    expect(await groupFindings(first)).toMatchObject([{ code, others: ['Others'] }])
    expect(await groupFindings(id)).toMatchObject([{ code, others: ['staff'] }])
    expect(found(await newEvents())).toEqual([`FindingRaised groups/${first}`, `FindingRaised groups/${id}`].toSorted())
    expect((await shared())[1]).toMatchObject({ state: 'attention', affected: 2, examples: ['staff', 'Others'] })

    expect((await patch(`Groups/${id}`, 'g-2')).status).toBe(204)
    expect(await groupFindings(first)).toEqual([])
    expect(await groupFindings(id)).toEqual([])
    const put = { displayName: 'Others', externalId: 'g-1' }
    expect((await provider('PUT', `/api/scim/v2/Groups/${id}`, { body: put })).status).toBe(200)
    expect(await groupFindings(first)).toHaveLength(1)
    await provider('DELETE', `/api/scim/v2/Groups/${id}`)
    expect(await groupFindings(first)).toEqual([])
    expect((await shared())[1]).toMatchObject({ state: 'done' })
  })
})
