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

  it('lists groups that no entry names, and entries that name no group', async () => {
    const acme = await createAcme()
    const other = await acme.createGroup('Crew')
    await acme.createGroup('acme_north')
    await acme.createGroup('guests')
    const text = `scimGroupMappings:
  - { scimGroup: OWNERS, type: organizationOwner }
  - { scimGroup: crews, type: organizationRole, organizationRole: Member }
  - { scimGroupId: ${acme.staffId}, type: organizationRole, organizationRole: Member }
  - { scimGroupId: no-id, type: organizationRole, organizationRole: Member }
  - { scimGroupPattern: 'acme_(?<team>.+)', type: teamMemberRole, teamId: '\${team}', teamMemberRole: Editor }
  - { scimGroupPattern: 'emea_.+', type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
roleRules:
  - id: a
    when: group.displayName sw "gue"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
  - id: b
    when: user.groups[display sw "x"] or user.groups.display eq "y"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
  - id: c
    when: user.title eq "Dr"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
`
    const { groups } = await acme.plan(text)
    expect(groups?.unnamedGroups).toEqual({ total: 1, first: [{ id: other, displayName: 'Crew' }] })
    expect(groups?.entriesWithoutGroup.total).toBe(4)
    expect(groups?.entriesWithoutGroup.first.map(({ line, text: said }) => `${line} ${said}`)).toEqual([
      '3 scimGroup: crews',
      '5 scimGroupId: no-id',
      '7 scimGroupPattern: emea_.+',
      '12 user.groups[display sw "x"] or user.groups.display eq "y"',
    ])
  })

  it('takes a group that an entry follows by its old name for named', async () => {
    const acme = await createAcme()
    await acme.putMapping(staff)
    await acme.patchGroup(acme.staffId, { op: 'replace', path: 'displayName', value: 'crew' })
    const { groups } = await acme.plan(null)
    expect(groups?.entriesWithoutGroup.total).toBe(0)
    expect(groups?.unnamedGroups.first.map(({ displayName }) => displayName)).toEqual(['owners'])
  })

  it('names a hundred of each and counts all', async () => {
    const acme = await createAcme()
    for (let index = 0; index < 102; index++) await acme.createGroup(`g${String(index).padStart(3, '0')}`)
    const entry = (index: number) =>
      `  - { scimGroup: none${index}, type: teamMemberRole, teamId: t, teamMemberRole: Editor }\n`
    const many = `scimGroupMappings:\n${Array.from({ length: 103 }, (_one, index) => entry(index)).join('')}`
    const { groups } = await acme.plan(many)
    expect([groups?.unnamedGroups.total, groups?.unnamedGroups.first.length]).toEqual([104, 100])
    expect([groups?.entriesWithoutGroup.total, groups?.entriesWithoutGroup.first.length]).toEqual([103, 100])
    expect(groups?.unnamedGroups.first[0]?.displayName).toBe('g000')
    expect((await acme.plan('')).groups?.unnamedGroups.total).toBe(104)
  })

  it('says nothing of either where groups times patterns are too many', () => {
    const entry = (index: number) =>
      `  - { scimGroupPattern: 'x${index}.*', type: teamMemberRole, teamId: t, teamMemberRole: Editor }\n`
    const text = `scimGroupMappings:\n${Array.from({ length: 201 }, (_one, index) => entry(index)).join('')}`
    const { mapping } = rolecall().services.mappings.decider.compile({ text, format: 'yaml' })
    const groups = Array.from({ length: 10_000 }, (_one, index) => ({
      id: `g${index}`,
      nameKeys: [],
      claims: [],
      facts: null,
    }))
    expect(mapping?.compareGroups(groups)).toBeNull()
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
