import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

describe('the owner guard', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    const owners = await acme.createGroup('owners', [ann])
    await acme.putMapping('scimGroupMappings: [{ scimGroup: owners, type: organizationOwner }]')
    return { ...acme, ann, owners }
  }

  it('tells that an organization has lost its last Owner by a deletion, and that it has one again', async () => {
    const acme = await createAcme()
    await acme.newEvents()
    rolecall().clock.forward(60_000)
    await acme.deleteUser(acme.ann)
    const lost = (await acme.newEvents()).map(({ type }) => type)
    expect(lost).toEqual(['GroupMemberRemoved', 'RoleRevoked', 'MemberDeleted', 'OrganizationOwnerless'])
    expect(await acme.reader.getOwnerlessSince()).toBe(rolecall().clock.now)
    await acme.join(acme.owners, await acme.createUser('bob'))
    expect((await acme.newEvents()).map(({ type }) => type)).toContain('OrganizationOwned')
    expect(await acme.reader.getOwnerlessSince()).toBeNull()
  })

  it('retains the last Owner who leaves the group, and releases them when somebody else is one', async () => {
    const acme = await createAcme()
    await acme.leave(acme.owners, acme.ann)
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner retained'])
    await acme.createUser('bob')
    await acme.setRole('bob', 'Owner')
    expect([await acme.grantsOf('ann'), await acme.grantsOf('bob')]).toEqual([[], ['organization Owner active']])
    expect(await acme.verify()).toEqual([])
  })
})
