import { planMapping } from '@rolecall/core/mapping/plan-mapping'
import { readPlan } from '@rolecall/core/mapping/read-plan'
import { putTeamRoles } from '@rolecall/core/organization/team-roles'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const owners = 'scimGroupMappings: [{ scimGroup: owners, type: organizationOwner }]'
const staff = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'

describe('a plan', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob')]
    await acme.createGroup('owners', [ann])
    const staffId = await acme.createGroup('staff', [bob])
    await acme.putTeam('sales')
    return { ...acme, ann, bob, staffId }
  }

  it('says what its apply does, and the same mapping again nothing', async () => {
    const acme = await createAcme()
    const plan = await acme.plan(staff)
    expect(plan.summary).toEqual({ people: 1, adds: 1, removes: 0, changes: 0, held: 0, effects: 0, failed: 0 })
    expect(plan.adds).toMatchObject([{ emailAddress: 'bob@example.com', scope: 'team:sales', role: 'Editor' }])
    expect(await acme.grantsOf('bob')).toEqual([])
    await acme.apply(plan)
    expect(await acme.grantsOf('bob')).toEqual(['team:sales Editor active'])
    expect((await acme.plan(null)).summary).toMatchObject({ people: 0, adds: 0, removes: 0, changes: 0 })
    expect(await acme.verify()).toEqual([])
  })

  it('says whether the text would be another, whoever has which role', async () => {
    const acme = await createAcme()
    const textDiffers = async (mapping: string | { version: number } | null) => (await acme.plan(mapping)).textDiffers
    expect([await textDiffers(null), await textDiffers(staff)]).toEqual([false, true])
    await acme.putMapping(staff)
    expect([await textDiffers(null), await textDiffers(staff), await textDiffers({ version: 0 })]).toEqual([
      false,
      false,
      true,
    ])
    const spaced = await acme.plan(`${staff}\n`)
    expect([spaced.textDiffers, spaced.summary.people]).toEqual([true, 0])
  })

  it('is stale when another version has become the current one, though its lines would hold', async () => {
    const acme = await createAcme()
    const plan = await acme.plan(staff)
    await acme.putMapping('roleRules: []')
    await expect(acme.apply(plan)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      message: expect.stringContaining('version 0 was the current one, and now it is 1'),
    })
    expect((await acme.reader.getState()).mappingVersion).toBe(1)
  })

  it('is stale when the team roles have been replaced, though nobody who is planned was touched', async () => {
    const acme = await createAcme()
    const plan = await acme.plan(owners)
    await putTeamRoles(acme.owner, [{ name: 'Lead' }])
    await expect(acme.apply(plan)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      message: expect.stringContaining('team roles have been replaced'),
    })
    expect(await acme.grantsOf('ann')).toEqual([])
  })

  it('is applied with what the provider has added since, and is stale where a reviewed line is gone', async () => {
    const acme = await createAcme()
    const [first, second] = [await acme.plan(staff), await acme.plan(staff)]
    const cy = await acme.createUser('cy')
    await acme.join(acme.staffId, cy)
    await acme.apply(first)
    expect(await acme.grantsOf('cy')).toEqual(['team:sales Editor active'])
    await expect(acme.apply(second)).rejects.toMatchObject({ code: 'PLAN_STALE' })
    const third = await acme.plan(owners)
    await acme.patchGroup(acme.staffId, { op: 'remove', path: 'members' })
    await expect(acme.apply(third)).rejects.toMatchObject({ code: 'PLAN_STALE' })
  })

  it('that could not be made says why, for good', async () => {
    const acme = await createAcme()
    const snapshot = () => Promise.reject(new Error('the directory can not be read'))
    const context = { ...acme.owner, store: { ...acme.owner.store, snapshot } }
    const { made, planId } = await planMapping(context, { text: staff, format: 'yaml' })
    await made
    const failed = { code: 'PLAN_FAILED', message: expect.stringContaining('the directory can not be read') }
    await expect(readPlan(acme.owner, planId)).rejects.toMatchObject(failed)
    await expect(acme.apply({ planId })).rejects.toMatchObject(failed)
  })
})
