import { describe, expect, it } from 'vitest'
import { describeCase } from './describe-case.ts'
import { isInGroup, toGivenSubject } from './given-subject.ts'
import type { GivenGroup } from './written-test.ts'

const known = { names: new Set(['staff']), ids: new Set(['g1']) }
const given = (id: string | null, displayName: string | null): GivenGroup => ({
  id,
  displayName,
  externalId: 'e',
  data: { nickName: 'n' },
})
const subject = (...groups: GivenGroup[]) => toGivenSubject({ userName: 'ann', displayName: 'Ann' }, groups, known)

describe('a person of a test', () => {
  it.each<[string, GivenGroup, string, readonly string[], string]>([
    ['a name that the mapping has', given('Staff', 'Staff'), "group 'Staff'", ['staff'], 'Staff'],
    ['another name', given('crew', 'crew'), "group 'crew'", [], 'crew'],
    ['an id that the mapping has', given('g1', 'g1'), 'g1', [], 'g1'],
    ['an id beside a name', given('g2', 'staff'), 'g2', ['staff'], 'staff'],
    ['an id alone', given('g2', null), 'g2', [], 'g2'],
    ['a name alone', given(null, 'staff'), "group 'staff'", ['staff'], 'staff'],
    ['neither', given(null, null), "group ''", [], ''],
  ])('is in a group by %s', (_what, group, id, nameKeys, displayName) => {
    expect(subject(group).groups).toEqual([
      {
        id,
        nameKeys,
        claims: [],
        facts: {
          displayName,
          externalId: 'e',
          data: { nickName: 'n' },
          member: { value: 'test', type: 'User', display: 'Ann' },
        },
      },
    ])
  })

  it('is called by its displayName, or else its userName', () => {
    const shown = (user: Parameters<typeof toGivenSubject>[0]) =>
      toGivenSubject(user, [given('a', 'a')], known).groups[0]?.facts?.member.display
    expect([shown({ userName: 'u' }), shown({ displayName: 'd', userName: 'u' }), shown({})]).toEqual(['u', 'd', null])
  })

  it.each<[GivenGroup, boolean]>([
    [given('g1', 'g1'), true],
    [given('g3', 'Staff'), true],
    [given(null, 'STAFF'), true],
    [given(null, 'Crew'), true],
    [given('g3', 'other'), false],
    [given('g3', null), false],
    [given(null, null), false],
  ])('is in %j: %s', (group, expected) => {
    expect(isInGroup(subject(given('g1', 'g1'), given(null, 'staff'), given(null, 'crew')), group)).toBe(expected)
  })

  it('is in a group by the name that is bound to it, whatever else is known of it', () => {
    const person = { id: 'a', user: null, groups: [{ id: 'x', nameKeys: ['old'], claims: [], facts: null }] }
    expect([isInGroup(person, given(null, 'Old')), isInGroup(person, given(null, 'x'))]).toEqual([true, false])
  })

  it.each<[Parameters<typeof toGivenSubject>[0], readonly GivenGroup[], string]>([
    [{ userName: 'ann', active: true }, [], 'ann in no group'],
    [{ userName: 'ann' }, [given(null, 'a'), given(null, 'b')], 'ann in a, b'],
    [{ userName: 'ann', active: false, title: 'x' }, [given('g1', null)], 'ann inactive in g1 with {"title":"x"}'],
    [{}, [], 'a person in no group'],
  ])('is described: %j', (user, groups, text) => {
    expect(describeCase(toGivenSubject(user, groups, known))).toBe(text)
  })

  it('is described by what is known', () => {
    const groups = [{ id: 'g1', nameKeys: [], claims: [], facts: null }]
    expect(describeCase({ id: 'a', user: null, groups })).toBe('a person in g1')
  })
})
