import { describe, expect, it } from 'vitest'

import type { ChangeScope } from '../change/operation-context.ts'
import type { EventType, StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { looksAtGroup } from './decide-group.ts'
import { isOrganizationOwner } from './guard-owners.ts'
import { findTouchedPeople } from './touched-people.ts'

const event = (revision: number, type: EventType, subject: string, data: StoredEvent['data'] = {}): StoredEvent => ({
  type,
  subject,
  data,
  revision,
  index: 0,
  time: '2027-01-01T00:00:00.000Z',
  cause: { kind: 'scim', requestId: null, keyId: null },
})

function readerOf(events: readonly StoredEvent[]): StoreReader {
  return {
    events: {
      list: async (after: { readonly revision: number; readonly index: number } | null, limit: number) =>
        events
          .filter(
            ({ index, revision }) =>
              after === null || revision > after.revision || (revision === after.revision && index > after.index),
          )
          .slice(0, limit),
    },
    members: { listUserIds: async (groupIds: readonly string[]) => groupIds.map((id) => `member of ${id}`) },
  } as unknown as StoreReader
}

async function touched(...events: readonly StoredEvent[]) {
  const found = await findTouchedPeople(readerOf(events), 1)
  return found.kind === 'everybody' ? found.reason : [...found.ids].toSorted()
}

describe('whom changes concern', () => {
  it('are the people of whom they are, or whom they name', async () => {
    expect(await touched()).toEqual([])
    expect(
      await touched(
        event(2, 'MemberActivated', 'users/ann'),
        event(3, 'GroupMemberAdded', 'groups/g1', { userId: 'bob' }),
        event(4, 'TeamCreated', 'teams/users', { userId: 7 }),
      ),
    ).toEqual(['ann', 'bob'])
  })

  it('are those of later revisions', async () => {
    expect(await touched(event(1, 'MemberActivated', 'users/ann'), event(2, 'MemberActivated', 'users/bob'))).toEqual([
      'bob',
    ])
  })

  it.each<[EventType, boolean]>([
    ['GroupRenamed', true],
    ['GroupUpdated', true],
    ['GroupBound', true],
    ['GroupUnbound', true],
    ['RoleHeld', true],
    ['RoleReleased', true],
    ['GroupCreated', false],
    ['GroupMemberRemoved', false],
  ])('are the members of a group after %s: %s', async (type, expected) => {
    expect(await touched(event(2, type, 'groups/g1'))).toEqual(expected ? ['member of g1'] : [])
  })

  it('are no members by what is of no group', async () => {
    expect(await touched(event(2, 'RoleReleased', 'organization'))).toEqual([])
  })

  it('are everybody where the team roles have been replaced', async () => {
    const events = [event(2, 'MemberActivated', 'users/ann'), event(3, 'TeamRolesReplaced', 'organization')]
    expect(await touched(...events)).toBe('The team roles have been replaced')
  })

  it('are everybody where there are too many', async () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, index) => event(index + 2, 'MemberActivated', `users/u${index}`))
    expect(await touched(...people(20_000))).toHaveLength(20_000)
    expect(await touched(...people(20_001))).toBe('More than can be decided again at once has changed')
  })
})

describe('a group that the mapping looks at', () => {
  const mapping = { groupScope: 'bound', groupIds: new Set(['g1']), groupNames: new Set(['staff']) }

  it.each<[string, object | null, boolean]>([
    ['by its name', { displayNameKey: 'staff', id: 'x' }, true],
    ['by its id', { displayNameKey: 'x', id: 'g1' }, true],
    ['by neither', { displayNameKey: 'x', id: 'x' }, false],
  ])('%s', (_what, group, expected) => {
    const looks = (part: object | null) =>
      looksAtGroup({ mapping: part } as unknown as ChangeScope, group as Parameters<typeof looksAtGroup>[1])
    expect(looks(mapping)).toBe(expected)
    expect(looks({ ...mapping, groupScope: 'all' })).toBe(true)
    expect(looks(null)).toBe(false)
  })
})

it.each([
  ['organization', 'Owner', true],
  ['organization', 'Member', false],
  ['team:sales', 'Owner', false],
] as const)('%s %s makes an Owner of the organization: %s', (scope, role, expected) => {
  expect(isOrganizationOwner({ scope: scope as 'organization', role })).toBe(expected)
})
