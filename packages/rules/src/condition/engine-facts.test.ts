import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import { describe, expect, it } from 'vitest'
import { dataOf, namesOf, toEngineFacts, toGroupsFact } from './engine-facts.ts'

const facts = {
  displayName: 'Staff',
  externalId: 'e1' as string | null,
  data: { displayName: 'old', 'urn:x': { cost: 1 } },
  member: { value: 'v', type: 'User' as string | null, display: 'Ann' as string | null },
}
const staff: SubjectGroup = { id: 'g1', nameKeys: ['staff'], claims: ['crew'], facts }
const bare: SubjectGroup = { id: 'g2', nameKeys: ['a', 'b'], claims: [], facts: null }
const ann: Subject = { id: 'ann', user: { userName: 'ann' }, groups: [staff, bare] }

describe('what the engine may look at', () => {
  it.each([
    [staff, 'bound', ['staff']],
    [staff, 'claimed', ['staff', 'crew']],
    [bare, 'bound', ['a', 'b']],
    [bare, 'claimed', ['a', 'b']],
  ] as const)('names of a group: %#', (group, view, names) => {
    expect(namesOf(group, view)).toEqual(names)
  })

  it('all groups of a person, with the names that are bound to them', () => {
    expect(toGroupsFact(ann, 'bound')).toEqual({
      names: new Set(['staff', 'a', 'b']),
      elements: [
        { id: 'g1', displayName: 'Staff', names: ['staff'] },
        { id: 'g2', displayName: null, names: ['a', 'b'] },
      ],
    })
    expect(toGroupsFact(ann, 'claimed').names).toEqual(new Set(['staff', 'crew', 'a', 'b']))
  })

  it('the resources of the person, the group and the membership', () => {
    expect(dataOf('user', ann, null)).toEqual({ userName: 'ann' })
    expect(dataOf('group', ann, staff)).toEqual({
      id: 'g1',
      displayName: 'Staff',
      externalId: 'e1',
      'urn:x': { cost: 1 },
    })
    expect(dataOf('member', ann, staff)).toEqual({ value: 'v', type: 'User', display: 'Ann' })
    const unknown = {
      ...staff,
      facts: { ...facts, externalId: null, member: { value: 'v', type: null, display: null } },
    }
    expect(dataOf('group', ann, unknown)).toEqual({ id: 'g1', displayName: 'Staff', 'urn:x': { cost: 1 } })
    expect(dataOf('member', ann, unknown)).toEqual({ value: 'v' })
  })

  it('nothing of what was not read', () => {
    expect(dataOf('user', { ...ann, user: null }, staff)).toBeUndefined()
    for (const group of [bare, null]) {
      expect(dataOf('group', ann, group)).toBeUndefined()
      expect(dataOf('member', ann, group)).toBeUndefined()
    }
  })

  it('for one person and one membership, each resource as sent and as keys', () => {
    const groups = toGroupsFact(ann, 'claimed')
    const of = (subject: Subject, group: SubjectGroup | null) => toEngineFacts(subject, group, 'claimed', groups)
    const group = { id: 'g1', displayName: 'Staff', externalId: 'e1', 'urn:x': { cost: 1 } }
    const member = { value: 'v', type: 'User', display: 'Ann' }
    expect(of(ann, staff)).toEqual({
      always: true,
      groups,
      user: { data: { userName: 'ann' }, form: 'sent' },
      'user:keys': { data: { userName: 'ann' }, form: 'keys' },
      group: { data: group, form: 'sent' },
      'group:keys': { data: group, form: 'keys' },
      member: { data: member, form: 'sent' },
      'member:keys': { data: member, form: 'keys' },
      membership: { id: 'g1', names: ['staff', 'crew'], displayName: 'Staff' },
    })
    expect(of({ ...ann, user: null }, bare)).toEqual({
      always: true,
      groups,
      membership: { id: 'g2', names: ['a', 'b'], displayName: null },
    })
    expect(Object.keys(of(ann, null))).toEqual(['always', 'groups', 'user', 'user:keys'])
  })
})
