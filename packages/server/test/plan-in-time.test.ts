import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, minute, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const path = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }
const steward = 'type: teamMemberRole, teamId: sales, teamMemberRole: Steward'

describe('a plan that is applied after the end of a role', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  /** Ann is in both groups; `end` is in ten minutes. */
  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    const { owner } = organization
    await owner('PUT', '/api/teams/sales', { body: {} })
    const ann = await organization.createUser('ann')
    const bob = await organization.createUser('bob')
    await organization.createGroup('owners', [ann])
    await organization.createGroup('staff', [ann, bob])
    const end = new Date(Date.parse(clock.now) + 10 * minute).toISOString()
    return {
      ...organization,
      end,
      async plan(...entries: readonly string[]): Promise<string> {
        const made = await owner('POST', `${path}/plan`, { body: toText(entries), headers: yaml })
        expect(made.status).toBe(200)
        return made.body.planId
      },
      put: (...entries: readonly string[]) => organization.putMapping(toText(entries)),
      apply: (planId: string) => owner('POST', `${path}/apply`, { body: { planId } }),
    }
  }

  const toText = (entries: readonly string[]) =>
    `scimGroupMappings:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`

  it('makes nobody an Owner who has no such role any more', async () => {
    const { apply, end, grantsOf, newEvents, owner, plan, roleOf, verify } = await prepare()
    const planId = await plan(`scimGroup: owners, type: organizationOwner, expires: ${end}`)
    clock.forward(10 * minute + 1)
    await newEvents()
    const applied = await apply(planId)
    expect([applied.status, applied.body.summary.adds]).toEqual([200, 0])
    await clock.runJobs()
    expect([await roleOf('ann'), await grantsOf('ann')]).toEqual(['Member', []])
    expect((await newEvents()).map(({ type }) => type)).toEqual(['MappingApplied', 'GroupBound'])
    expect((await owner('GET', '/api/overview')).body.owners).toBe(0)
    expect(await verify()).toEqual([])
  })

  it('drops what ended of two reasons for a role, and takes away what no entry gives', async () => {
    const { apply, end, grantsOf, plan, put, verify } = await prepare()
    await put(`scimGroup: staff, ${steward}`)
    const planId = await plan(`scimGroup: owners, ${steward}, expires: ${end}`)
    clock.forward(10 * minute + 1)
    expect((await apply(planId)).status).toBe(200)
    expect([await grantsOf('ann'), await grantsOf('bob'), await verify()]).toEqual([[], [], []])
  })

  it.each(['told', 'not told'])('takes for done what has ended meanwhile, %s', async (told) => {
    const { apply, end, grantsOf, plan, put, verify } = await prepare()
    await put(`scimGroup: owners, ${steward}, expires: ${end}`)
    const planId = await plan('scimGroup: staff, type: organizationRole, organizationRole: Member')
    clock.forward(10 * minute + 1)
    if (told === 'told') await clock.runJobs()
    expect((await apply(planId)).status).toBe(200)
    expect(await grantsOf('ann')).toEqual(['organization Member active'])
    expect(await verify()).toEqual([])
  })

  it('still is stale where a line that has not ended no longer holds', async () => {
    const { apply, end, leave, plan, provider } = await prepare()
    const planId = await plan(`scimGroup: owners, ${steward}, expires: ${end}`, `scimGroup: staff, ${steward}`)
    const { Resources } = (await provider('GET', '/api/scim/v2/Groups?filter=displayName eq "staff"')).body
    await leave(Resources[0].id, Resources[0].members[0].value)
    clock.forward(10 * minute + 1)
    expect((await apply(planId)).body.code).toBe('PLAN_STALE')
  })
})
