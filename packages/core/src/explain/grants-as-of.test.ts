import { describe, expect, it } from 'vitest'

import type { EventType, StoredEvent } from '../plugin/event.ts'
import { grantsAsOf } from './grants-as-of.ts'

let revision = 0

function event(type: EventType, data: StoredEvent['data'] = {}): StoredEvent {
  revision += 1
  const cause = { kind: 'scim', requestId: null, keyId: null } as const
  return { type, subject: 'users/a', data, revision, index: 0, time: `2026-01-01T00:00:0${revision % 10}.000Z`, cause }
}

function grant(type: EventType, state: string, role = 'Owner'): StoredEvent {
  const effective = state === 'active' || state === 'retained'
  return event(type, {
    scope: 'organization',
    role,
    source: 'mapping',
    state,
    effective,
    rule: 'r',
    groupId: 'g',
    mappingVersion: 1,
  })
}

const shown = (events: readonly StoredEvent[]) => {
  const { active, grants, known } = grantsAsOf(events)
  return { known, active, grants: grants.map(({ role, state }) => `${role} ${state}`) }
}

const born = event('MemberProvisioned')

describe('the grants of a past time, as they were recorded', () => {
  it.each<[string, readonly StoredEvent[], object]>([
    ['nobody before the member was known', [], { known: false, active: true, grants: [] }],
    ['nobody by what else is told', [event('MemberActivated')], { known: false, active: true, grants: [] }],
    ['those of a member who was invited', [event('MemberInvited')], { known: true, active: true, grants: [] }],
    [
      'what a member has who is active again',
      [born, event('MemberDeactivated'), event('MemberActivated')],
      { known: true, active: true, grants: [] },
    ],
    [
      'nothing that is not told of a grant, or does not say of which',
      [
        born,
        event('RuleFailed', { scope: 'organization', role: 'Owner' }),
        event('RoleHeld', { scope: 'organization' }),
        event('RoleHeld', { role: 'Owner' }),
      ],
      { known: true, active: true, grants: [] },
    ],
    ['none at first', [born], { known: true, active: true, grants: [] }],
    ['what was given', [born, grant('RoleGranted', 'active')], { known: true, active: true, grants: ['Owner active'] }],
    [
      'nothing of what was revoked',
      [born, grant('RoleGranted', 'active'), grant('RoleRevoked', 'active')],
      { known: true, active: true, grants: [] },
    ],
    [
      'what was suspended with its member',
      [born, grant('RoleGranted', 'active'), event('MemberDeactivated'), grant('RoleSuspended', 'suspended')],
      { known: true, active: false, grants: ['Owner suspended'] },
    ],
    [
      'what was retained, until it was released',
      [born, grant('RoleGranted', 'active'), grant('OwnerRetained', 'retained')],
      { known: true, active: true, grants: ['Owner retained'] },
    ],
    [
      'nothing of what was retained and released',
      [born, grant('RoleGranted', 'active'), grant('OwnerRetained', 'retained'), grant('RoleReleased', 'retained')],
      { known: true, active: true, grants: [] },
    ],
    [
      'what was withheld and released into force',
      [born, grant('RoleGranted', 'withheld'), grant('RoleReleased', 'active')],
      { known: true, active: true, grants: ['Owner active'] },
    ],
    [
      'nothing after the member was deleted',
      [born, grant('RoleGranted', 'active'), event('MemberDeleted')],
      { known: false, active: true, grants: [] },
    ],
    [
      'each role by itself',
      [born, grant('RoleGranted', 'active'), grant('RoleGranted', 'active', 'Member'), grant('RoleRevoked', 'active')],
      { known: true, active: true, grants: ['Member active'] },
    ],
  ])('are %s', (_, events, expected) => {
    expect(shown(events)).toEqual(expected)
  })

  it('tell of the event that gave them, whatever came later', () => {
    const given = grant('RoleGranted', 'active')
    const { grants } = grantsAsOf([born, given, grant('RoleSuspended', 'suspended'), grant('RoleResumed', 'active')])
    expect(grants.map((recorded) => recorded.given)).toEqual([given])
  })
})
