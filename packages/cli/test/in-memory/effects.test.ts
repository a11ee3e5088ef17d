import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { EffectExplanation } from '@rolecall/core/directory/explanation'
import type { ExplainQuery } from '@rolecall/core/explain/explain-member'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { semanticPlugins } from '../semantics/semantic-plugins.ts'

/** An effect whose value a template says; there is no `none`. */
const badges: PluginEntry = {
  config: undefined,
  origin: 'test',
  plugin: {
    name: 'badges',
    apiVersion: 1,
    config: noConfig,
    setup: () => ({
      effects: [
        {
          type: 'badge',
          effect: 'badge',
          summary: 'A badge.',
          required: ['text'],
          read(fields) {
            const template = fields.get('text')?.readTemplate()
            return (
              template && {
                key: template.text,
                templates: [template],
                assign: (_match, { values }) => {
                  const text = template.fill(values)
                  return text === 'none' ? undefined : { effect: 'badge', value: { text } }
                },
              }
            )
          },
        },
      ],
    }),
  },
}

const brake = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
const e5 = 'roleRules: [{ id: e5, when: group.displayName eq "leads", grant: [{ type: licence, sku: E5 }] }]'

describe('what plugins give beside roles', () => {
  let rolecall: RolecallInMemory
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: [...semanticPlugins(), badges] })
  })
  afterAll(() => rolecall.close())

  async function createAcme(mapping: string) {
    const acme = await rolecall.createOrganization()
    const ann = await acme.createUser('ann', { title: 'Boss' })
    const leads = await acme.createGroup('leads', [ann])
    await acme.putMapping(mapping)
    const shown = ({ rule, state, value }: EffectExplanation) => `${rule} ${JSON.stringify(value)} ${state}`
    const effectsOf = async (question: Partial<ExplainQuery> = {}) =>
      (await acme.explain('ann', question)).effects.map(shown)
    return { ...acme, ann, leads, effectsOf }
  }

  function passTime(): string {
    rolecall.clock.forward(1_000)
    const { now } = rolecall.clock
    rolecall.clock.forward(1_000)
    return now
  }

  it('was kept by the brake as of a time at which it was', async () => {
    const acme = await createAcme(brake + e5)
    const given = passTime()
    await acme.leave(acme.leads, acme.ann)
    const held = passTime()
    const [hold] = await acme.openHolds()
    await acme.decide(hold!.id, 'rejected')
    const owned = passTime()
    await acme.join(acme.leads, acme.ann)
    const one = (state: string) => [`roleRules:e5 {"sku":"E5"} ${state}`]
    expect(await acme.effectsOf({ at: given })).toEqual(one('active'))
    expect(await acme.effectsOf({ at: held })).toEqual(one('retained'))
    expect(await acme.effectsOf({ at: owned })).toEqual(one('retained'))
    expect(await acme.effectsOf({ at: passTime() })).toEqual(one('active'))
  })

  it('says as of a past time that somebody was inactive', async () => {
    const acme = await createAcme(e5)
    await acme.patchUser(acme.ann, { op: 'replace', path: 'active', value: false })
    const { effects } = await acme.explain('ann', { at: passTime() })
    expect(effects).toMatchObject([{ reason: 'It is given, and the member is inactive.' }])
  })

  it('is kept no more in a group that would give it again, as it would be', async () => {
    const acme = await createAcme(brake + e5)
    await acme.leave(acme.leads, acme.ann)
    expect(await acme.effectsOf()).toEqual(['roleRules:e5 {"sku":"E5"} retained'])
    const supposed = await acme.effectsOf({ addGroups: ['leads'] })
    await acme.join(acme.leads, acme.ann)
    expect([supposed, await acme.effectsOf()]).toEqual([
      ['roleRules:e5 {"sku":"E5"} active'],
      ['roleRules:e5 {"sku":"E5"} active'],
    ])
  })

  it.each([
    ['${user.nickName}', "It holds, and '${user.nickName}' gives nothing: 'user.nickName' is empty."],
    ['${user.title}', "It holds, and '${user.title}' gives nothing: it comes to 'none', which there is not."],
  ])('says why not, where the template %s gives nothing', async (text, reason) => {
    const rule = `roleRules: [{ id: b, when: user.active eq true, grant: [{ type: badge, text: '${text}' }] }]`
    const acme = await createAcme(rule)
    await acme.patchUser(acme.ann, { op: 'replace', path: 'title', value: 'none' })
    expect((await acme.explain('ann', { effect: 'badge' })).whyNot).toMatchObject([{ reasons: [reason] }])
  })

  it('is told apart from what a rule gives whose id looks like its second', async () => {
    const acme = await createAcme(`roleRules:
  - { id: a, when: user.active eq true, grant: [{ type: licence, sku: E5 }, { type: licence, sku: E3 }] }
  - { id: "a#2", when: user.title eq "Boss", grant: [{ type: licence, sku: E5 }] }
`)
    const { effects } = await acme.explain('ann')
    expect(effects.map(({ line, rule, value }) => [rule, value['sku'], line])).toEqual([
      ['roleRules:a', 'E5', 2],
      ['roleRules:a#2', 'E5', 3],
      ['roleRules:a#3', 'E3', 2],
    ])
    expect(await acme.verify()).toEqual([])
    await acme.patchUser(acme.ann, { op: 'replace', path: 'title', value: 'Clerk' })
    expect(await acme.effectsOf()).toEqual(['roleRules:a {"sku":"E5"} active', 'roleRules:a#3 {"sku":"E3"} active'])
  })
})
