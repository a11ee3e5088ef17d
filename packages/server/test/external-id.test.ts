import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, type OrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: staff, type: organizationOwner }
`
const owner = (state: string) => [`organization Owner ${state}`]

describe('a bound group whose externalId changes', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  /** Ann is in the group that the name is bound to, Bob is not. */
  async function prepare(externalId: string | null = 'g-1') {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(mapping)
    const ann = await organization.createUser('ann')
    const bob = await organization.createUser('bob')
    const group = await organization.createGroup('staff', [ann], externalId === null ? {} : { externalId })
    return { organization, ann, bob, group }
  }

  const change = (organization: OrganizationUnderTest, group: string, externalId: string) =>
    organization.patchGroup(group, { op: 'replace', path: 'externalId', value: externalId })

  it('keeps what it gave, and withholds what it newly gives until an owner approves', async () => {
    const { bob, group, organization } = await prepare()
    expect((await change(organization, group, 'g-2')).status).toBeLessThan(300)
    await organization.newEvents()
    await organization.join(group, bob)
    expect(await organization.grantsOf('ann')).toEqual(owner('active'))
    expect(await organization.grantsOf('bob')).toEqual(owner('withheld'))
    expect(await organization.roleOf('bob')).toBe('Member')
    expect((await organization.newEvents()).map(({ type }) => type)).toEqual(['GroupMemberAdded', 'RoleHeld'])
    const [hold, ...others] = await organization.openHolds()
    expect(others).toEqual([])
    expect(hold).toMatchObject({
      kind: 'external-id-changed',
      subject: `groups/${group}`,
      lines: [{ emailAddress: 'bob@example.com', role: 'Owner', effect: 'grant' }],
    })
    const approved = await organization.decide(hold?.id ?? '', 'approve')
    expect(approved.body).toMatchObject({ state: 'approved', lines: [{ emailAddress: 'bob@example.com' }] })
    expect(await organization.grantsOf('bob')).toEqual(owner('active'))
    expect((await organization.newEvents()).map(({ type }) => type)).toEqual(['RoleReleased', 'HoldClosed'])
    expect(await organization.verify()).toEqual([])
  })

  it('stays withheld when the owner rejects, is not asked about again, and somebody who comes back is new', async () => {
    const { ann, bob, group, organization } = await prepare()
    await change(organization, group, 'g-2')
    await organization.join(group, bob)
    const [hold] = await organization.openHolds()
    await organization.decide(hold?.id ?? '', 'reject')
    await organization.leave(group, ann)
    await organization.join(group, ann)
    expect(await organization.grantsOf('bob')).toEqual(owner('withheld'))
    expect(await organization.openHolds()).toEqual([])
    // The last Owner who left is retained by the guard; the facts give the role again, withheld.
    expect(await organization.verify()).toEqual([])
    expect((await organization.decide(hold?.id ?? '', 'approve')).status).toBe(409)
  })

  it('asks again about yet another value, and about none when the first one is back', async () => {
    const { bob, group, organization } = await prepare()
    await change(organization, group, 'g-2')
    await organization.join(group, bob)
    await change(organization, group, 'g-3')
    expect(await organization.openHolds()).toHaveLength(1)
    await change(organization, group, 'g-1')
    expect(await organization.openHolds()).toEqual([])
    expect(await organization.grantsOf('bob')).toEqual(owner('active'))
    expect(await organization.verify()).toEqual([])
  })

  it('trusts the first value that a group gets', async () => {
    const { bob, group, organization } = await prepare(null)
    await change(organization, group, 'g-1')
    await organization.join(group, bob)
    expect(await organization.grantsOf('bob')).toEqual(owner('active'))
    expect(await organization.openHolds()).toEqual([])
  })

  it('ends with the group', async () => {
    const { bob, group, organization } = await prepare()
    await change(organization, group, 'g-2')
    await organization.join(group, bob)
    await organization.provider('DELETE', `/api/scim/v2/Groups/${group}`)
    expect(await organization.openHolds()).toEqual([])
    expect(await organization.grantsOf('bob')).toEqual([])
    expect(await organization.verify()).toEqual([])
  })
})
