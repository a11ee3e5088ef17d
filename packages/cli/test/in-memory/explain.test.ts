import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const mapping = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'
const question = { scope: 'team:sales', role: 'editor' }
const rule = 'scimGroupMappings:staff/sales/editor'
const condition = { kind: 'group', group: 'staff', text: 'scimGroup: staff', line: 1, column: 34 }

describe('an explanation', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    await acme.createUser('bob')
    const staff = await acme.createGroup('staff', [ann])
    await acme.putTeam('sales')
    await acme.putMapping(mapping)
    return { ...acme, ann, staff }
  }

  it('says by which group, rule and version a role is held, and since which request', async () => {
    const { clock } = rolecall()
    const since = clock.now
    const acme = await createAcme()
    clock.forward(60_000)
    expect(await acme.explain('ann', question)).toMatchObject({
      effective: true,
      whyNot: [],
      grants: [
        {
          scope: 'team:sales',
          role: 'Editor',
          state: 'active',
          shown: true,
          since,
          rule,
          line: 1,
          groupId: acme.staff,
          groupNow: 'staff',
          groupThen: 'staff',
          condition: { ...condition, result: true },
          cause: { kind: 'scim', time: since },
          mapping: { version: 1, created: since },
        },
      ],
    })
  })

  it('says which rule would give a role that is not held, and what is in the way', async () => {
    const acme = await createAcme()
    expect(await acme.explain('bob', question)).toMatchObject({
      effective: false,
      grants: [],
      whyNot: [
        {
          rule,
          line: 1,
          nearest: true,
          condition: { ...condition, result: false },
          reasons: ['The member is not in the group "staff".'],
        },
      ],
    })
  })

  it('answers what if the member were in a group, or not', async () => {
    const acme = await createAcme()
    const joined = await acme.explain('bob', { ...question, addGroups: ['Staff'] })
    const left = await acme.explain('ann', { ...question, removeGroups: [acme.staff] })
    expect([joined.effective, joined.grants[0]?.rule, joined.grants[0]?.cause]).toEqual([true, rule, null])
    expect([left.effective, left.whyNot[0]?.rule]).toEqual([false, rule])
    expect(await acme.grantsOf('bob')).toEqual([])
  })

  it('tells how it was, by the log, after the role has gone and the group has another name', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const at = clock.now
    clock.forward(60_000)
    await acme.leave(acme.staff, acme.ann)
    await acme.patchGroup(acme.staff, { op: 'replace', path: 'displayName', value: 'crew' })
    const past = await acme.explain('ann', { ...question, at })
    expect(past).toMatchObject({ effective: true, grants: [{ rule, groupThen: 'staff', groupNow: 'crew' }] })
    expect(await acme.explain('ann', question)).toMatchObject({ effective: false, grants: [] })
  })
})
