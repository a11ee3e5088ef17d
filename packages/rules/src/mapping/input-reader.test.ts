import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { toGroupsFact, type NameView } from '../condition/engine-facts.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { toWords } from '../vocabulary.ts'
import { compileParts, type CompiledRule } from './compiled-rule.ts'
import { FactsNotRead, InputReader } from './input-reader.ts'
import { Readings } from './reading.ts'

const words = toWords({ kinds: [], operators: [] })

function createReadings(): Readings {
  let number = 0
  return new Readings(() => (number += 1))
}

function ruleOf(when: Condition): CompiledRule {
  return compileParts(when, words) as CompiledRule
}

const named = (name: string): Condition => ({ group: { name } })
const byId = (id: string): Condition => ({ group: { id } })
const pattern: Condition = { group: { pattern: compileNamePattern('s.*') } }
const ofGroup = (path: string): Condition => ({ of: 'group', path, operator: 'pr', value: null })
const set = (text: string): Condition => ({ someGroup: parseFilter(text, new Tolerances({ strict: true })) })

const staff: SubjectGroup = {
  id: 'g1',
  nameKeys: ['staff'],
  claims: [],
  facts: {
    displayName: 'Staff',
    externalId: 'e1',
    data: { displayName: 'Staff' },
    member: { value: 'v', type: 'User', display: null },
  },
}
const staffWith = (part: Partial<NonNullable<SubjectGroup['facts']>>): SubjectGroup => ({
  ...staff,
  facts: { ...staff.facts!, data: { ...staff.facts!.data }, ...part },
})

describe('what rules look at of a group is equal', () => {
  /** Whether rules take the two groups for equal. */
  const isEqual = (rules: readonly Condition[], one: SubjectGroup, other: SubjectGroup, view: NameView = 'bound') => {
    const reader = new InputReader(rules.map(ruleOf))
    return reader.ofGroup(one, view) === reader.ofGroup(other, view)
  }

  it.each<[string, readonly Condition[], SubjectGroup, boolean]>([
    ['for the same', [named('staff')], { ...staff }, true],
    ['not for another name', [named('staff')], { ...staff, nameKeys: ['crew'] }, false],
    ['not for a second name', [named('staff')], { ...staff, nameKeys: ['staff', 'crew'] }, false],
    ['for another id', [named('staff')], { ...staff, id: 'g2' }, true],
    ['not for another id where one of them is named', [byId('g1')], { ...staff, id: 'g2' }, false],
    ['for another id where neither is named', [byId('g9')], { ...staff, id: 'g2' }, true],
    ['not for another id where a rule reads it', [ofGroup('ID')], { ...staff, id: 'g2' }, false],
    ['for another spelling', [named('staff')], staffWith({ displayName: 'STAFF' }), true],
    [
      'not for another spelling where a pattern reads it',
      [named('staff'), pattern],
      staffWith({ displayName: 'STAFF' }),
      false,
    ],
    [
      'not for another value that a rule reads',
      [named('x'), ofGroup('externalId')],
      staffWith({ externalId: 'e2' }),
      false,
    ],
    ['for another value that no rule reads', [ofGroup('displayName')], staffWith({ externalId: 'e2' }), true],
    ['not where it has none', [ofGroup('externalId')], staffWith({ externalId: null }), false],
    ['for another membership', [pattern], staffWith({ member: { value: 'w', type: null, display: 'x' } }), true],
    ['for what was not read where nothing reads it', [named('staff')], { ...staff, facts: null }, true],
  ])('%s', (_what, rules, other, expected) => {
    expect(isEqual(rules, staff, other)).toBe(expected)
  })

  it('whatever the order of its names, and with names that it took over', () => {
    const two = { ...staff, nameKeys: ['a', 'b'] }
    expect(isEqual([named('a')], two, { ...staff, nameKeys: ['b', 'a'] })).toBe(true)
    const claiming = { ...staff, claims: ['crew'] }
    expect(isEqual([named('a')], staff, claiming)).toBe(true)
    expect(isEqual([named('a')], staff, claiming, 'claimed')).toBe(false)
    expect(isEqual([named('a')], { ...staff, nameKeys: [] }, { ...staff, nameKeys: [''] })).toBe(true)
  })

  it('never without what they look at', () => {
    const reader = new InputReader([ruleOf(pattern)])
    expect(() => reader.ofGroup({ ...staff, facts: null }, 'bound')).toThrow(FactsNotRead)
  })

  it('anew where the same data has another name', () => {
    const reader = new InputReader([ruleOf(pattern)])
    const first = reader.ofGroup(staff, 'bound')
    expect(reader.ofGroup({ ...staff, facts: { ...staff.facts!, displayName: 'Crew' } }, 'bound')).not.toBe(first)
    expect(reader.ofGroup(staff, 'bound')).toBe(first)
  })
})

describe('what a part of a rule looks at is equal', () => {
  const person = (user: Subject['user'], groups: readonly SubjectGroup[] = []) => {
    const subject = { id: 'ann', user, groups }
    return { subject, view: 'bound' as const, groups: () => toGroupsFact(subject, 'bound') }
  }

  /** Whether the whole of the rule takes the two for equal. */
  function isEqual(
    when: Condition,
    [one, oneGroup]: readonly [ReturnType<typeof person>, SubjectGroup | null],
    [other, otherGroup]: readonly [ReturnType<typeof person>, SubjectGroup | null],
  ): boolean {
    const reading = createReadings().of(ruleOf(when).whole)
    const reader = new InputReader([])
    return reader.ofReading(reading, oneGroup, one) === reader.ofReading(reading, otherGroup, other)
  }

  const title: Condition = { path: 'title', operator: 'pr', value: null }
  const crew: SubjectGroup = { ...staffWith({ displayName: 'Crew' }), id: 'g2', nameKeys: ['crew'] }

  it.each<[string, Condition, readonly [Subject['user'], SubjectGroup | null], boolean]>([
    ['for another value that it does not read', title, [{ title: 'x', nickName: 'y' }, staff], true],
    ['not for another value', title, [{ title: 'y' }, staff], false],
    ['not for another spelling, for operators see what was sent', title, [{ title: 'X' }, staff], false],
    ['for another group where it is about the person', title, [{ title: 'x' }, crew], true],
    ['not for another group by name', { all: [named('staff'), title] }, [{ title: 'x' }, crew], false],
    ['not for another group by id', byId('g1'), [{ title: 'x' }, crew], false],
    ['not for another group by pattern', pattern, [{ title: 'x' }, crew], false],
    ['not for another name of the group', pattern, [{ title: 'x' }, staffWith({ displayName: 'Crew' })], false],
    [
      'not for another membership that it reads',
      { of: 'member', path: 'value', operator: 'pr', value: null },
      [{}, staffWith({ member: { value: 'w', type: null, display: null } })],
      false,
    ],
  ])('%s', (_what, when, [user, group], expected) => {
    expect(isEqual(when, [person({ title: 'x' }), staff], [person(user), group])).toBe(expected)
  })

  it.each<[string, Condition, readonly SubjectGroup[], boolean]>([
    ['for the same groups', set('display eq "staff"'), [staff], true],
    ['not without a group that it names', set('display eq "staff"'), [], false],
    ['for one more that it does not name', set('display eq "staff"'), [crew, staff], true],
    ['not for another that it names', set('display eq "staff" or value eq "g2"'), [staff, crew], false],
    ['not without a group that it names by id', set('value eq "g1"'), [], false],
    ['for one more that it does not name by id', set('value eq "g1"'), [staff, crew], true],
    ['not for any group more where it looks at all', set('display sw "s"'), [staff, crew], false],
    ['not for another name where it looks at all', set('display sw "s"'), [staffWith({ displayName: 'Sales' })], false],
    ['for the name in another order', { inGroup: 'staff' }, [crew, staff], true],
    ['not without the group', { inGroup: 'staff' }, [crew], false],
  ])('of all groups: %s', (_what, when, groups, expected) => {
    expect(isEqual(when, [person({}, [staff]), null], [person({}, groups), null])).toBe(expected)
  })

  it('of all groups in any order', () => {
    const when = set('display sw "s"')
    expect(isEqual(when, [person({}, [staff, crew]), null], [person({}, [crew, staff]), null])).toBe(true)
    const names = set('display eq "staff" or display eq "crew"')
    expect(isEqual(names, [person({}, [staff, crew]), null], [person({}, [crew, staff]), null])).toBe(true)
  })

  it('for two conditions that look at the same, and for no others', () => {
    const [reader, readings] = [new InputReader([]), createReadings()]
    const inputOf = (when: Condition) =>
      reader.ofReading(readings.of(ruleOf(when).whole), staff, person({ title: 'x' }, [staff]))
    const boss: Condition = { path: 'title', operator: 'eq', value: 'boss' }
    const name: Condition = { path: 'userName', operator: 'pr', value: null }
    const alike: readonly (readonly [Condition, Condition])[] = [
      [title, boss],
      [{ all: [title, name] }, { any: [name, title] }],
      [named('a'), byId('g1')],
      [set('display eq "a" or display eq "b"'), set('display eq "b" or display eq "a"')],
      [set('display sw "a"'), set('display sw "b"')],
      [set('display sw "a" and value eq "g1"'), set('display sw "b"')],
    ]
    for (const [one, other] of alike) expect(inputOf(one)).toBe(inputOf(other))
    const different = [title, name, { all: [title, name] }, named('a'), { all: [title, named('a')] }]
    const sets = [
      { inGroup: 'a' },
      { inGroup: 'b' },
      set('value eq "a"'),
      set('display sw "a"'),
      { all: [title, { inGroup: 'a' }] },
    ]
    const inputs = [...different, ...sets].map(inputOf)
    expect(new Set(inputs).size).toBe(inputs.length)
  })

  it('never without what it looks at', () => {
    const reader = new InputReader([])
    expect(() => reader.ofReading(createReadings().of(ruleOf(title).whole), null, person(null))).toThrow(FactsNotRead)
  })

  it.each<[Condition, boolean]>([
    [named('a'), true],
    [byId('a'), true],
    [pattern, true],
    [ofGroup('displayName'), true],
    [{ of: 'member', path: 'type', operator: 'pr', value: null }, true],
    [title, false],
    [{ inGroup: 'a' }, false],
    [set('display sw "s"'), false],
  ])('and needs the membership: %j %s', (when, expected) => {
    expect(createReadings().of(ruleOf(when).whole).looksAtMembership).toBe(expected)
  })
})
