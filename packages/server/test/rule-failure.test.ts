import type { Plugin } from '@rolecall/core/plugin/plugin'
import { toSubjects } from '@rolecall/core/roles/to-subjects'
import type { FactKind } from '@rolecall/core/plugin/mapping-kind'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** An operator that throws for one title, and one that answers later and fails then. */
const fragile: Plugin<undefined> = {
  name: 'fragile',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    operators: [
      {
        name: 'isCalm',
        operand: 'none',
        evaluate([title]) {
          if (title === 'kaboom') throw new Error('kaboom')
          return title === 'calm'
        },
      },
      {
        name: 'isLate',
        operand: 'none',
        evaluate: (() => Promise.reject(new Error('late'))) as never,
      },
    ],
  }),
}

const conditions = [
  'user.title isCalm and group.displayName eq "staff"',
  'group.displayName eq "staff" or user.title isCalm and group.displayName eq "leads"',
  'group.displayName eq "leads" and not (user.title isCalm)',
  'user.active eq true and user.title isCalm and user.groups[display eq "staff"]',
  'user.groups[display eq "leads"] or user.groups[display eq "staff"] and user.title isCalm',
  'group.displayName eq "staff"',
]
const roles = ['Editor', 'Steward', 'Approver']

function toText(chosen: readonly number[]): string {
  const rules = chosen.map((index) => {
    const role = `{ type: teamMemberRole, teamId: sales, teamMemberRole: ${roles[index % 3]} }`
    return `  - id: r${index}\n    when: ${JSON.stringify(conditions[index])}\n    grant: [${role}]\n`
  })
  return `roleRules:\n${rules.join('')}`
}

describe('a rule that fails for a person', () => {
  let rolecall: RolecallInMemory
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: bundledEntries([fragile]) })
  })
  afterAll(() => rolecall.close())

  /** What decides a person, and what explains it: `rule group` of all that fire, and the rules that failed. */
  async function decidedAndExplained({ id, reader }: OrganizationInMemory, userId: string) {
    const state = await reader.getState()
    const mapping = (await rolecall.services.mappings.get(reader.mappings, id, state))!
    const subject = (await toSubjects(reader, mapping, [{ id: userId, user: null }], everyFact, 'read')).at(0)
    const { assignments, failures } = await mapping.decide([subject!], everyFact)
    const traces = await mapping.explain(subject!)
    const fired = traces.filter((trace) => trace.fired)
    expect(fired.every(({ condition }) => condition.result)).toBe(true)
    return {
      decided: assignments.map(({ rule, value }) => `${rule} ${String(value['groupId'])}`).toSorted(),
      explained: fired.map(({ groupId, rule }) => `${rule.id} ${groupId ?? ''}`).toSorted(),
      failed: failures.map(({ rule }) => rule).toSorted(),
      failedAsExplained: traces.flatMap(({ failure, rule }) => (failure === undefined ? [] : [rule.id])).toSorted(),
    }
  }

  it('is decided, planned, verified and explained as one, after whatever happens', async () => {
    const step = fc.record({
      what: fc.constantFrom('title', 'join', 'leave', 'mapping', 'rename', 'active'),
      who: fc.nat(2),
      group: fc.nat(1),
      title: fc.constantFrom('calm', 'kaboom', 'loud'),
      chosen: fc.uniqueArray(fc.nat(conditions.length - 1), { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
        const organization = await rolecall.createOrganization()
        await organization.putTeam('sales')
        let text = toText([0, 1, 2, 3, 4, 5])
        await organization.putMapping(text)
        const people = [await organization.createUser('ann', { title: 'calm' }), await organization.createUser('bob')]
        people.push(await organization.createUser('cy', { title: 'kaboom' }))
        const groups = [await organization.createGroup('staff', people), await organization.createGroup('leads')]
        for (const { chosen, group, title, what, who } of steps) {
          const person = people.at(who)!
          if (what === 'title') await organization.patchUser(person, { op: 'replace', path: 'title', value: title })
          if (what === 'active') {
            await organization.patchUser(person, { op: 'replace', path: 'active', value: title !== 'loud' })
          }
          if (what === 'join') await organization.join(groups.at(group)!, person)
          if (what === 'leave') await organization.leave(groups.at(group)!, person)
          if (what === 'rename') {
            const value = title === 'calm' ? 'leads' : 'others'
            await organization.patchGroup(groups.at(1)!, { op: 'replace', path: 'displayName', value })
          }
          if (what === 'mapping') await organization.putMapping((text = toText(chosen)))
          expect(await organization.verify()).toEqual([])
          const { summary } = await organization.plan(text)
          expect(summary).toMatchObject({ adds: 0, removes: 0, changes: 0, held: 0 })
        }
        for (const person of people) {
          const { decided, explained, failed, failedAsExplained } = await decidedAndExplained(organization, person)
          expect([explained, failedAsExplained]).toEqual([decided, failed])
        }
      }),
      { numRuns: 8 },
    )
  })

  it('is told once in a change, however often the change decides', async () => {
    const organization = await rolecall.createOrganization()
    await organization.putTeam('sales')
    const ann = await organization.createUser('ann', { title: 'kaboom' })
    await organization.createGroup('staff', [ann])
    await organization.newEvents()
    await organization.putMapping(`${toText([0])}emailValidation: { equal: [userName, userName] }\n`)
    const failed = (await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')
    expect(failed).toHaveLength(1)
  })

  it('fails for a word that answers later, and what it answers then ends no process', async () => {
    const organization = await rolecall.createOrganization()
    await organization.putTeam('sales')
    await organization.putMapping(toText([0]).replace('isCalm', 'isLate'))
    const ann = await organization.createUser('ann')
    await organization.newEvents()
    await organization.createGroup('staff', [ann])
    const [told] = (await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')
    expect(told?.data['reason']).toContain('at once; it is a promise')
    expect(await organization.grantsOf('ann')).toEqual([])
  })
})
