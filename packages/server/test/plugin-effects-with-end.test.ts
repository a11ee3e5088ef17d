import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import type { RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { byGroup, useEffects } from './effects-in-memory.ts'

describe("a plugin's effect of a rule with an end", () => {
  const shared = useEffects()
  const { given, planAndApply } = shared
  let rolecall: RolecallInMemory
  beforeAll(() => {
    rolecall = shared.rolecall
  })
  let organization: OrganizationInMemory
  beforeEach(() => {
    organization = shared.organization
  })

  const day = 86_400_000
  const inDays = (days: number) => new Date(Date.parse(rolecall.clock.now) + days * day).toISOString()
  const until = (end: string, rule = byGroup) => rule.replace('    grant', `    expires: ${end}\n    grant`)
  const told = async () =>
    (await organization.newEvents()).flatMap(({ cause, data, type }) =>
      type.startsWith('Effect') ? [`${cause.kind} ${type} ${String(data['rule'])} ${String(data['expiresAt'])}`] : [],
    )
  const counted = async () =>
    (await organization.readPanel('licences/holders')).parts.map((part) =>
      part.kind === 'table' ? part.rows.length : 0,
    )

  it('is over at its end, and goes by the job of that time, told once', async () => {
    const end = inDays(1)
    const ann = await organization.createUser('ann')
    await organization.createGroup('leads', [ann])
    const plan = await planAndApply(until(end))
    expect(plan.effects).toMatchObject([{ change: 'adds', expiresAt: end }])
    expect(await told()).toEqual([`api EffectGranted roleRules:e5 ${end}`])
    expect((await organization.explain('ann', { effect: 'licence' })).effects).toMatchObject([{ expiresAt: end }])
    rolecall.clock.forward(day - 1)
    await rolecall.runDueJobs()
    expect([await counted(), await given(ann)]).toEqual([[1, 1], ['roleRules:e5 E5']])
    rolecall.clock.forward(1)
    // Nobody has told yet, and it is over all the same.
    expect([await counted(), await organization.valuesOf('ann', 'licence'), await organization.verify()]).toEqual([
      [0, 0],
      [],
      [],
    ])
    const over = await organization.explain('ann', { effect: 'licence' })
    expect(over).toMatchObject({
      effective: false,
      effects: [{ reason: 'Its time is over.' }],
      whyNot: [{ rule: 'roleRules:e5', reasons: [`What it gives has ended: ${end}.`] }],
    })
    await rolecall.runDueJobs()
    await rolecall.runDueJobs()
    expect([await told(), await given(ann), await organization.verify()]).toEqual([
      [`job EffectRevoked roleRules:e5 ${end}`],
      [],
      [],
    ])
    expect((await organization.plan(until(end))).summary).toMatchObject({ people: 0, effects: 0 })
  })

  it('goes by the first write after its end, too, and a later end is a change of its own', async () => {
    const end = inDays(1)
    const ann = await organization.createUser('ann')
    const leads = await organization.createGroup('leads', [ann])
    await organization.putMapping(until(end))
    const later = inDays(3)
    const plan = await planAndApply(until(later))
    expect(plan.effects).toMatchObject([
      {
        change: 'changes',
        expiresAt: later,
        before: { expiresAt: end },
        reason: `roleRules:e5 (line 2) ends ${later}`,
      },
    ])
    rolecall.clock.forward(2 * day)
    await rolecall.runDueJobs()
    expect(await given(ann)).toEqual(['roleRules:e5 E5'])
    await organization.newEvents()
    rolecall.clock.forward(day)
    await organization.leave(leads, ann)
    expect(await told()).toEqual([`scim EffectRevoked roleRules:e5 ${later}`])
    await rolecall.runDueJobs()
    expect(await told()).toEqual([])
    await organization.join(leads, ann)
    expect(await told()).toEqual([])
    const endless = await planAndApply(byGroup)
    expect(endless.effects).toMatchObject([{ change: 'adds', expiresAt: null }])
  })

  it('is not given by a plan that is applied after it, nor taken by one', async () => {
    const end = inDays(0.5)
    const ann = await organization.createUser('ann')
    await organization.createGroup('leads', [ann])
    const gives = await organization.plan(until(end))
    await organization.putMapping(until(end))
    const takes = await organization.plan('roleRules: []')
    rolecall.clock.forward(day / 2)
    await organization.newEvents()
    await organization.apply(takes)
    expect([await told(), await given(ann)]).toEqual([[`api EffectRevoked roleRules:e5 ${end}`], []])
    await expect(organization.apply(gives)).rejects.toMatchObject({ code: 'PLAN_STALE' })
    const again = await organization.plan(until(inDays(0.5)))
    rolecall.clock.forward(day / 2)
    await organization.newEvents()
    await organization.apply(again)
    expect([await told(), await given(ann), await organization.verify()]).toEqual([[], [], []])
  })

  it('is no loss for the brake, and what the brake has kept ends all the same', async () => {
    const end = inDays(1)
    const limits = 'limits: { maxRevocations: 1, maxRevocationPercent: 0 }\n'
    const people = [await organization.createUser('ann'), await organization.createUser('bob')]
    people.push(await organization.createUser('cy'))
    const leads = await organization.createGroup('leads', people)
    await organization.putMapping(`${until(end)}${limits}`)
    await organization.leave(leads, people[0]!, people[1]!)
    expect((await organization.openHolds()).map(({ lines }) => lines.length)).toEqual([1])
    await organization.newEvents()
    rolecall.clock.forward(day)
    await rolecall.runDueJobs()
    const revoked = `job EffectRevoked roleRules:e5 ${end}`
    expect([await told(), await organization.openHolds()]).toEqual([[revoked, revoked], []])
    expect(await organization.verify()).toEqual([])
  })

  it('keeps its end where an owner keeps it', async () => {
    const end = inDays(1)
    const limits = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
    const ann = await organization.createUser('ann')
    const leads = await organization.createGroup('leads', [ann])
    await organization.putMapping(`${until(end)}${limits}`)
    await organization.leave(leads, ann)
    const [hold] = await organization.openHolds()
    await organization.decide(hold!.id, 'rejected')
    expect(await given(ann)).toEqual(['roleRules:e5 E5'])
    rolecall.clock.forward(day)
    await rolecall.runDueJobs()
    expect([await given(ann), await organization.verify()]).toEqual([[], []])
  })
})
