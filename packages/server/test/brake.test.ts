import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, day, minute, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

/** Of ten people's roles two may go within an hour. */
const mapping = `
limits: { maxRevocations: 2, maxRevocationPercent: 20 }
scimGroupMappings:
  - { scimGroup: members, type: organizationRole, organizationRole: Member }
`
const names = ['ann', 'bob', 'cid', 'dee', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon']
const member = (state: string) => `organization Member ${state}`

describe('the brake', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  async function prepare(text = mapping) {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(text)
    const ids: string[] = []
    for (const name of names) ids.push(await organization.createUser(name))
    const group = await organization.createGroup('members', ids)
    await organization.newEvents()
    return {
      ...organization,
      ids,
      group,
      async states() {
        const grants = await Promise.all(names.map((name) => organization.grantsOf(name)))
        const count = (state: string) => grants.filter((own) => own.includes(member(state))).length
        return {
          active: count('active'),
          retained: count('retained'),
          none: grants.filter((own) => own.length === 0).length,
        }
      },
    }
  }

  it('lets the limit through and holds what goes beyond when a group is cleared; facts and the answer never wait', async () => {
    const { group, newEvents, openHolds, patchGroup, provider, states, verify } = await prepare()
    expect((await patchGroup(group, { op: 'remove', path: 'members' })).status).toBe(204)
    expect((await provider('GET', `/api/scim/v2/Groups/${group}`)).body.members).toBeUndefined()
    expect(await states()).toEqual({ active: 0, retained: 8, none: 2 })
    const [hold, ...others] = await openHolds()
    expect(others).toEqual([])
    expect(hold).toMatchObject({ kind: 'brake', state: 'open', subject: 'organization' })
    expect(hold?.lines).toHaveLength(8)
    expect(hold?.lines.every(({ effect }) => effect === 'revoke')).toBe(true)
    const types = (await newEvents()).map(({ type }) => type)
    expect(types.filter((type) => type === 'RoleRevoked')).toHaveLength(2)
    expect(types.filter((type) => type === 'RoleHeld')).toHaveLength(8)
    expect(await verify()).toEqual([])
  })

  it('counts over a sliding hour of requests that remove one person each', async () => {
    const { group, ids, leave, openHolds, states } = await prepare()
    for (const id of ids.slice(0, 4)) {
      await leave(group, id)
      clock.forward(minute)
    }
    expect(await states()).toEqual({ active: 6, retained: 2, none: 2 })
    expect(await openHolds()).toHaveLength(1)
    clock.forward(58 * minute)
    await leave(group, ids[4] ?? '')
    expect(await states()).toEqual({ active: 5, retained: 2, none: 3 })
  })

  it('counts deleting the group, and replacing the members by none', async () => {
    for (const clear of ['delete', 'replace'] as const) {
      const { group, patchGroup, provider, states, verify } = await prepare()
      if (clear === 'delete') await provider('DELETE', `/api/scim/v2/Groups/${group}`)
      else await patchGroup(group, { op: 'replace', path: 'members', value: [] })
      expect(await states()).toEqual({ active: 0, retained: 8, none: 2 })
      expect(await verify()).toEqual([])
    }
  })

  it('never holds deactivating and deleting people', async () => {
    const { ids, openHolds, owner, provider } = await prepare()
    for (const id of ids.slice(0, 5)) await provider('DELETE', `/api/scim/v2/Users/${id}`)
    const off = { Operations: [{ op: 'replace', path: 'active', value: false }] }
    for (const id of ids.slice(5)) await provider('PATCH', `/api/scim/v2/Users/${id}`, { body: off })
    expect(await openHolds()).toEqual([])
    const { grants } = (await owner('GET', '/api/organization/members/jon@example.com')).body
    expect(grants).toMatchObject([{ state: 'suspended', effective: false }])
  })

  it('revokes when an owner approves', async () => {
    const { decide, group, newEvents, openHolds, patchGroup, states, verify } = await prepare()
    await patchGroup(group, { op: 'remove', path: 'members' })
    const [hold] = await openHolds()
    await newEvents()
    const { body } = await decide(hold?.id ?? '', 'approve')
    expect(body).toMatchObject({ state: 'approved', lines: hold?.lines })
    expect(await states()).toEqual({ active: 0, retained: 0, none: 10 })
    expect((await newEvents()).map(({ type }) => type)).toEqual([...Array(8).fill('RoleRevoked'), 'HoldClosed'])
    expect(await verify()).toEqual([])
  })

  it('makes manual roles of them when an owner rejects', async () => {
    const { decide, group, grantsOf, openHolds, owner, patchGroup, states } = await prepare()
    await patchGroup(group, { op: 'remove', path: 'members' })
    const [hold] = await openHolds()
    await decide(hold?.id ?? '', 'reject')
    expect(await states()).toEqual({ active: 8, retained: 0, none: 2 })
    const email = hold?.lines[0]?.emailAddress ?? ''
    const { grants } = (await owner('GET', `/api/organization/members/${email}`)).body
    expect(grants).toMatchObject([{ source: 'manual', state: 'active', effective: true }])
    expect(await grantsOf(email.split('@')[0] ?? '')).toEqual([member('active')])
  })

  it('revokes by itself after 7 days, and not before', async () => {
    const { group, openHolds, owner, patchGroup, states } = await prepare()
    await patchGroup(group, { op: 'remove', path: 'members' })
    const [hold] = await openHolds()
    clock.forward(7 * day - minute)
    await clock.runJobs()
    expect((await states()).retained).toBe(8)
    clock.forward(minute)
    await clock.runJobs()
    expect(await states()).toEqual({ active: 0, retained: 0, none: 10 })
    expect((await owner('GET', `/api/holds/${hold?.id}`)).body).toMatchObject({ state: 'expired', lines: hold?.lines })
  })

  it('dissolves a line when the fact returns, or the person goes, and the hold with its last line', async () => {
    const { group, ids, join, newEvents, openHolds, patchGroup, provider, states, verify } = await prepare()
    await patchGroup(group, { op: 'remove', path: 'members' })
    const held = new Set((await openHolds())[0]?.lines.map(({ emailAddress }) => emailAddress))
    const heldIds = ids.filter((_, index) => held.has(`${names[index]}@example.com`))
    await newEvents()
    await join(group, ...heldIds.slice(0, 7))
    expect((await newEvents()).filter(({ type }) => type === 'RoleReleased')).toHaveLength(7)
    expect(await states()).toEqual({ active: 7, retained: 1, none: 2 })
    expect((await openHolds())[0]?.lines).toHaveLength(1)
    await provider('DELETE', `/api/scim/v2/Users/${heldIds[7]}`)
    expect(await openHolds()).toEqual([])
    expect(await verify()).toEqual([])
  })

  it('is off without limits', async () => {
    const { group, openHolds, patchGroup, states } = await prepare(mapping.replace(/limits.*\n/, ''))
    await patchGroup(group, { op: 'remove', path: 'members' })
    expect(await states()).toEqual({ active: 0, retained: 0, none: 10 })
    expect(await openHolds()).toEqual([])
  })
})
