import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: staff, type: organizationOwner }
`
const owner = (state: string) => [`organization Owner ${state}`]

describe('the name of a bound group', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  /** The name is bound to Ann's group; Bob is in a namesake of it. */
  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(mapping)
    const ann = await organization.createUser('ann')
    const bob = await organization.createUser('bob')
    const first = await organization.createGroup('staff', [ann])
    return { ...organization, ann, bob, first }
  }

  const rename = (displayName: string) => ({ op: 'replace', path: 'displayName', value: displayName })

  it('taken by another group gives nothing, is shown, and asks an owner', async () => {
    const { bob, createGroup, grantsOf, newEvents, openHolds, roleOf, verify } = await prepare()
    await newEvents()
    const namesake = await createGroup('STAFF', [bob])
    expect(await grantsOf('bob')).toEqual(owner('withheld'))
    expect(await roleOf('bob')).toBe('Member')
    expect(await grantsOf('ann')).toEqual(owner('active'))
    expect((await newEvents()).map(({ type }) => type)).toEqual([
      'GroupCreated',
      'GroupMemberAdded',
      'HoldOpened',
      'RoleHeld',
    ])
    expect(await openHolds()).toMatchObject([
      {
        kind: 'takeover',
        subject: `groups/${namesake}`,
        lines: [{ emailAddress: 'bob@example.com', effect: 'grant' }],
      },
    ])
    expect(await verify()).toEqual([])
  })

  it('gives by both groups when an owner approves; the first one stays as it was', async () => {
    const { bob, createGroup, createUser, decide, grantsOf, join, openHolds, verify } = await prepare()
    const namesake = await createGroup('staff', [bob])
    await decide((await openHolds())[0]?.id ?? '', 'approve')
    expect(await grantsOf('bob')).toEqual(owner('active'))
    expect(await grantsOf('ann')).toEqual(owner('active'))
    await join(namesake, await createUser('cid'))
    expect(await grantsOf('cid')).toEqual(owner('active'))
    expect(await verify()).toEqual([])
  })

  it('stays withheld when an owner rejects, also when the group leaves the name and takes it again', async () => {
    const { bob, createGroup, decide, grantsOf, openHolds, patchGroup, verify } = await prepare()
    const namesake = await createGroup('staff', [bob])
    await decide((await openHolds())[0]?.id ?? '', 'reject')
    expect(await grantsOf('bob')).toEqual(owner('withheld'))
    await patchGroup(namesake, rename('other'))
    expect(await grantsOf('bob')).toEqual([])
    await patchGroup(namesake, rename('staff'))
    expect(await grantsOf('bob')).toEqual(owner('withheld'))
    expect(await openHolds()).toEqual([])
    expect(await verify()).toEqual([])
  })

  it('left by the other group dissolves the hold', async () => {
    const { bob, createGroup, grantsOf, openHolds, patchGroup } = await prepare()
    const namesake = await createGroup('staff', [bob])
    await patchGroup(namesake, rename('other'))
    expect(await openHolds()).toEqual([])
    expect(await grantsOf('bob')).toEqual([])
  })

  it.each([
    ['before it leaves the name', (leave: object, left: object) => [leave, left]],
    ['after it', (leave: object, left: object) => [left, leave]],
  ])('claimed for somebody who leaves the other group in the same change, %s, is never his', async (_, order) => {
    const { bob, createGroup, createUser, first, grantsOf, newEvents, patchGroup, provider, verify } = await prepare()
    const namesake = await createGroup('staff', [bob, await createUser('cid')])
    await newEvents()
    const gone = { op: 'remove', path: `members[value eq "${bob}"]` }
    await patchGroup(namesake, ...order(gone, rename('other')))
    expect([await grantsOf('bob'), await grantsOf('cid'), await verify()]).toEqual([[], [], []])
    expect((await newEvents()).map(({ type }) => type)).not.toContain('RoleGranted')
    // What is withheld of a group is let go when the name is its own.
    await patchGroup(namesake, rename('staff'))
    await provider('DELETE', `/api/scim/v2/Groups/${first}`)
    expect([await grantsOf('bob'), await grantsOf('cid')]).toEqual([[], owner('active')])
    expect(await verify()).toEqual([])
  })

  it('goes to the next group of the name when the bound one is deleted', async () => {
    const { ann, bob, createGroup, first, grantsOf, openHolds, provider, verify } = await prepare()
    await createGroup('staff', [bob])
    await provider('DELETE', `/api/scim/v2/Groups/${first}`)
    expect(await grantsOf('bob')).toEqual(owner('active'))
    expect(await grantsOf('ann')).toEqual([])
    expect(ann).not.toBe(bob)
    expect(await openHolds()).toEqual([])
    expect(await verify()).toEqual([])
  })

  it('is followed through a rename, and survives applies as long as an entry uses it', async () => {
    const { bob, createGroup, first, grantsOf, patchGroup, putMapping, verify } = await prepare()
    await patchGroup(first, rename('people'))
    expect(await grantsOf('ann')).toEqual(owner('active'))
    await putMapping(`${mapping}# changed\n`)
    await createGroup('staff', [bob])
    expect(await grantsOf('ann')).toEqual(owner('active'))
    expect(await grantsOf('bob')).toEqual(owner('withheld'))
    expect(await verify()).toEqual([])
  })

  it('binds to the lowest id of several groups that have it already, and asks about the others', async () => {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, grantsOf, openHolds, putMapping, verify } = organization
    await createGroup('staff', [await createUser('ann')])
    await createGroup('staff', [await createUser('bob')])
    await putMapping(mapping)
    expect(await grantsOf('ann')).toEqual(owner('active'))
    expect(await grantsOf('bob')).toEqual(owner('withheld'))
    expect(await openHolds()).toHaveLength(1)
    expect(await verify()).toEqual([])
  })
})
