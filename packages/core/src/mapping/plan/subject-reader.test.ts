import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../../decider.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { Person } from '../../store/people.ts'
import type { PlannedBindings } from './plan-bindings.ts'
import { createSubjectReader } from './subject-reader.ts'

const bindings: PlannedBindings = {
  names: new Map([['g1', ['staff']]]),
  claims: new Map([['g2', ['staff']]]),
  suspects: new Set(['g1']),
  text: [],
}
const staff = {
  id: 'g1',
  displayName: 'Staff',
  externalId: 'e1',
  data: { displayName: 'Staff' },
} as unknown as GroupRecord
const other = { ...staff, id: 'g4', displayName: 'Other', externalId: null }

const readerOf = (groupScope: 'bound' | 'all') =>
  createSubjectReader(
    { groupScope, groupIds: new Set(['g3']) } as unknown as CompiledMapping,
    bindings,
    new Map([staff, other].map((group) => [group.id, group])),
  )

const person = (memberships: string, more: Partial<Person> = {}): Person => ({
  id: 'ann',
  userName: 'ann@x',
  active: true,
  data: null,
  display: 'Ann',
  grants: '',
  memberships,
  ...more,
})

describe('a person whom a mapping looks at by the names of groups', () => {
  const { toGroupsKey, toSubject } = readerOf('bound')

  it('is in those that a name is bound to, that claim one, or that are named by id', () => {
    const memberships = JSON.stringify(['g1', 'g2', 'g3', 'g4'])
    expect(toSubject(person(memberships)).groups).toEqual([
      { id: 'g1', nameKeys: ['staff'], claims: [], facts: null, suspect: true },
      { id: 'g2', nameKeys: [], claims: ['staff'], facts: null },
      { id: 'g3', nameKeys: [], claims: [], facts: null },
    ])
    expect(toGroupsKey(person(memberships))).toBe('g1 g2 g3')
    expect(toGroupsKey(person(JSON.stringify(['g4'])))).toBe(toGroupsKey(person('')))
    expect(toSubject(person('')).groups).toEqual([])
  })

  it('is active or not, where the user is looked at at all', () => {
    expect(toSubject(person('')).user).toBeNull()
    const user = person('', { data: { title: 'Boss', active: true }, active: false })
    expect(toSubject(user)).toMatchObject({ id: 'ann', user: { title: 'Boss', active: false } })
  })
})

describe('a person whom a mapping looks at by all groups', () => {
  const { toSubject } = readerOf('all')
  const groups = (...rows: readonly (readonly [string, string, string | null])[]) =>
    toSubject(person(JSON.stringify(rows))).groups

  it('is in each that there is, with what it is and as what they are in it', () => {
    expect(groups(['g1', 'v', 'User'], ['g4', 'w', null], ['gone', 'x', 'User'])).toEqual([
      {
        id: 'g1',
        nameKeys: ['staff'],
        claims: [],
        suspect: true,
        facts: {
          displayName: 'Staff',
          externalId: 'e1',
          data: { displayName: 'Staff' },
          member: { value: 'v', type: 'User', display: 'Ann' },
        },
      },
      {
        id: 'g4',
        nameKeys: [],
        claims: [],
        facts: {
          displayName: 'Other',
          externalId: null,
          data: { displayName: 'Staff' },
          member: { value: 'w', type: 'User', display: 'Ann' },
        },
      },
    ])
    expect(toSubject(person('')).groups).toEqual([])
  })
})
