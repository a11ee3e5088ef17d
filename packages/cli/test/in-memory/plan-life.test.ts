import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import { applyMapping, applyPlan } from '@rolecall/core/mapping/apply-mapping'
import { getPlan, planMapping, type PlannedMapping } from '@rolecall/core/mapping/plan-mapping'
import { readPlan, readPlanLines } from '@rolecall/core/mapping/read-plan'
import { runPlan } from '@rolecall/core/mapping/run-plan'
import { putTeamRoles } from '@rolecall/core/organization/team-roles'
import type { Store, StoreReader } from '@rolecall/core/store'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const yaml = (text: string) => ({ text, format: 'yaml' }) as const
const staff = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'
const none = 'scimGroupMappings: []'
const minute = 60_000
const day = 24 * 60 * minute

describe('a plan', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    const staffId = await acme.createGroup('staff', [ann])
    await acme.putTeam('sales')
    return { ...acme, ann, staffId }
  }

  /** Plans are asked for, and nobody makes them until `make` is called. */
  function withoutWorker(context: OperationContext) {
    const tasks: Parameters<OperationServices['background']['run']>[1][] = []
    const run: OperationServices['background']['run'] = (_services, task) => {
      tasks.push(task)
      return new Promise(() => undefined)
    }
    const make = async (services: OperationServices = context) => {
      for (const task of tasks.splice(0)) if (task.kind === 'plan') await runPlan(services, task)
    }
    return { waiting: { ...context, background: { ...context.background, run } }, make }
  }

  it('is kept for a day', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const plan = await acme.plan(staff)
    clock.forward(day - 1)
    expect((await getPlan(acme.owner, plan.planId)).state).toBe('ready')
    clock.forward(1)
    await expect(readPlan(acme.owner, plan.planId)).rejects.toThrow('There is no such plan')
    await expect(acme.apply(plan)).rejects.toThrow('There is no such plan')
    await expect(getPlan(acme.owner, 'none')).rejects.toThrow('There is no such plan')
  })

  it('is of an organization, and of no other', async () => {
    const plan = await (await createAcme()).plan(staff)
    const other = await createAcme()
    await expect(other.apply(plan)).rejects.toThrow('There is no such plan')
  })

  it('is running until it is made, and has failed when that takes a quarter of an hour', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const { make, waiting } = withoutWorker(acme.owner)
    const { planId } = await planMapping(waiting, yaml(staff))
    expect(await readPlan(acme.owner, planId)).toMatchObject({ state: 'running', planId })
    await expect(applyPlan(acme.owner, planId)).rejects.toMatchObject({ code: 'PLAN_RUNNING' })
    clock.forward(15 * minute - 1)
    expect(await readPlan(acme.owner, planId)).toMatchObject({ state: 'running' })
    clock.forward(1)
    await expect(readPlan(acme.owner, planId)).rejects.toMatchObject({
      code: 'PLAN_FAILED',
      message: 'The plan could not be made: it did not come to its end',
    })
    await make()
    expect(await readPlan(acme.owner, planId)).toMatchObject({ state: 'ready', plan: { summary: { adds: 1 } } })
  })

  it('says how far it has come', async () => {
    const acme = await createAcme()
    const { make, waiting } = withoutWorker(acme.owner)
    await planMapping(waiting, yaml(staff))
    const told: unknown[] = []
    const { store } = acme.owner
    const telling: Store = Object.create(store, {
      plans: {
        value: (id: string) =>
          Object.create(store.plans(id), {
            setProgress: { value: async (_plan: string, progress: unknown) => void told.push(progress) },
          }),
      },
    })
    await make({ ...acme.owner, store: telling })
    expect(told).toEqual([{ done: 1, total: 1 }])
  })

  it('is made once, and of a text that compiles with the plugins of whoever makes it', async () => {
    const acme = await createAcme()
    const { make, waiting } = withoutWorker(acme.owner)
    const { planId } = await planMapping(waiting, yaml(staff))
    const { decider } = acme.owner.mappings
    const compileInTurns = async () => ({ ...decider.compile(yaml(staff)), mapping: null })
    await make({ ...acme.owner, mappings: { ...acme.owner.mappings, decider: { ...decider, compileInTurns } } })
    const failed = { code: 'PLAN_FAILED', message: expect.stringContaining('does not compile with the plugins') }
    await expect(readPlan(acme.owner, planId)).rejects.toMatchObject(failed)
    await runPlan(acme.owner, { kind: 'plan', organizationId: acme.id, planId })
    await expect(readPlan(acme.owner, planId)).rejects.toMatchObject(failed)
  })

  it('is of a text, of the current version, or of an older one that it brings back', async () => {
    const acme = await createAcme()
    const rollbackTo = async (planned: PlannedMapping) => (await acme.plan(planned)).rollbackTo
    expect([await rollbackTo(null), await rollbackTo({ version: 0 })]).toEqual([null, null])
    await expect(acme.plan({ version: 1 })).rejects.toThrow('There is no version 1 of the mapping')
    await acme.putMapping(staff)
    await acme.putMapping(none)
    expect([
      await rollbackTo(yaml(staff)),
      await rollbackTo(null),
      await rollbackTo({ version: 2 }),
      await rollbackTo({ version: 1 }),
      await rollbackTo({ version: 0 }),
    ]).toEqual([null, null, null, 1, 0])
    await expect(acme.plan({ version: 3 })).rejects.toThrow('There is no version 3 of the mapping')
    expect((await acme.apply(await acme.plan({ version: 1 }))).version).toMatchObject({ version: 3, rollbackTo: 1 })
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
    expect((await acme.apply(await acme.plan({ version: 0 }))).version).toMatchObject({ version: 4, rollbackTo: 0 })
    expect(await acme.grantsOf('ann')).toEqual([])
  })

  it('says that the format differs, though the text does not', async () => {
    const acme = await createAcme()
    const text = JSON.stringify({ scimGroupMappings: [] })
    await acme.putMapping(text)
    expect((await acme.plan({ text, format: 'json' })).textDiffers).toBe(true)
    expect((await acme.plan({ text, format: 'yaml' })).textDiffers).toBe(false)
  })

  it('shows a page of the lines of one kind', async () => {
    const acme = await createAcme()
    for (const name of ['bob', 'cy', 'dan']) await acme.join(acme.staffId, await acme.createUser(name))
    const { planId } = await acme.plan(staff)
    const page = async (from: number, count: number) =>
      (await readPlanLines(acme.owner, planId, 'adds', { from, count })).length
    expect([await page(0, 3), await page(3, 3), await page(4, 3)]).toEqual([3, 1, 0])
    expect(await readPlanLines(acme.owner, planId, 'removes', { from: 0, count: 3 })).toEqual([])
  })

  it('has a line for each role in each place, with its state for that person', async () => {
    const acme = await createAcme()
    const bob = await acme.createUser('bob', { active: false })
    await acme.join(acme.staffId, bob)
    const entry = (team: string, role: string, group = 'staff') =>
      `{ scimGroup: ${group}, type: teamMemberRole, teamId: ${team}, teamMemberRole: ${role} }`
    const { adds } = await acme.plan(`scimGroupMappings: [${entry('sales', 'Editor')}, ${entry('ops', 'Editor')}]`)
    const lines = adds.map(({ emailAddress, role, scope, state }) => `${emailAddress} ${scope} ${role} ${state}`)
    expect(lines.toSorted()).toEqual([
      'ann@example.com team:ops Editor waiting',
      'ann@example.com team:sales Editor active',
      'bob@example.com team:ops Editor waiting',
      'bob@example.com team:sales Editor suspended',
    ])
    await acme.putMapping(staff)
    await acme.createGroup('crew', [acme.ann])
    const moved = await acme.plan(
      `scimGroupMappings: [${entry('ops', 'Editor')}, ${entry('sales', 'Steward')}, ${entry('sales', 'Editor', 'crew')}]`,
    )
    const shown = (kind: 'adds' | 'removes' | 'changes') =>
      moved[kind].map(({ emailAddress, role, scope }) => `${emailAddress.slice(0, 3)} ${scope} ${role}`).toSorted()
    expect([shown('adds'), shown('removes'), shown('changes')]).toEqual([
      ['ann team:ops Editor', 'ann team:sales Steward', 'bob team:ops Editor', 'bob team:sales Steward'],
      ['bob team:sales Editor'],
      ['ann team:sales Editor'],
    ])
    expect(moved.summary).toMatchObject({ people: 2, adds: 4, removes: 1, changes: 1 })
    expect(moved.changes).toMatchObject([
      { rule: 'scimGroupMappings:crew/sales/editor', before: { rule: 'scimGroupMappings:staff/sales/editor' } },
    ])
  })

  it('holds what the brake would, counted over the hour before it', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    for (const name of ['bob', 'cy', 'dan', 'eve', 'fay']) await acme.join(acme.staffId, await acme.createUser(name))
    const limits = '\nlimits: { maxRevocations: 2, maxRevocationPercent: 1 }'
    await acme.putMapping(staff + limits)
    await acme.leave(acme.staffId, acme.ann)
    const counts = async () => {
      const { held, removes } = (await acme.plan(none + limits)).summary
      return { held, removes }
    }
    expect(await counts()).toEqual({ held: 4, removes: 1 })
    clock.forward(60 * minute - 1)
    expect(await counts()).toEqual({ held: 4, removes: 1 })
    clock.forward(1)
    expect(await counts()).toEqual({ held: 3, removes: 2 })
    expect((await acme.plan(none)).summary).toMatchObject({ held: 3, removes: 2 })
  })

  it.each([
    ['what a group has besides its name', 'group.externalId eq "e1"', ['ann']],
    ['its members', 'member.display eq "Ann of Sales"', ['ann']],
    ['its members, by their userName where they have no name', 'member.display eq "bob@example.com"', ['bob']],
    ['what a member is', 'member.type eq "User" and group.displayName sw "sta"', ['ann', 'bob']],
    ['the id of its members', 'group.displayName sw "sta" and user.groups[display sw "sta"]', ['ann', 'bob']],
  ])('decides by %s as its apply and the verification do', async (_what, when, names) => {
    const acme = await rolecall().createOrganization()
    const [ann, bob] = [await acme.createUser('ann', { displayName: 'Ann of Sales' }), await acme.createUser('bob')]
    await acme.createGroup('staff', [ann], { externalId: 'e1' })
    await acme.createGroup('stay', [bob])
    await acme.createUser('nobody')
    await acme.putTeam('sales')
    const rule = `{ id: r, when: '${when}', grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }`
    const plan = await acme.plan(`roleRules: [${rule}]`)
    expect(plan.adds.map(({ emailAddress }) => emailAddress.split('@')[0]).toSorted()).toEqual(names)
    await acme.apply(plan)
    for (const name of ['ann', 'bob', 'nobody']) {
      expect(await acme.grantsOf(name)).toEqual(names.includes(name) ? ['team:sales Editor active'] : [])
    }
    expect([await acme.verify(), (await acme.plan(null)).summary.people]).toEqual([[], 0])
  })
})

describe('the mapping of a large organization', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    await acme.createGroup('staff', [ann])
    await acme.putTeam('sales')
    const { store } = acme.owner
    const total = async () => 1_001
    const large: Store = Object.create(store, {
      read: {
        value(id: string): StoreReader {
          const reader = store.read(id)
          return Object.create(reader, { users: { value: Object.create(reader.users, { total: { value: total } }) } })
        },
      },
    })
    const context: OperationContext = { ...acme.owner, store: large }
    const put = (text: string, options: Partial<Parameters<typeof applyMapping>[2]> = {}, by = context) =>
      applyMapping(by, yaml(text), { ifMatch: null, ...options })
    return { ...acme, context, put }
  }

  it('is planned beside the requests, and applied', async () => {
    const acme = await createAcme()
    expect((await acme.put(staff)).version.version).toBe(1)
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
    await expect(acme.put(none, { ifMatch: 0 })).rejects.toThrow('If-Match is "0"')
    expect((await acme.put(none, { ifMatch: 1, commitWithin: minute })).version).toMatchObject({ version: 2 })
    expect([await acme.grantsOf('ann'), await acme.verify()]).toEqual([[], []])
  })

  it('is refused with the plan where the brake would hold it', async () => {
    const acme = await createAcme()
    await acme.put(staff)
    const braked = `${none}\nlimits: { maxRevocations: 0, maxRevocationPercent: 0 }`
    await expect(acme.put(braked)).rejects.toMatchObject({
      code: 'BRAKE',
      plan: { summary: { held: 1 } },
    })
    expect((await acme.put(braked, { confirm: true })).version.version).toBe(2)
    expect(await acme.grantsOf('ann')).toEqual([])
  })

  it.each([
    [1, true],
    [2, true],
    [3, false],
  ])('is planned anew where somebody overtakes it %i times: %s', async (times, applied) => {
    const acme = await createAcme()
    let left = times
    let plans = 0
    const run: OperationServices['background']['run'] = async (services, task) => {
      plans += 1
      await acme.owner.background.run(services, task)
      left -= 1
      if (left >= 0) await putTeamRoles(acme.owner, [{ name: `Lead ${left}` }, { name: 'Editor' }])
    }
    const overtaken = { ...acme.context, background: { ...acme.context.background, run } }
    const put = acme.put(staff, {}, overtaken)
    if (applied) expect((await put).version.version).toBe(1)
    else await expect(put).rejects.toMatchObject({ code: 'PLAN_STALE' })
    expect(plans).toBe(applied ? times + 1 : times)
  })
})
