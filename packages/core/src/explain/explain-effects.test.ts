import { describe, expect, it } from 'vitest'

import type { RuleTrace } from '../decider.ts'
import type { EffectState } from '../directory/effect-state.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { EventType, StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { toAskedRole } from './asked-role.ts'
import { explainEffects, toGivenEffects, type EffectWay, type GivenEffect } from './explain-effects.ts'

const now = '2027-01-02T00:00:00.000Z'

const reader = {
  keys: { find: async () => undefined },
  mappings: { find: async (version: number) => ({ version, created: now, authorKeyId: null }) },
} as unknown as StoreReader

const licence: GivenEffect = {
  effect: 'licence',
  value: { sku: 'E5' },
  rule: 'roleRules:e5',
  expiresAt: null,
  state: 'active',
}

const event = (type: EventType, requestId: string, data: StoredEvent['data'] = {}): StoredEvent => ({
  type,
  subject: 'users/a',
  data: { effect: 'licence', rule: 'roleRules:e5', mappingVersion: 3, ...data },
  revision: 1,
  index: 0,
  time: now,
  cause: { kind: 'scim', requestId, keyId: null },
})

const trace = (id: string, line: number, more: Partial<RuleTrace> = {}): RuleTrace => ({
  rule: { id, section: 'roleRules', line, column: 1 },
  groupId: null,
  condition: { kind: 'comparison', result: true, text: id, fact: null },
  fired: true,
  withheld: null,
  gives: [],
  expiresAt: null,
  references: [],
  ...more,
})

const explain = (given: readonly GivenEffect[], way: Partial<EffectWay> = {}) =>
  explainEffects(reader, given, { asked: toAskedRole(null, null), traces: [], events: [], ...way })

describe('what stands beside roles', () => {
  const assignment: Assignment = {
    effect: 'licence',
    subject: 'a',
    value: { sku: 'E5' },
    rule: 'e5',
    source: 'roleRules',
  }

  it('is told but for what core acts on itself', () => {
    const finding = { ...assignment, effect: 'finding' }
    expect(toGivenEffects([finding, assignment], now)).toEqual([licence])
  })

  it.each<[string, Partial<Assignment>, EffectState, boolean]>([
    ['in force', {}, 'active', true],
    ['over', { expiresAt: now }, 'expired', false],
    ['held back', { withheldOf: 'g' }, 'withheld', false],
    ['kept', { source: 'kept:owner', rule: 'roleRules:e5' }, 'retained', true],
  ])('is %s', async (_what, more, state, effective) => {
    const given = toGivenEffects([{ ...assignment, ...more }], now)
    expect(given).toMatchObject([{ rule: 'roleRules:e5', state }])
    expect(await explain(given)).toMatchObject([{ state, effective }])
  })
})

describe('an explanation of effects', () => {
  const badge: GivenEffect = { ...licence, effect: 'badge', rule: 'badges:titled' }
  const namesOf = async (...asked: Parameters<typeof toAskedRole>) =>
    (await explain([licence, badge], { asked: toAskedRole(...asked) })).map(({ effect }) => effect)

  it('is given of all, of the one that is asked for, and of none where a role is', async () => {
    expect(await namesOf(null, null)).toEqual(['licence', 'badge'])
    expect(await namesOf(null, null, 'badge')).toEqual(['badge'])
    expect(await namesOf('organization', null)).toEqual([])
    expect(await namesOf(null, 'Owner')).toEqual([])
  })

  it('names the rule, whichever of its grants gives it, and its condition', async () => {
    const traces = [trace('e3', 2), trace('e5', 4)]
    const shown = async (rule: string, of = traces) => {
      const [one] = await explain([{ ...licence, rule }], { traces: of })
      return [one?.line, one?.condition?.text ?? null]
    }
    expect(await shown('roleRules:e5')).toEqual([4, 'e5'])
    expect(await shown('roleRules:e5#2')).toEqual([4, 'e5'])
    expect(await shown('roleRules:gone')).toEqual([null, null])
    expect(await shown('roleRules:e5', [trace('e5', 0)])).toEqual([null, 'e5'])
  })

  it('says whether it is given, and of whom it is of no use to', async () => {
    const reason = async (given: GivenEffect, way: Partial<EffectWay> = {}) => (await explain([given], way))[0]?.reason
    expect(await reason(licence)).toBe('It is given.')
    expect(await reason(licence, { active: false })).toBe('It is given, and the member is inactive.')
    expect(await reason(licence, { traces: [trace('e5', 4, { failure: 'kaboom' })] })).toBe(
      'The rule could not be decided: kaboom; what it has given stays.',
    )
    expect(await reason({ ...licence, state: 'expired' }, { active: false })).toBe('Its time is over.')
  })

  const wayOf = async (...events: readonly StoredEvent[]) => {
    const [one] = await explain([licence], { events })
    return [one?.cause?.requestId ?? null, one?.mapping?.version ?? null]
  }

  it('names the last request that put it as it is, and the version of the mapping', async () => {
    const events = [
      event('EffectGranted', 'first'),
      event('EffectGranted', 'last', { mappingVersion: 4 }),
      event('EffectGranted', 'of another effect', { effect: 'badge' }),
      event('EffectGranted', 'of another rule', { rule: 'roleRules:e3' }),
    ]
    expect(await wayOf(...events)).toEqual(['last', 4])
    expect(await wayOf(event('EffectGranted', 'of a hook', { mappingVersion: null }))).toEqual(['of a hook', null])
    expect(await wayOf()).toEqual([null, null])
  })

  it.each<[EventType, string, boolean]>([
    ['EffectHeld', 'withheld', true],
    ['EffectHeld', 'retained', false],
    ['EffectReleased', 'active', true],
    ['EffectReleased', 'retained', false],
    ['EffectRevoked', 'active', false],
  ])('%s as %s is such a request: %s', async (type, state, told) => {
    expect((await wayOf(event('EffectGranted', 'gave'), event(type, 'after', { state })))[0]).toBe(
      told ? 'after' : 'gave',
    )
  })
})
