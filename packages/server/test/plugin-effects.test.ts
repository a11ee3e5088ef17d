import { originOf } from '@rolecall/core/directory/kept-effect'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { repairGrants } from '@rolecall/core/job/repair-grants'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { explainMember } from '@rolecall/core/explain/explain-member'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { toOrganizationInMemory, type OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

// @ts-expect-error the example is plain JavaScript, as an author outside of this repository may write it
import { licencesPlugin } from '../../../examples/licences/licences-plugin.js'
import { bundledEntries } from './bundled-entries.ts'

/** Decides by hook: a badge for whoever has a title, and a role for who is called chief; it can't say for kaboom. */
let badge = 'gold'
const badges: Plugin<undefined> = {
  name: 'badges',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    hooks: {
      'change.decide': async ({ user, userId: subject }, { reader }) => {
        const known = await reader.findUser(subject)
        const { title } = known?.data ?? user
        if (title === 'kaboom') throw new Error('kaboom')
        const isStar = (await reader.listGroupsOf(subject)).some(({ displayName }) => displayName === 'stars')
        const role = { scope: 'organization', role: 'Owner', groupId: '', expiresAt: null }
        return [
          ...(title === undefined ? [] : [{ effect: 'badge', subject, rule: 'titled', value: { badge, title } }]),
          ...(isStar ? [{ effect: 'badge', subject, rule: 'star', value: { badge: 'star' } }] : []),
          ...(title === 'chief' ? [{ effect: 'role', subject, rule: 'chief', value: role }] : []),
        ]
      },
    },
  }),
}

const byGroup = `roleRules:
  - id: e5
    when: group.displayName eq "leads"
    grant: [{ type: licence, sku: E5 }]
`
const byDomain = 'licences: [{ domain: example.com, sku: E3 }]\n'

describe("a plugin's effect", () => {
  let rolecall: RolecallInMemory
  let organization: OrganizationInMemory
  beforeAll(async () => {
    const licences = { plugin: licencesPlugin as Plugin, config: { skus: ['E3', 'E5'] }, origin: 'test' }
    rolecall = await startInMemory({ plugins: [...bundledEntries([badges]), licences] })
  })
  afterAll(() => rolecall.close())
  beforeEach(async () => {
    badge = 'gold'
    organization = await rolecall.createOrganization()
  })

  const given = async (userId: string) =>
    (await organization.reader.assignments.list([userId]))
      .filter(({ effect }) => effect === 'licence' || effect === 'badge')
      .map(
        (one) =>
          `${one.source.startsWith('kept') ? originOf(one) : one.rule} ${String(one.value['sku'] ?? one.value['badge'])}`,
      )

  /** The plan of a text, its apply, and a verification: all say the same. */
  async function planAndApply(text: string) {
    const plan = await organization.plan(text)
    await organization.newEvents()
    await organization.apply(plan)
    expect(await organization.verify()).toEqual([])
    expect((await organization.plan(text)).summary).toMatchObject({ adds: 0, removes: 0, changes: 0, effects: 0 })
    return plan
  }

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
    badge = 'silver'
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
    badge = 'silver'
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

  it('says why not of the section of a plugin, too', async () => {
    await organization.createUser('eve', { userName: 'eve@other.example' })
    await organization.putMapping(byDomain)
    const nothing = { scope: null, role: null, at: null, addGroups: [], removeGroups: [] }
    const query = { ...nothing, email: 'eve@other.example', effect: 'licence' }
    const answer = await explainMember(organization.owner, query)
    expect(answer.whyNot).toMatchObject([
      {
        rule: 'licences:example.com/E3',
        reasons: ['emailDomain eq "example.com" does not hold: "other.example".'],
      },
    ])
  })

  describe('of a rule with an end', () => {
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

  describe('of a plugin that runs no more', () => {
    let close: () => Promise<void>
    let without: OperationServices
    let later: OrganizationInMemory
    beforeAll(async () => {
      const host = await startPlugins(bundledEntries([]), { log: () => ({ info() {}, warn() {}, error() {} }) })
      const mappings = createMappingCache(createDecider(toVocabulary(host)))
      without = { ...rolecall.services, host, mappings, roles: createRoleKeeping() }
      close = () => host.close()
    })
    afterAll(() => close())
    const roles =
      'roleRules:\n  - { id: all, when: user.active eq true, grant: [{ type: organizationRole, organizationRole: Member }] }\n'

    beforeEach(async () => {
      await organization.createUser('ann', { title: 'chief' })
      await organization.createUser('bob')
      await organization.putMapping(`${byDomain}${roles}`)
      later = toOrganizationInMemory(without, organization.id)
      await later.putMapping(roles)
    })

    it('stays, whatever is written, and a verification names it with what it was given by', async () => {
      await later.putMapping(`${roles}limits: { maxRevocations: 1, maxRevocationPercent: 100 }\n`)
      const { userId } = await later.memberOf('ann')
      await later.patchUser(userId, { op: 'replace', path: 'displayName', value: 'Ann' })
      expect(await later.grantsOf('ann')).toEqual(['organization Member active', 'organization Owner active'])
      expect((await later.verify()).map(({ kind, what }) => `${kind} ${what}`).toSorted()).toEqual([
        'unexpected badge {"badge":"gold","title":"chief"} by badges:titled, which no plugin that runs decides',
        'unexpected licence {"sku":"E3"} by licences:example.com/E3, which no plugin that runs decides',
        'unexpected licence {"sku":"E3"} by licences:example.com/E3, which no plugin that runs decides',
        'unexpected role Owner of organization by badges:chief, which no plugin that runs decides',
      ])
    })

    it('goes by a repair, told by events, but for the last Owner, who is retained', async () => {
      await later.newEvents()
      expect(
        await repairGrants(
          { ...later.owner, cause: { kind: 'job', requestId: null, keyId: null } },
          await later.verify(),
        ),
      ).toBe(2)
      const told = (await later.newEvents())
        .filter(({ type }) => /^(Effect|Role|Owner)/.test(type))
        .map(({ data, type }) => `${type} ${String(data['rule'])}`)
      expect(told.toSorted()).toEqual([
        'EffectRevoked badges:titled',
        'EffectRevoked licences:example.com/E3',
        'EffectRevoked licences:example.com/E3',
        'OwnerRetained badges:chief',
        'RoleRevoked badges:chief',
      ])
      expect([await later.verify(), await later.grantsOf('ann')]).toEqual([
        [],
        ['organization Member active', 'organization Owner retained'],
      ])
    })

    it('is held by the brake of a repair, and comes back with the plugin', async () => {
      await later.putMapping(`${roles}limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n`)
      await repairGrants({ ...later.owner, cause: { kind: 'job', requestId: null, keyId: null } }, await later.verify())
      const [hold] = await later.openHolds()
      expect(hold).toMatchObject({
        kind: 'brake',
        lines: [{ role: 'Owner' }, { scope: 'effect:badge' }, { scope: 'effect:licence' }, { scope: 'effect:licence' }],
      })
      expect(await later.verify()).toEqual([])
      await organization.putMapping(`${byDomain}${roles}`)
      expect([await organization.verify(), await organization.openHolds()]).toEqual([[], []])
      expect(await organization.grantsOf('ann')).toEqual(['organization Member active', 'organization Owner active'])
    })
  })

  describe('of a group that an owner is asked about', () => {
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

  describe('under the brake', () => {
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
})
