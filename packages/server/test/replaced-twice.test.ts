import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

describe('somebody who is replaced while an owner is still asked who they are', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
  })
  afterAll(() => rolecall.stop())

  /** Ann was "a" and an Owner by hand, and has come back as "b". */
  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createUser, owner, provider } = organization
    const ann = await createUser('ann', { externalId: 'a' })
    await owner('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Owner' } })
    const patch = (...values: readonly object[]) =>
      provider('PATCH', `/api/scim/v2/Users/${ann}`, {
        body: { Operations: values.map((value) => ({ op: 'replace', value })) },
      })
    const comeBack = async (externalId: string) => {
      await patch({ active: false })
      await patch({ externalId, active: true })
    }
    await comeBack('b')
    const [asked] = await organization.openHolds()
    return { ...organization, asked, comeBack, patch }
  }
  type Prepared = Awaited<ReturnType<typeof prepare>>

  it.each<[string, (prepared: Prepared) => Promise<unknown>]>([
    ['after they were inactive again', ({ comeBack }) => comeBack('c')],
    ['while they are active', ({ patch }) => patch({ externalId: 'c' })],
  ])('is asked about anew %s: the answer to the former question helps nobody', async (_, replace) => {
    const prepared = await prepare()
    const { asked, decide, grantsOf, openHolds, verify } = prepared
    await replace(prepared)
    const [hold, ...others] = await openHolds()
    expect(others).toEqual([])
    expect(hold).toMatchObject({
      kind: 'person-replaced',
      reason: expect.stringContaining('was inactive with the externalId "a" and has come back with "c"'),
      lines: [{ emailAddress: 'ann@example.com', role: 'Owner', effect: 'grant' }],
    })
    expect((await decide(asked?.id ?? '', 'approve')).status).toBe(409)
    expect(await grantsOf('ann')).toEqual(['organization Owner withheld'])
    expect((await decide(hold?.id ?? '', 'approve')).status).toBe(200)
    expect(await grantsOf('ann')).toEqual(['organization Owner active'])
    expect(await verify()).toEqual([])
  })

  it('is not asked about anew where nobody else has come', async () => {
    const { asked, openHolds, patch } = await prepare()
    await patch({ active: false })
    await patch({ active: true })
    expect(await openHolds()).toEqual([asked])
  })
})
