import { expect, it } from 'vitest'

import type { GroupRecord } from '../directory/member.ts'
import type { DecidingMembership } from '../store/members.ts'
import { toSubjectGroups } from './subject-groups.ts'

const row = (userId: string, groupId: string, more: Partial<DecidingMembership> = {}): DecidingMembership => ({
  userId,
  groupId,
  value: userId,
  type: null,
  nameKey: null,
  state: null,
  ...more,
})
const named = (userId: string, groupId: string, nameKey: string, state: DecidingMembership['state']) =>
  row(userId, groupId, { nameKey, state })
const noFacts = { groups: null, users: new Map() }

it('one group for each membership of a person, with all names that it has, and those that it claims apart', () => {
  const groups = toSubjectGroups(
    [
      row('ann', 'g0'),
      named('ann', 'g1', 'staff', 'bound'),
      named('ann', 'g1', 'crew', 'bound'),
      named('ann', 'g1', 'crew', 'bound'),
      named('ann', 'g1', 'owners', 'claimed'),
      named('ann', 'g2', 'staff', 'changed'),
      named('bob', 'g2', 'staff', 'changed'),
      row('ann', 'g3'),
    ],
    noFacts,
  )
  const plain = { claims: [], facts: null }
  expect(groups.get('ann')).toEqual([
    { ...plain, id: 'g0', nameKeys: [] },
    { ...plain, id: 'g1', nameKeys: ['staff', 'crew'], claims: ['owners'] },
    { ...plain, id: 'g2', nameKeys: ['staff'], suspect: true },
    { ...plain, id: 'g3', nameKeys: [] },
  ])
  expect(groups.get('bob')).toEqual([{ ...plain, id: 'g2', nameKeys: ['staff'], suspect: true }])
  expect(groups.get('cy')).toBeUndefined()
})

it('says of a group what it is where it was read, and calls a member by the name that the provider sent, or the userName', () => {
  const data = { displayName: 'Staff', externalId: 'e1' }
  const record = { id: 'g1', displayName: 'Staff', externalId: 'e1', data } as unknown as GroupRecord
  const users = new Map([
    ['ann', { userName: 'ann@example.com', displayName: 'Ann' }],
    ['bob', { userName: 'bob@example.com' }],
    ['cy', { displayName: 7 }],
  ])
  const found = toSubjectGroups(
    [
      row('ann', 'g1', { type: 'User', value: 'sent' }),
      row('bob', 'g1'),
      row('cy', 'g1'),
      row('dan', 'g1'),
      row('dan', 'g2'),
    ],
    { groups: new Map([['g1', record]]), users },
  )
  const facts = (name: string) => found.get(name)?.map((group) => group.facts)
  const group = { displayName: 'Staff', externalId: 'e1', data }
  expect(facts('ann')).toEqual([{ ...group, member: { value: 'sent', type: 'User', display: 'Ann' } }])
  expect(facts('bob')).toEqual([{ ...group, member: { value: 'bob', type: 'User', display: 'bob@example.com' } }])
  expect(facts('cy')).toEqual([{ ...group, member: { value: 'cy', type: 'User', display: null } }])
  expect(facts('dan')).toEqual([{ ...group, member: { value: 'dan', type: 'User', display: null } }, null])
})
