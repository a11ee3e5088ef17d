import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, day, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: sales, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
  - { scimGroup: chiefs, type: organizationOwner }
`
const steward = 'team:sales Steward active'
const code = 'external-id-changed'

interface Value {
  readonly [name: string]: unknown
}

describe('a userName that somebody else may have now', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  /** Ann is Steward by a group and Owner by hand; Bob is Owner, too. */
  async function prepare({ manual = true, groups = ['sales'] }: { manual?: boolean; groups?: readonly string[] } = {}) {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, owner, provider, putMapping } = organization
    await owner('PUT', '/api/teams/sales', { body: { name: 'Sales' } })
    await putMapping(mapping)
    const ann = await createUser('ann', { externalId: 'a-1' })
    const bob = await createUser('bob', { externalId: 'b-1' })
    for (const group of groups) await createGroup(group, [ann])
    const makeOwner = (name: string) =>
      owner('PUT', `/api/organization/members/${name}@example.com`, { body: { role: 'Owner' } })
    await makeOwner('bob')
    if (manual) await makeOwner('ann')
    await organization.newEvents()
    const linkOf = async () =>
      (await rolecall.services.store.read(organization.id).identities.ofUsers([ann]))[0]?.subject ?? null
    const patch = (value: Value) =>
      provider('PATCH', `/api/scim/v2/Users/${ann}`, { body: { Operations: [{ op: 'replace', value }] } })
    const findings = async (): Promise<readonly { message: string }[]> =>
      (await owner('GET', '/api/organization/members/ann@example.com')).body.findings.filter(
        (finding: { code: string }) => finding.code === code,
      )
    return { ...organization, ann, bob, findings, linkOf, makeOwner, patch }
  }

  it.each([
    ['in one PATCH', [{ externalId: 'a-2', active: true }]],
    ['in two', [{ externalId: 'a-2' }, { active: true }]],
    ['by way of none', [{ externalId: null }, { externalId: 'a-2' }, { active: true }]],
    ['by way of none, active meanwhile', [{ externalId: null }, { active: true }, { externalId: 'a-2' }]],
  ])('%s: an inactive person who comes back with another externalId is another person', async (_, steps) => {
    const { ann, findings, grantsOf, linkOf, newEvents, openHolds, patch, roleOf, verify } = await prepare()
    await patch({ active: false })
    await newEvents()
    for (const step of steps) expect((await patch(step)).status).toBe(200)
    expect(await grantsOf('ann')).toEqual(['organization Owner withheld', steward])
    expect(await roleOf('ann')).toBe('Member')
    expect(await linkOf()).toBe('a-2')
    const holds = await openHolds()
    expect(holds).toMatchObject([
      {
        kind: 'person-replaced',
        subject: `users/${ann}`,
        reason: expect.stringMatching(/"a-1".*"a-2"/),
        lines: [{ emailAddress: 'ann@example.com', role: 'Owner', effect: 'grant' }],
      },
    ])
    const events = (await newEvents()).map(({ type }) => type)
    expect(events).toContain('RoleHeld')
    expect(events).toContain('FindingRaised')
    expect(await findings()).toMatchObject([{ message: expect.stringMatching(/"a-1".*"a-2"/) }])
    expect(await verify()).toEqual([])
  })

  it('by PUT, too, and gives the roles back when an owner says that it is the same person', async () => {
    const { ann, decide, findings, grantsOf, newEvents, openHolds, patch, provider } = await prepare()
    await patch({ active: false })
    const body = { userName: 'ann@example.com', externalId: 'a-2', active: true }
    expect((await provider('PUT', `/api/scim/v2/Users/${ann}`, { body })).status).toBe(200)
    const [hold] = await openHolds()
    await newEvents()
    expect((await decide(hold?.id ?? '', 'approve')).body).toMatchObject({
      state: 'approved',
      lines: [{ role: 'Owner' }],
    })
    expect(await grantsOf('ann')).toEqual(['organization Owner active', steward])
    expect((await newEvents()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['RoleReleased', 'FindingCleared', 'HoldClosed']),
    )
    expect(await findings()).toEqual([])
  })

  it('takes the roles away when an owner says that it is another', async () => {
    const { decide, findings, grantsOf, openHolds, patch } = await prepare()
    await patch({ active: false })
    await patch({ externalId: 'a-2', active: true })
    const [hold] = await openHolds()
    await decide(hold?.id ?? '', 'reject')
    expect(await grantsOf('ann')).toEqual([steward])
    expect(await findings()).toEqual([])
    expect(await openHolds()).toEqual([])
  })

  it('asks nothing when the former externalId is back, before or after', async () => {
    const { findings, grantsOf, linkOf, openHolds, patch } = await prepare()
    await patch({ active: false })
    await patch({ externalId: 'a-2' })
    await patch({ externalId: 'a-1', active: true })
    expect([await grantsOf('ann'), await findings(), await openHolds()]).toEqual([
      ['organization Owner active', steward],
      [],
      [],
    ])
    expect(await linkOf()).toBe('a-1')
    await patch({ active: false })
    await patch({ externalId: 'a-2', active: true })
    expect(await openHolds()).toHaveLength(1)
    await patch({ externalId: 'a-1' })
    expect(await openHolds()).toEqual([])
    expect(await grantsOf('ann')).toEqual(['organization Owner active', steward])
  })

  it('asks nothing where nothing was given by hand, and links anew', async () => {
    const { findings, grantsOf, linkOf, openHolds, patch } = await prepare({ manual: false })
    await patch({ active: false })
    await patch({ externalId: 'a-2', active: true })
    expect(await openHolds()).toEqual([])
    expect(await grantsOf('ann')).toEqual([steward])
    expect(await linkOf()).toBe('a-2')
    expect(await findings()).toHaveLength(1)
  })

  it('lets whoever is Owner by a group wait for their sign-in, as every Owner', async () => {
    const { linkOf, openHolds, patch, roleOf } = await prepare({ groups: ['chiefs'] })
    await patch({ active: false })
    await patch({ externalId: 'a-2', active: true })
    expect(await roleOf('ann')).toBe('Owner')
    expect(await linkOf()).toBeNull()
    expect((await openHolds()).map(({ kind }) => kind).toSorted()).toEqual(['owner-relinked', 'person-replaced'])
  })

  it('is over when an owner gives the role to the person who is there now, or the person is deleted', async () => {
    const { ann, grantsOf, makeOwner, openHolds, patch, provider } = await prepare()
    await patch({ active: false })
    await patch({ externalId: 'a-2', active: true })
    await makeOwner('ann')
    expect(await grantsOf('ann')).toEqual(['organization Owner active', steward])
    expect(await openHolds()).toEqual([])
    await patch({ active: false })
    await patch({ externalId: 'a-3', active: true })
    expect(await openHolds()).toHaveLength(1)
    await provider('DELETE', `/api/scim/v2/Users/${ann}`)
    expect(await openHolds()).toEqual([])
  })

  it('keeps everything of an active person whose externalId is corrected, with a finding for 30 days', async () => {
    const { findings, grantsOf, linkOf, newEvents, openHolds, patch } = await prepare({ manual: false })
    await patch({ externalId: 'a-2' })
    expect(await grantsOf('ann')).toEqual([steward])
    expect(await linkOf()).toBe('a-2')
    expect(await openHolds()).toEqual([])
    expect(await findings()).toMatchObject([{ message: expect.stringMatching(/"a-1".*"a-2"/) }])
    expect((await newEvents()).filter(({ data }) => data['code'] === code)).toMatchObject([
      { type: 'FindingRaised', data: { from: 'a-1', to: 'a-2' } },
    ])
    clock.forward(29 * day)
    await clock.runJobs()
    expect(await findings()).toHaveLength(1)
    clock.forward(day + 1)
    await clock.runJobs()
    expect(await findings()).toEqual([])
    // Deactivated and back with the same externalId, the person is who they were.
    await patch({ active: false })
    await patch({ active: true })
    expect(await findings()).toEqual([])
  })

  it('lets an active Owner whose externalId is corrected keep the role, and asks about the sign-in', async () => {
    const { grantsOf, linkOf, openHolds, patch } = await prepare()
    await patch({ externalId: 'a-2' })
    expect(await grantsOf('ann')).toEqual(['organization Owner active', steward])
    expect(await linkOf()).toBeNull()
    expect(await openHolds()).toMatchObject([{ kind: 'owner-relinked' }])
  })
})
