import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import type { RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { byGroup, useEffects } from './effects-in-memory.ts'

describe("a plugin's effect under the brake", () => {
  const shared = useEffects()
  const { given } = shared
  let rolecall: RolecallInMemory
  beforeAll(() => {
    rolecall = shared.rolecall
  })
  let organization: OrganizationInMemory
  beforeEach(() => {
    organization = shared.organization
  })

  const limits = 'limits: { maxRevocations: 1, maxRevocationPercent: 0 }\n'
  let people: readonly string[]
  let leads: string
  beforeEach(async () => {
    people = [
      await organization.createUser('ann'),
      await organization.createUser('bob'),
      await organization.createUser('cy'),
    ]
    leads = await organization.createGroup('leads', people)
    await organization.putMapping(`${byGroup}${limits}`)
    await organization.newEvents()
  })
  const holders = async () =>
    (await organization.reader.assignments.listSubjects('licence', rolecall.clock.now, { after: null, limit: 10 }))
      .length
  const told = async () =>
    (await organization.newEvents()).flatMap(({ data, type }) =>
      type.startsWith('Effect') ? [`${type} ${String(data['rule'])}`] : [],
    )

  it('counts what is lost as a revocation, and what is beyond the limits stays until an owner approves', async () => {
    await organization.leave(leads, ...people)
    expect(await told()).toEqual(['EffectRevoked roleRules:e5', 'EffectHeld roleRules:e5', 'EffectHeld roleRules:e5'])
    expect([await holders(), await organization.verify()]).toEqual([2, []])
    const [hold] = await organization.openHolds()
    const line = {
      effect: 'revoke',
      scope: 'effect:licence',
      role: '{"sku":"E5"}',
      rule: 'roleRules:e5',
    }
    expect(hold).toMatchObject({ kind: 'brake', lines: [line, line] })
    const [kept] = hold!.lines
    const name = kept!.emailAddress.split('@', 1)[0]!
    const { effects } = await organization.explain(name, { effect: 'licence' })
    expect(effects).toMatchObject([
      { rule: 'roleRules:e5', reason: expect.stringContaining('No rule gives it any more') },
    ])
    await organization.decide(hold!.id, 'approved')
    expect(await told()).toEqual(['EffectRevoked roleRules:e5', 'EffectRevoked roleRules:e5'])
    expect([await holders(), await organization.openHolds()]).toEqual([0, []])
  })

  it('goes after seven days, and not before', async () => {
    await organization.leave(leads, ...people)
    rolecall.clock.forward(6 * 86_400_000)
    await rolecall.runDueJobs()
    expect(await holders()).toBe(2)
    rolecall.clock.forward(86_400_000)
    await rolecall.runDueJobs()
    expect([await holders(), await organization.openHolds(), await organization.verify()]).toEqual([0, [], []])
  })

  it('ends its hold when the fact returns, or the person goes', async () => {
    await organization.leave(leads, ...people)
    const [hold] = await organization.openHolds()
    const [first, second] = hold!.lines.map(({ userId }) => userId)
    await organization.join(leads, first!)
    expect((await organization.openHolds()).map(({ lines }) => lines.length)).toEqual([1])
    expect(await given(first!)).toEqual(['roleRules:e5 E5'])
    await organization.deleteUser(second!)
    expect(await organization.openHolds()).toEqual([])
    expect(await organization.verify()).toEqual([])
  })

  it('stays by an owner who rejects, whatever the rules say, until the rule that gave it gives it again', async () => {
    await organization.leave(leads, ...people)
    const [hold] = await organization.openHolds()
    await organization.decide(hold!.id, 'rejected')
    expect([await holders(), await organization.openHolds(), await organization.verify()]).toEqual([2, [], []])
    const kept = hold!.lines.map(({ userId }) => userId)
    rolecall.clock.forward(2 * 3_600_000)
    await organization.join(leads, kept[0]!)
    await organization.leave(leads, kept[0]!)
    expect([await given(kept[0]!), await given(kept[1]!)]).toEqual([[], ['roleRules:e5 E5']])
  })

  it('is held in the plan as in its apply, and refused where nobody has said what becomes of it', async () => {
    const plan = await organization.plan(limits)
    expect(plan.effects.map(({ change }) => change).toSorted()).toEqual(['held', 'held', 'removes'])
    await expect(organization.apply(plan)).rejects.toMatchObject({ code: 'BRAKE' })
    await expect(organization.putMapping(limits)).rejects.toMatchObject({ code: 'BRAKE' })
    expect(await holders()).toBe(3)
    const held = plan.effects.flatMap(({ change, userId }) => (change === 'held' ? [userId] : []))
    await organization.apply(plan, { confirm: false })
    const [hold] = await organization.openHolds()
    expect(hold!.lines.map(({ userId }) => userId).toSorted()).toEqual(held.toSorted())
    expect(await organization.verify()).toEqual([])
  })

  it('goes at once where somebody confirms it', async () => {
    await organization.putMapping(limits, { confirm: true })
    expect([await holders(), await organization.openHolds()]).toEqual([0, []])
  })

  it('is no loss where another rule gives the same', async () => {
    await organization.putMapping(`${byGroup.replace('id: e5', 'id: best')}${limits}`)
    expect([await holders(), await organization.openHolds(), await organization.verify()]).toEqual([3, [], []])
  })
})
