import { explainMember } from '@rolecall/core/explain/explain-member'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import type { RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { byDomain, byGroup, useEffects } from './effects-in-memory.ts'

describe("a plugin's effect", () => {
  const shared = useEffects()
  const { given, planAndApply, setBadge } = shared
  let rolecall: RolecallInMemory
  beforeAll(() => {
    rolecall = shared.rolecall
  })
  let organization: OrganizationInMemory
  beforeEach(() => {
    organization = shared.organization
  })

  it('is in the plan, with rule and reason, and comes by the apply as an event', async () => {
    const ann = await organization.createUser('ann')
    await organization.createGroup('leads', [ann])
    const plan = await planAndApply(`${byGroup}${byDomain}`)
    expect(plan.summary).toMatchObject({ people: 1, adds: 0, effects: 2 })
    const line = { userId: ann, emailAddress: 'ann@example.com', change: 'adds', effect: 'licence' }
    expect(plan.effects).toEqual([
      {
        ...line,
        value: { sku: 'E5' },
        rule: 'roleRules:e5',
        state: 'active',
        expiresAt: null,
        reason: 'given by roleRules:e5 (line 2)',
      },
      {
        ...line,
        value: { sku: 'E3' },
        rule: 'licences:example.com/E3',
        state: 'active',
        expiresAt: null,
        reason: 'given by licences:example.com/E3 (line 5)',
      },
    ])
    expect((await organization.newEvents()).filter(({ type }) => type === 'EffectGranted')).toMatchObject([
      {
        subject: `users/${ann}`,
        cause: { kind: 'api' },
        data: { effect: 'licence', value: { sku: 'E5' }, rule: 'roleRules:e5', mappingVersion: 1, before: null },
      },
      { data: { value: { sku: 'E3' }, rule: 'licences:example.com/E3' } },
    ])
    expect(await given(ann)).toEqual(['licences:example.com/E3 E3', 'roleRules:e5 E5'])
  })

  it('goes with the membership, with the rule and with the person, each as an event', async () => {
    const ann = await organization.createUser('ann')
    const leads = await organization.createGroup('leads', [ann])
    await organization.putMapping(`${byGroup}${byDomain}`)
    await organization.newEvents()
    await organization.leave(leads, ann)
    const revoked = async () =>
      (await organization.newEvents())
        .filter(({ type }) => type === 'EffectRevoked')
        .map(({ cause, data }) => `${cause.kind} ${String(data['rule'])}`)
    expect(await revoked()).toEqual(['scim roleRules:e5'])
    const plan = await planAndApply(byGroup)
    expect(plan.effects).toMatchObject([
      { change: 'removes', value: { sku: 'E3' }, reason: 'nothing gives it any more (it was licences:example.com/E3)' },
    ])
    expect(await revoked()).toEqual(['api licences:example.com/E3'])
    await organization.join(leads, ann)
    await organization.newEvents()
    await organization.deleteUser(ann)
    expect(await revoked()).toEqual(['scim roleRules:e5'])
  })

  it('keeps its reason or its value visible where one changes: nobody lacks it in between', async () => {
    const ann = await organization.createUser('ann')
    await organization.createGroup('leads', [ann])
    await organization.putMapping(byGroup)
    const renamed = await planAndApply(byGroup.replace('id: e5', 'id: best'))
    expect(renamed.effects).toMatchObject([
      {
        change: 'changes',
        rule: 'roleRules:best',
        before: { rule: 'roleRules:e5' },
        reason: 'keeps it by roleRules:best (line 2), until now by roleRules:e5',
      },
    ])
    const other = await planAndApply(byGroup.replace('id: e5', 'id: best').replace('sku: E5', 'sku: E3'))
    expect(other.effects).toMatchObject([
      {
        change: 'changes',
        value: { sku: 'E3' },
        before: { value: { sku: 'E5' } },
        reason: 'roleRules:best (line 2) gives another value',
      },
    ])
  })

  it('that a hook decides is planned, applied and verified as that of a rule', async () => {
    const ann = await organization.createUser('ann', { title: 'chief' })
    const bob = await organization.createUser('bob')
    expect(await given(ann)).toEqual(['titled gold'])
    expect(await organization.grantsOf('ann')).toEqual(['organization Owner active'])
    expect(await organization.verify()).toEqual([])
    expect((await organization.plan('')).summary).toMatchObject({ people: 0, effects: 0, removes: 0 })
    // Something that no change of the person tells: what the hook says is another thing now.
    setBadge('silver')
    expect(await organization.verify()).toEqual([
      { kind: 'different', userId: ann, what: 'badge {"badge":"silver","title":"chief"} by badges:titled' },
    ])
    const plan = await planAndApply(byGroup)
    expect(plan.effects).toMatchObject([
      {
        userId: ann,
        change: 'changes',
        effect: 'badge',
        rule: 'badges:titled',
        reason: 'badges:titled gives another value',
      },
    ])
    expect([await given(ann), await given(bob)]).toEqual([['titled silver'], []])
  })

  it('of a hook that fails for somebody stays, in the plan, the apply and the verification, and concerns nobody else', async () => {
    const ann = await organization.createUser('ann', { title: 'chief' })
    const bob = await organization.createUser('bob', { title: 'head' })
    setBadge('silver')
    const { users } = organization.reader
    const before = await users.find(ann)
    // The directory as a server without the plugin has left it.
    await rolecall.services.store.write(
      organization.id,
      { cause: { kind: 'job', requestId: null, keyId: null }, now: rolecall.clock.now },
      (tx) => tx.users.update({ ...before!, data: { ...before!.data, title: 'kaboom' } }, before!),
    )
    const plan = await organization.plan(byGroup)
    expect(plan.failed).toMatchObject([
      { userId: ann, plugin: 'badges', rule: 'badges:change.decide', reason: 'plugin badges, change.decide: kaboom' },
    ])
    expect(plan.summary).toMatchObject({ removes: 0, effects: 1, failed: 1 })
    await organization.newEvents()
    await organization.apply(plan)
    expect((await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')).toMatchObject([
      { subject: `users/${ann}`, data: { plugin: 'badges', rule: 'badges:change.decide' } },
    ])
    expect([await given(ann), await given(bob)]).toEqual([['titled gold'], ['titled silver']])
    expect(await organization.grantsOf('ann')).toEqual(['organization Owner active'])
    expect(await organization.verify()).toEqual([])
    await expect(organization.patchUser(ann, { op: 'replace', path: 'displayName', value: 'Ann' })).rejects.toThrow(
      'kaboom',
    )
  })

  it('is explained as a role is: by rule, condition, cause and version, now, as of then, and in other groups', async () => {
    const ann = await organization.createUser('ann', { title: 'head' })
    const leads = await organization.createGroup('leads', [ann])
    const start = rolecall.clock.now
    rolecall.clock.forward(1_000)
    await organization.putMapping(byGroup)
    const { effective, effects, grants } = await organization.explain('ann', { effect: 'licence' })
    expect([effective, grants]).toEqual([true, []])
    expect(effects).toMatchObject([
      {
        effect: 'licence',
        value: { sku: 'E5' },
        rule: 'roleRules:e5',
        line: 2,
        reason: 'It is given.',
        condition: { result: true, text: 'group.displayName eq "leads"' },
        cause: { kind: 'api', time: rolecall.clock.now },
        mapping: { version: 1 },
      },
    ])
    const all = await organization.explain('ann')
    expect(all.effects.map(({ line, rule }) => [rule, line])).toEqual([
      ['badges:titled', null],
      ['roleRules:e5', 2],
    ])
    expect((await organization.explain('ann', { role: 'Owner' })).effects).toEqual([])
    const without = await organization.explain('ann', { effect: 'licence', removeGroups: ['leads'] })
    expect([without.effective, without.effects]).toEqual([false, []])
    rolecall.clock.forward(1_000)
    await organization.leave(leads, ann)
    const gone = await organization.explain('ann', { effect: 'licence' })
    expect(gone).toMatchObject({
      effective: false,
      effects: [],
      whyNot: [{ rule: 'roleRules:e5', line: 2, reasons: ['The member is not in the group "leads".'] }],
    })
    const at = new Date(Date.parse(rolecall.clock.now) - 500).toISOString()
    const then = await organization.explain('ann', { effect: 'licence', at })
    expect(then).toMatchObject({
      effective: true,
      effects: [{ rule: 'roleRules:e5', line: null, mapping: { version: 1 } }],
    })
    expect((await organization.explain('ann', { effect: 'licence', at: start })).effects).toEqual([])
    expect((await organization.explain('ann', { effect: 'badge', at: start })).effects).toMatchObject([
      { rule: 'badges:titled', value: { badge: 'gold' } },
    ])
    await expect(organization.explain('ann', { effect: 'licence', role: 'Owner' })).rejects.toThrow(
      'leave out scope and role',
    )
  })

  it('that a hook gives by a group comes, goes and is supposed with it, though no entry names the group', async () => {
    const ann = await organization.createUser('ann')
    const stars = await organization.createGroup('stars', [ann])
    expect([await given(ann), await organization.verify()]).toEqual([['star star'], []])
    const bob = await organization.createUser('bob')
    const suppose = async (
      question: { readonly addGroups?: string[]; readonly removeGroups?: string[] },
      name = 'bob',
    ) => (await organization.explain(name, { effect: 'badge', ...question })).effects.map(({ rule }) => rule)
    expect(await suppose({ addGroups: ['stars'] })).toEqual(['badges:star'])
    expect(await suppose({ removeGroups: ['stars'] }, 'ann')).toEqual([])
    await organization.join(stars, bob)
    expect([await given(bob), await organization.verify()]).toEqual([['star star'], []])
    await organization.leave(stars, ann)
    await organization.patchGroup(stars, { op: 'replace', path: 'displayName', value: 'comets' })
    expect([await given(ann), await given(bob), await organization.verify()]).toEqual([[], [], []])
    await organization.patchGroup(stars, { op: 'replace', path: 'displayName', value: 'stars' })
    expect(await given(bob)).toEqual(['star star'])
    await organization.deleteGroup(stars)
    expect([await given(bob), await organization.verify()]).toEqual([[], []])
  })

  it('of a hook that fails for a member of a group stays, and the group is changed all the same', async () => {
    const ann = await organization.createUser('ann', { title: 'head' })
    const bob = await organization.createUser('bob')
    const { users } = organization.reader
    const before = await users.find(ann)
    await rolecall.services.store.write(
      organization.id,
      { cause: { kind: 'job', requestId: null, keyId: null }, now: rolecall.clock.now },
      (tx) => tx.users.update({ ...before!, data: { ...before!.data, title: 'kaboom' } }, before!),
    )
    await organization.newEvents()
    await organization.createGroup('stars', [ann, bob])
    expect([await given(ann), await given(bob)]).toEqual([['titled gold'], ['star star']])
    const failed = (await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')
    expect(failed).toMatchObject([{ subject: `users/${ann}`, data: { plugin: 'badges' } }])
    const supposed = await organization.explain('ann', { effect: 'badge', addGroups: ['stars'] })
    expect(supposed.effects.map(({ rule }) => rule)).toEqual(['badges:titled'])
  })

  it('is explained by itself, now and as of a past time', async () => {
    const ann = await organization.createUser('ann')
    const leads = await organization.createGroup('leads', [ann])
    await organization.putTeam('sales')
    const lead = `  - id: lead
    when: group.displayName eq "leads"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
`
    await organization.putMapping(`${byGroup}${lead}${byDomain}`)
    const at = rolecall.clock.now
    rolecall.clock.forward(60_000)
    const ask = async (effect: string | null, past: string | null = null) => {
      const { effective, effects, grants, whyNot } = await organization.explain('ann', { effect, at: past })
      return [effective, effects.map(({ rule }) => rule), grants.map(({ rule }) => rule), whyNot.length]
    }
    const licences = ['licences:example.com/E3', 'roleRules:e5']
    expect(await ask('licence')).toEqual([true, licences, [], 0])
    expect(await ask('badge')).toEqual([false, [], [], 0])
    expect(await ask(null)).toEqual([true, licences, ['roleRules:lead'], 0])
    await organization.leave(leads, ann)
    await organization.putMapping(byGroup)
    expect(await ask('licence')).toEqual([false, [], [], 1])
    const [past, all] = [await ask('licence', at), await ask(null, at)]
    expect([past[0], (past[1] as string[]).toSorted(), past[2]]).toEqual([true, licences, []])
    expect([all[0], all[2]]).toEqual([true, ['roleRules:lead']])
    expect(await ask('badge', at)).toEqual([false, [], [], 0])
    rolecall.clock.forward(60_000)
    await organization.deleteUser(ann)
    await organization.createUser('ann')
    const gone = new Date(Date.parse(at) - 60_000).toISOString()
    expect((await organization.explain('ann', { at: gone })).effects).toEqual([])
  })

  it('says why not of the section of a plugin, too', async () => {
    await organization.createUser('eve', { userName: 'eve@other.example' })
    await organization.putMapping(byDomain)
    const nothing = { scope: null, role: null, at: null, addGroups: [], removeGroups: [] }
    const query = { ...nothing, member: 'eve@other.example', effect: 'licence' }
    const answer = await explainMember(organization.owner, query)
    expect(answer.whyNot).toMatchObject([
      {
        rule: 'licences:example.com/E3',
        reasons: ['emailDomain eq "example.com" does not hold: "other.example".'],
      },
    ])
  })
})
