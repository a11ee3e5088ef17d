import { createBreakGlassOwner, listBreakGlassOwners, revokeBreakGlassOwner } from '@rolecall/core/access/break-glass'
import { recoverOwner } from '@rolecall/core/access/recover-owner'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  createOrganizationUnderTest,
  minute,
  takeClock,
  type OrganizationUnderTest,
  type TestClock,
} from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
`

describe('the owner guard', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  const operator = (organizationId: string) => ({
    ...rolecall.services,
    organizationId,
    cause: { kind: 'cli', requestId: null, keyId: null } as const,
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  })

  async function prepare(...names: readonly string[]) {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(mapping)
    const ids: string[] = []
    for (const name of names) ids.push(await organization.createUser(name))
    const owners = await organization.createGroup('owners', ids)
    await organization.newEvents()
    return {
      ...organization,
      ids,
      owners,
      setRole: (name: string, role: string | null) => setRole(organization, name, role),
    }
  }

  const setRole = ({ owner }: OrganizationUnderTest, name: string, role: string | null) =>
    owner('PUT', `/api/organization/members/${name}@example.com`, { body: { role } })

  const setActive = ({ provider }: OrganizationUnderTest, id: string, active: boolean) =>
    provider('PATCH', `/api/scim/v2/Users/${id}`, {
      body: { Operations: [{ op: 'replace', path: 'active', value: active }] },
    })

  it('retains the last owner whom the provider removes, and lets go when another one is there', async () => {
    const { grantsOf, ids, leave, newEvents, owners, setRole: set, verify } = await prepare('ann')
    expect((await leave(owners, ids[0] ?? '')).status).toBe(204)
    expect(await grantsOf('ann')).toEqual(['organization Owner retained'])
    expect((await newEvents()).map(({ type }) => type)).toContain('OwnerRetained')
    await set('bob', 'Owner')
    expect(await grantsOf('ann')).toEqual([])
    const released = (await newEvents()).filter(({ subject }) => subject === `users/${ids[0]}`)
    expect(released.map(({ data, type }) => [type, data['role']])).toEqual([
      ['RoleReleased', 'Owner'],
      ['RoleRevoked', 'Owner'],
    ])
    expect(await verify()).toEqual([])
  })

  it('refuses by mapping and by API what would take the last owner away, and names who would qualify', async () => {
    const organization = await prepare('ann', 'bob')
    await setActive(organization, organization.ids[1] ?? '', false)
    const applied = await organization.putMapping('scimGroupMappings: []\n')
    expect(applied.status).toBe(409)
    expect(applied.body.code).toBe('LAST_OWNER')
    const manual = await createOrganizationUnderTest(rolecall)
    await setRole(manual, 'ann', 'Owner')
    const refused = await setRole(manual, 'ann', null)
    expect([refused.status, refused.body.code]).toEqual([409, 'LAST_OWNER'])
    expect(await manual.roleOf('ann')).toBe('Owner')
  })

  it('names a member who would be an owner, and what is in the way', async () => {
    const organization = await createOrganizationUnderTest(rolecall)
    const ann = await organization.createUser('ann')
    await organization.createUser('bob')
    await setRole(organization, 'ann', 'Owner')
    await setRole(organization, 'bob', 'Owner')
    await setActive(organization, ann, false)
    const refused = await setRole(organization, 'bob', null)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('ann@example.com (inactive)')])
  })

  it('lets the last owner be deactivated, says so everywhere, and the operator recover', async () => {
    const organization = await prepare('ann')
    await setActive(organization, organization.ids[0] ?? '', false)
    expect((await organization.newEvents()).map(({ type }) => type)).toContain('OrganizationOwnerless')
    const overview = async () => (await organization.owner('GET', '/api/overview')).body
    expect(await overview()).toMatchObject({ owners: 0, ownerlessSince: clock.now })
    const metrics = await (await rolecall.fetch(`${rolecall.url}/metrics`)).text()
    expect(metrics).toMatch(/^rolecall_ownerless_organizations [1-9]/m)
    await expect(recoverOwner(operator(organization.id), 'ann@example.com')).rejects.toMatchObject({
      code: 'INACTIVE_MEMBER',
    })
    await organization.createUser('bob')
    expect(await recoverOwner(operator(organization.id), 'bob@example.com')).toMatchObject({ role: 'Owner' })
    expect((await organization.newEvents()).map(({ type }) => type)).toContain('OrganizationOwned')
    expect(await overview()).toMatchObject({ owners: 1, ownerlessSince: null })
  })

  it('retains the last owner whose time is over, at that instant', async () => {
    const organization = await createOrganizationUnderTest(rolecall)
    const expiresAt = new Date(Date.parse(clock.now) + 10 * minute).toISOString()
    const input = { email: 'rescue@example.com', subject: null, connectionId: null, expiresAt }
    await createBreakGlassOwner(operator(organization.id), input)
    clock.forward(10 * minute)
    await clock.runJobs()
    expect(await organization.grantsOf('rescue')).toEqual(['organization Owner retained'])
    await setRole(organization, 'bob', 'Owner')
    expect(await organization.grantsOf('rescue')).toEqual([])
  })

  describe('whose time has ended, before anything has told it', () => {
    const inMinutes = (minutes: number) => new Date(Date.parse(clock.now) + minutes * minute).toISOString()
    const ending = (end: string) => `
scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner, expires: ${end} }
  - { scimGroup: rescue, type: organizationOwner }
  - { scimGroup: staff, type: organizationRole, organizationRole: Member }
`

    /** Ann is an Owner by a group until in ten minutes, which are over; nothing has run since. */
    async function endOfAnn() {
      const organization = await prepare('ann', 'bob')
      const { ids, leave, owners, putMapping } = organization
      const [ann = '', bob = ''] = ids
      await leave(owners, bob)
      const text = ending(inMinutes(10))
      expect((await putMapping(text)).status).toBe(200)
      const staff = await organization.createGroup('staff')
      await organization.newEvents()
      clock.forward(10 * minute + 1)
      const types = async () => (await organization.newEvents()).map(({ type }) => type)
      return { ...organization, ann, bob, staff, text, types }
    }

    type EndOfAnn = Awaited<ReturnType<typeof endOfAnn>>

    it.each<[string, (organization: EndOfAnn) => Promise<unknown>]>([
      ['the provider adds her to another group', ({ ann, join, staff }) => join(staff, ann)],
      ['the provider takes her out of the group', ({ ann, leave, owners }) => leave(owners, ann)],
      ['the provider deletes the group', ({ owners, provider }) => provider('DELETE', `/api/scim/v2/Groups/${owners}`)],
      [
        'the provider renames another group to the name',
        ({ patchGroup, staff }) => patchGroup(staff, { op: 'replace', path: 'displayName', value: 'owners' }),
      ],
      ['an owner puts the same mapping', ({ putMapping, text }) => putMapping(text)],
      ['an owner puts one without the entry', ({ putMapping }) => putMapping('scimGroupMappings: []\n')],
      [
        'an owner plans and applies the same mapping',
        async ({ owner }) => {
          const made = await owner('POST', '/api/settings/scim-mapping/plan')
          expect(made.body.errors).toEqual([])
          return owner('POST', '/api/settings/scim-mapping/apply', { body: { planId: made.body.planId } })
        },
      ],
      ['nobody does anything', () => Promise.resolve()],
    ])('is retained where %s', async (_, act) => {
      const organization = await endOfAnn()
      const answer = (await act(organization)) as { readonly status?: number } | undefined
      expect(answer?.status ?? 200).toBeLessThan(300)
      await clock.runJobs()
      expect(await organization.grantsOf('ann')).toContain('organization Owner retained')
      const types = await organization.types()
      expect(types.filter((type) => type === 'OwnerRetained')).toHaveLength(1)
      expect(types).not.toContain('OrganizationOwnerless')
      expect((await organization.owner('GET', '/api/overview')).body).toMatchObject({ owners: 1, ownerlessSince: null })
      expect(await organization.verify()).toEqual([])
    })

    it('is not retained where another Owner comes, and the organization was never without', async () => {
      const organization = await endOfAnn()
      await organization.setRole('bob', 'Owner')
      expect(await organization.types()).not.toContain('OrganizationOwned')
      await clock.runJobs()
      expect(await organization.grantsOf('ann')).toEqual([])
    })

    it('gives way to the one in force whom the provider takes out', async () => {
      const organization = await endOfAnn()
      const { bob, createGroup, grantsOf, leave } = organization
      const rescue = await createGroup('rescue', [bob])
      await leave(rescue, bob)
      await clock.runJobs()
      expect([await grantsOf('ann'), await grantsOf('bob')]).toEqual([[], ['organization Owner retained']])
    })

    it('lets her be deactivated, and says that nobody is an Owner', async () => {
      const organization = await endOfAnn()
      await setActive(organization, organization.ann, false)
      expect(await organization.types()).toContain('OrganizationOwnerless')
    })

    it('does not make an Owner of her who was inactive when her time ended', async () => {
      const organization = await prepare('ann')
      const [ann = ''] = organization.ids
      await organization.putMapping(ending(inMinutes(10)))
      await setActive(organization, ann, false)
      clock.forward(10 * minute + 1)
      await setActive(organization, ann, true)
      await clock.runJobs()
      expect([await organization.grantsOf('ann'), await organization.roleOf('ann')]).toEqual([[], 'Member'])
    })

    it('keeps the emergency owner whom the operator takes the role from', async () => {
      const organization = await createOrganizationUnderTest(rolecall)
      const context = operator(organization.id)
      const input = { email: 'rescue@example.com', subject: null, connectionId: null, expiresAt: inMinutes(10) }
      await createBreakGlassOwner(context, input)
      clock.forward(10 * minute + 1)
      await expect(revokeBreakGlassOwner(context, input.email)).rejects.toMatchObject({ code: 'LAST_OWNER' })
      await clock.runJobs()
      expect(await organization.grantsOf('rescue')).toEqual(['organization Owner retained'])
    })
  })

  it('watches the deletion of an owner: of two one may go, and without the last the organization is ownerless', async () => {
    const organization = await prepare('ann', 'bob')
    const remove = (id = '') => organization.provider('DELETE', `/api/scim/v2/Users/${id}`)
    const types = async () => (await organization.newEvents()).map(({ type }) => type)
    expect((await remove(organization.ids[0])).status).toBe(204)
    expect(await types()).not.toContain('OrganizationOwnerless')
    expect((await remove(organization.ids[1])).status).toBe(204)
    expect(await types()).toContain('OrganizationOwnerless')
    expect((await organization.owner('GET', '/api/overview')).body).toMatchObject({
      owners: 0,
      ownerlessSince: clock.now,
    })
  })

  it('retains by the deletion of one owner the other whose time has ended', async () => {
    const organization = await prepare('ann', 'bob')
    const [ann = '', bob = ''] = organization.ids
    await organization.leave(organization.owners, bob)
    await setRole(organization, 'bob', 'Owner')
    const end = new Date(Date.parse(clock.now) + 10 * minute).toISOString()
    await organization.putMapping(mapping.replace(' }', `, expires: ${end} }`))
    clock.forward(10 * minute + 1)
    await organization.provider('DELETE', `/api/scim/v2/Users/${bob}`)
    await clock.runJobs()
    expect([ann, await organization.grantsOf('ann')]).toEqual([ann, ['organization Owner retained']])
  })

  it('ends a role at its instant, and tells it once', async () => {
    const organization = await prepare('ann')
    const expiresAt = new Date(Date.parse(clock.now) + 10 * minute).toISOString()
    const input = { email: 'rescue@example.com', subject: null, connectionId: null, expiresAt }
    await createBreakGlassOwner(operator(organization.id), input)
    expect(await organization.roleOf('rescue')).toBe('Owner')
    await organization.newEvents()
    clock.forward(10 * minute)
    expect(await organization.grantsOf('rescue')).toEqual(['organization Owner expired'])
    expect(await organization.roleOf('rescue')).toBe('Member')
    await clock.runJobs()
    await clock.runJobs()
    const told = await organization.newEvents()
    expect(told.map(({ data, type }) => [type, data['state'], data['source']])).toEqual([
      ['RoleRevoked', 'expired', 'break-glass'],
    ])
    expect(await organization.grantsOf('rescue')).toEqual([])
  })

  it('keeps emergency owners out of reach of the provider and of the mapping', async () => {
    const organization = await prepare('ann')
    const context = operator(organization.id)
    const input = { email: 'rescue@example.com', subject: null, connectionId: null, expiresAt: null }
    await createBreakGlassOwner(context, input)
    const posted = await organization.provider('POST', '/api/scim/v2/Users', {
      body: { userName: 'rescue@example.com' },
    })
    expect([posted.status, posted.body.scimType]).toEqual([409, 'uniqueness'])
    expect((await organization.putMapping('scimGroupMappings: []\n')).status).toBe(200)
    expect(await organization.grantsOf('rescue')).toEqual(['organization Owner active'])
    expect(await listBreakGlassOwners(context)).toMatchObject([{ emailAddress: 'rescue@example.com', expiresAt: null }])
    await expect(createBreakGlassOwner(context, { ...input, email: 'ann@example.com' })).rejects.toMatchObject({
      code: 'PROVISIONED_MEMBER',
    })
  })

  it('holds whatever the provider, an owner and time do: owners become none only by deactivating or deleting', async () => {
    const names = ['ann', 'bob', 'cid']
    const step = fc.record({
      what: fc.constantFrom(
        'join',
        'leave',
        'deactivate',
        'activate',
        'delete',
        'manual',
        'unmanual',
        'unmap',
        'map',
        'hour',
      ),
      who: fc.nat(2),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const organization = await prepare(...names)
        const { ids, join, leave, owners, provider, putMapping, verify } = organization
        const acts: Readonly<Record<(typeof steps)[number]['what'], (who: number) => Promise<unknown>>> = {
          join: (who) => join(owners, ids[who] ?? ''),
          leave: (who) => leave(owners, ids[who] ?? ''),
          deactivate: (who) => setActive(organization, ids[who] ?? '', false),
          activate: (who) => setActive(organization, ids[who] ?? '', true),
          delete: (who) => provider('DELETE', `/api/scim/v2/Users/${ids[who]}`),
          manual: (who) => setRole(organization, names[who] ?? '', 'Owner'),
          unmanual: (who) => setRole(organization, names[who] ?? '', null),
          unmap: () => putMapping('scimGroupMappings: []\n'),
          map: () => putMapping(mapping),
          hour: async () => {
            clock.forward(60 * minute)
            await clock.runJobs()
          },
        }
        const countOwners = async () => (await organization.owner('GET', '/api/overview')).body.owners as number
        let before = await countOwners()
        for (const { what, who } of steps) {
          await acts[what](who)
          const after = await countOwners()
          if (before > 0 && after === 0) expect(['deactivate', 'delete']).toContain(what)
          before = after
        }
        expect(await verify()).toEqual([])
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})
