import { describe, expect, it } from 'vitest'

import type { EventType, StoredEvent } from '../plugin/event.ts'
import { effectsAsOf } from './effects-as-of.ts'

const at = '2027-01-02T00:00:00.000Z'
const later = '2027-01-03T00:00:00.000Z'

const event = (type: EventType, data: StoredEvent['data'] = {}): StoredEvent => ({
  type,
  subject: 'users/a',
  data: { effect: 'licence', rule: 'r', value: { sku: 'E5' }, expiresAt: null, ...data },
  revision: 1,
  index: 0,
  time: '2027-01-01T00:00:00.000Z',
  cause: { kind: 'scim', requestId: null, keyId: null },
})

const shown = (...events: readonly StoredEvent[]) =>
  effectsAsOf(events, at).map(({ effect, rule, state, value }) => `${effect} ${rule} ${String(value['sku'])} ${state}`)

describe('what plugins gave a member at a past time', () => {
  it('is what was given, each rule and each effect by itself, and the last value of it', () => {
    expect(shown()).toEqual([])
    expect(
      shown(
        event('EffectGranted'),
        event('EffectGranted', { rule: 's' }),
        event('EffectGranted', { effect: 'badge' }),
        event('EffectGranted', { value: { sku: 'E3' } }),
      ),
    ).toEqual(['licence r E3 active', 'licence s E5 active', 'badge r E5 active'])
  })

  it('is nothing of what was revoked', () => {
    const [given, other] = [event('EffectGranted'), event('EffectGranted', { rule: 's' })]
    expect(shown(given, other, event('EffectRevoked'))).toEqual(['licence s E5 active'])
    expect(shown(given, event('EffectRevoked'), given)).toEqual(['licence r E5 active'])
  })

  it('is nothing that other events tell of', () => {
    expect(shown(event('RoleGranted'), event('RoleReleased', { state: 'active' }))).toEqual([])
    expect(shown(event('RoleHeld', { state: 'withheld' }))).toEqual([])
  })

  it('was withheld until it was released into force', () => {
    const held = event('EffectHeld', { state: 'withheld' })
    expect(shown(held)).toEqual(['licence r E5 withheld'])
    expect(shown(held, event('EffectReleased', { state: 'active' }))).toEqual(['licence r E5 active'])
  })

  const kept = { state: 'retained' }
  const [given, held] = [event('EffectGranted'), event('EffectHeld', kept)]

  it('was kept by the brake until it was revoked, or its rule gave it again', () => {
    expect(shown(given, held)).toEqual(['licence r E5 retained'])
    expect(shown(given, held, event('EffectRevoked', kept))).toEqual([])
    expect(shown(given, held, given, event('EffectReleased', kept))).toEqual(['licence r E5 active'])
    expect(shown(given, held, event('EffectHeld', { state: 'withheld' }))).toEqual([
      'licence r E5 withheld',
      'licence r E5 retained',
    ])
  })

  it('was kept on by an owner', () => {
    expect(shown(given, held, event('EffectReleased', kept))).toEqual(['licence r E5 retained'])
  })

  it('was kept beside another value that the rule gave meanwhile', () => {
    const other = event('EffectGranted', { value: { sku: 'E3' } })
    expect(shown(given, other, held)).toEqual(['licence r E3 active', 'licence r E5 retained'])
    expect(shown(given, other, held, event('EffectReleased', kept))).toEqual([
      'licence r E3 active',
      'licence r E5 retained',
    ])
    expect(shown(given, other, held, event('EffectRevoked'))).toEqual(['licence r E5 retained'])
  })

  it('that was kept is over with its end', () => {
    const ending = { ...kept, expiresAt: at }
    expect(shown(given, event('EffectHeld', ending))).toEqual(['licence r E5 expired'])
    expect(shown(event('EffectHeld', { state: 'withheld', expiresAt: at }))).toEqual(['licence r E5 withheld'])
  })

  it('is over with its end, which an event of an earlier version does not tell', () => {
    expect(effectsAsOf([event('EffectGranted', { expiresAt: at })], at)).toMatchObject([
      { expiresAt: at, state: 'expired' },
    ])
    expect(effectsAsOf([event('EffectGranted', { expiresAt: later })], at)).toMatchObject([{ state: 'active' }])
    const { expiresAt: _, ...data } = event('EffectGranted').data
    expect(effectsAsOf([{ ...event('EffectGranted'), data }], at)).toMatchObject([{ expiresAt: null, state: 'active' }])
  })
})
