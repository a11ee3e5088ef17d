import type { Subject } from '@rolecall/core/decider'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { describe, expect, it } from 'vitest'
import type { GivenFiring } from './given-outcome.ts'
import { toAssignments } from './to-assignments.ts'

const groupOf = (id: string, suspect = false) => ({ id, nameKeys: [], claims: [], facts: null, suspect })
const [g1, g2, g3] = [groupOf('g1'), groupOf('g2', true), groupOf('g3')]
const ann = { id: 'ann', user: null, groups: [g1, g2, g3] } as unknown as Subject

interface Fires {
  readonly group?: typeof g1 | null
  readonly withheld?: 'claim' | null
  readonly expiresAt?: string
  readonly rule?: string
}

const fires = (
  { expiresAt, group = null, rule = 'r', withheld = null }: Fires,
  ...gifts: readonly (readonly [effect: string, value: JsonObject])[]
) =>
  ({
    firing: { rule: { definition: { id: rule, ...(expiresAt && { expiresAt }) }, section: 's' }, group, withheld },
    gifts: gifts.map(([effect, value]) => ({ effect, value })),
  }) as unknown as GivenFiring

const e5 = ['licence', { sku: 'E5' }] as const
const e3 = ['licence', { sku: 'E3' }] as const
const asked = (...given: readonly GivenFiring[]) => toAssignments(ann, given, () => false)
const licence = { subject: 'ann', effect: 'licence', source: 's', rule: 'r', value: { sku: 'E5' } }

describe('what rules ask for a person', () => {
  it('has an end where the rule has one, which a role says itself', () => {
    const expiresAt = '2027-01-01T00:00:00.000Z'
    expect(asked(fires({}, e5))).toEqual([licence])
    expect(asked(fires({ expiresAt }, e5, ['role', { role: 'Editor' }]))).toEqual([
      { ...licence, expiresAt },
      { ...licence, effect: 'role', value: { role: 'Editor' } },
    ])
  })

  it('says of what a plugin gives whose word it is by which is not trusted', () => {
    const doubts = (fired: Fires, effect = 'licence') => asked(fires(fired, [effect, {}])).map(({ doubt }) => doubt)
    expect(doubts({ group: g1 })).toEqual([undefined])
    expect(doubts({ group: g2 })).toEqual([{ by: 'suspect', groupId: 'g2' }])
    expect(doubts({ group: g3, withheld: 'claim' })).toEqual([{ by: 'claim', groupId: 'g3' }])
    expect(doubts({ withheld: 'claim' })).toEqual([{ by: 'claim', groupId: '' }])
    expect(doubts({})).toEqual([undefined])
    for (const effect of ['finding', 'role'])
      expect(doubts({ group: g2, withheld: 'claim' }, effect)).toEqual([undefined])
  })

  it('tells several of one rule and effect apart by a number, and takes equal ones for one', () => {
    const names = asked(fires({}, e5, e3, e5, ['badge', { of: 'x' }]), fires({ rule: 'q' }, e5)).map(
      ({ effect, rule }) => `${effect} ${rule}`,
    )
    expect(names).toEqual(['licence r', 'licence r#2', 'badge r', 'licence q'])
    expect(asked(fires({}, ['role', { a: 1 }], ['role', { a: 1 }])).map(({ rule }) => rule)).toEqual(['r', 'r'])
  })

  it('takes of equal ones the one by the group that is trusted most, under the name that it has', () => {
    const [claimed, suspect, trusted] = [
      fires({ group: g3, withheld: 'claim' }, e3, e5),
      fires({ group: g2 }, e5),
      fires({ group: g1 }, e5),
    ]
    const doubts = (...given: readonly GivenFiring[]) =>
      asked(...given).flatMap(({ doubt, rule, value }) => (value['sku'] === 'E5' ? [`${rule} ${doubt?.by}`] : []))
    expect(doubts(claimed, suspect)).toEqual(['r#2 suspect'])
    expect(doubts(claimed, suspect, trusted)).toEqual(['r#2 undefined'])
    expect(doubts(trusted, suspect, claimed)).toEqual(['r undefined'])
    expect(doubts(suspect, claimed)).toEqual(['r suspect'])
  })
})
