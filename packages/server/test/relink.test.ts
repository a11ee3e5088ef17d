import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

describe('a provider that changes the externalId of somebody who is linked', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  async function prepare(role: 'Owner' | null) {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createUser, owner, provider } = organization
    const ann = await createUser('ann', { externalId: 'subject-1' })
    if (role !== null) await owner('PUT', '/api/organization/members/ann@example.com', { body: { role } })
    await organization.newEvents()
    return {
      ...organization,
      change: (externalId: string | null) =>
        provider('PATCH', `/api/scim/v2/Users/${ann}`, {
          body: { Operations: [{ op: 'replace', path: 'externalId', value: externalId }] },
        }),
      linkOf: async () =>
        (await rolecall.services.store.read(organization.id).identities.ofUsers([ann]))[0]?.subject ?? null,
    }
  }

  it('links a member anew at once, and ends the old link', async () => {
    const { change, linkOf, newEvents, openHolds } = await prepare(null)
    await change('subject-2')
    expect(await linkOf()).toBe('subject-2')
    expect((await newEvents()).map(({ type }) => type)).toContain('IdentityRelinked')
    expect(await openHolds()).toEqual([])
  })

  it('ends the old link of an Owner at once, and makes the new one when it is approved', async () => {
    const { change, decide, linkOf, openHolds } = await prepare('Owner')
    expect((await change('subject-2')).status).toBe(200)
    expect(await linkOf()).toBeNull()
    const [hold] = await openHolds()
    expect(hold).toMatchObject({ kind: 'owner-relinked', lines: [] })
    await decide(hold?.id ?? '', 'approve')
    expect(await linkOf()).toBe('subject-2')
    expect(await openHolds()).toEqual([])
  })

  it('leaves an Owner without a link when it is rejected, however the provider comes back to it', async () => {
    const { change, decide, linkOf, openHolds } = await prepare('Owner')
    await change('subject-2')
    const [hold] = await openHolds()
    await decide(hold?.id ?? '', 'reject')
    await change(null)
    await change('subject-2')
    expect(await linkOf()).toBeNull()
    expect(await openHolds()).toEqual([])
    await change('subject-3')
    expect(await linkOf()).toBeNull()
    expect(await openHolds()).toHaveLength(1)
  })

  it('lets an Owner back who has the former subject again', async () => {
    const { change, linkOf, openHolds } = await prepare('Owner')
    await change('subject-2')
    await change('subject-1')
    expect(await linkOf()).toBe('subject-1')
    expect(await openHolds()).toEqual([])
  })

  it('does not let it be unlinked first and linked anew then', async () => {
    const { change, linkOf, openHolds } = await prepare('Owner')
    await change(null)
    await change('subject-2')
    expect(await linkOf()).toBeNull()
    expect(await openHolds()).toMatchObject([{ kind: 'owner-relinked', state: 'open' }])
  })
})
