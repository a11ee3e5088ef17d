import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import type { RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { byDomain, byGroup, useEffects } from './effects-in-memory.ts'

describe("a plugin's effect of a group that an owner is asked about", () => {
  const shared = useEffects()
  let rolecall: RolecallInMemory
  beforeAll(() => {
    rolecall = shared.rolecall
  })
  let organization: OrganizationInMemory
  beforeEach(() => {
    organization = shared.organization
  })

  let ann: string
  let bob: string
  let leads: string
  beforeEach(async () => {
    ann = await organization.createUser('ann')
    bob = await organization.createUser('bob')
    leads = await organization.createGroup('leads', [ann], { externalId: 'first' })
    await organization.putMapping(
      `${byGroup}scimGroupMappings: [{ scimGroup: leads, type: organizationRole, organizationRole: Member }]`,
    )
    await organization.newEvents()
  })
  const told = async () =>
    (await organization.newEvents()).flatMap(({ data, subject, type }) =>
      /^(Effect|Role)/.test(type)
        ? [`${subject === `users/${ann}` ? 'ann' : 'bob'} ${type} ${String(data['state'])}`]
        : [],
    )
  const inForce = async (name: string) => (await organization.valuesOf(name, 'licence')).length
  const rename = (id: string, value: string) =>
    organization.patchGroup(id, { op: 'replace', path: 'externalId', value })
  const line = { effect: 'grant', scope: 'effect:licence', role: '{"sku":"E5"}', rule: 'roleRules:e5' }

  it('is withheld where the externalId has changed, as a role is, and what it gave before stays', async () => {
    await rename(leads, 'second')
    await organization.join(leads, bob)
    expect((await told()).toSorted()).toEqual(['bob EffectHeld withheld', 'bob RoleHeld withheld'])
    expect([await inForce('ann'), await inForce('bob'), await organization.verify()]).toEqual([1, 0, []])
    expect(await organization.explain('bob', { effect: 'licence' })).toMatchObject({
      effective: false,
      effects: [
        {
          state: 'withheld',
          effective: false,
          cause: { kind: 'scim' },
          reason: expect.stringContaining('held back'),
        },
      ],
      whyNot: [],
    })
    const [hold] = await organization.openHolds()
    expect(hold).toMatchObject({
      kind: 'external-id-changed',
      lines: [{ role: 'Member' }, { ...line, groupId: leads, group: 'leads' }],
    })
    // A plan changes nothing of it, nor does it count for the brake where it goes.
    expect((await organization.plan(null)).summary).toMatchObject({ people: 0, effects: 0 })
    await organization.decide(hold!.id, 'approved')
    expect((await told()).toSorted()).toEqual(['bob EffectReleased active', 'bob RoleReleased active'])
    expect([await inForce('bob'), await organization.verify(), await organization.openHolds()]).toEqual([1, [], []])
  })

  it('stays withheld where an owner rejects, and is back with the former externalId', async () => {
    await rename(leads, 'second')
    await organization.join(leads, bob)
    const [hold] = await organization.openHolds()
    await organization.decide(hold!.id, 'rejected')
    await organization.leave(leads, ann)
    await organization.join(leads, ann)
    expect([await inForce('ann'), await inForce('bob'), await organization.verify()]).toEqual([0, 0, []])
    await told()
    await rename(leads, 'first')
    expect((await told()).filter((event) => event.includes('Effect')).toSorted()).toEqual([
      'ann EffectReleased active',
      'bob EffectReleased active',
    ])
    expect([await inForce('ann'), await inForce('bob'), await organization.verify()]).toEqual([1, 1, []])
  })

  it('is withheld of a name that was taken over, in the change, the plan and the what-if', async () => {
    const other = await organization.createGroup('others', [bob])
    await organization.patchGroup(leads, { op: 'replace', path: 'displayName', value: 'leaders' })
    await organization.patchGroup(other, { op: 'replace', path: 'displayName', value: 'leads' })
    expect([await inForce('ann'), await inForce('bob'), await organization.verify()]).toEqual([1, 0, []])
    const [hold] = await organization.openHolds()
    expect(hold).toMatchObject({ kind: 'takeover', lines: [{ role: 'Member' }, line] })
    const cy = await organization.createUser('cy')
    const supposed = await organization.explain('cy', { effect: 'licence', addGroups: [other] })
    expect([supposed.effective, supposed.effects]).toMatchObject([false, [{ state: 'withheld' }]])
    const plan = await organization.plan(`${byGroup}${byDomain}`.replace('id: e5', 'id: best'))
    expect(plan.effects.filter(({ value }) => value['sku'] === 'E5')).toMatchObject([
      { userId: ann, change: 'changes', state: 'active' },
      {
        userId: bob,
        change: 'adds',
        state: 'withheld',
        reason: 'given by roleRules:best (line 2), and held back until an owner decides',
      },
      { userId: bob, change: 'removes', state: 'withheld' },
    ])
    await organization.apply(plan)
    expect([await inForce('ann'), await inForce('bob'), await inForce('cy')]).toEqual([2, 1, 1])
    expect(await organization.verify()).toEqual([])
    // By another group, whose word is trusted, it is in force.
    await organization.join(leads, bob)
    expect([await inForce('bob'), await organization.verify()]).toEqual([2, []])
    await organization.leave(leads, bob)
    expect([await inForce('bob'), await organization.verify()]).toEqual([1, []])
    await organization.join(other, cy)
    await organization.deleteGroup(leads)
    // The first group is gone, and the name is the other's.
    expect([await inForce('bob'), await inForce('cy'), await organization.verify()]).toEqual([2, 2, []])
    expect(await organization.openHolds()).toEqual([])
  })

  it('is seen at a past time as it was: withheld, and then in force', async () => {
    await rename(leads, 'second')
    await organization.join(leads, bob)
    const at = rolecall.clock.now
    rolecall.clock.forward(1_000)
    const [hold] = await organization.openHolds()
    await organization.decide(hold!.id, 'approved')
    rolecall.clock.forward(1_000)
    const then = await organization.explain('bob', { effect: 'licence', at })
    expect([then.effective, then.effects]).toMatchObject([false, [{ state: 'withheld' }]])
    const now = await organization.explain('bob', { effect: 'licence', at: rolecall.clock.now })
    expect([now.effective, now.effects]).toMatchObject([true, [{ state: 'active' }]])
  })
})
