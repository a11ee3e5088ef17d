import type { SubjectGroup } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'

const group = (id: string, name: string, more: Partial<SubjectGroup> = {}): SubjectGroup => ({
  id,
  nameKeys: [],
  claims: [],
  facts: {
    displayName: name,
    externalId: null,
    data: { displayName: name },
    member: { value: '', type: null, display: null },
  },
  ...more,
})

/** The ids that no rule names, and the rules, by their number, that name none; the first is of the defaults. */
function compare(rules: readonly Condition[], groups: readonly SubjectGroup[]) {
  const kind: MappingKind = {
    section: 's',
    summary: '',
    facts: ['groups', 'user'],
    effects: ['test'],
    compile: () => rules.map((when, index) => ({ id: `r${index}`, line: index, column: 1, when, assign: () => [] })),
  }
  const { mapping } = createDecider({ kinds: [kind], operators: [] }).compile({ text: 's: 1', format: 'yaml' })
  const compared = mapping!.compareGroups(groups)
  return compared && [compared.unnamed, compared.withoutGroup.map(({ id, line, text }) => `${id} ${line} ${text}`)]
}

const named = (name: string): Condition => ({ group: { name }, source: { text: `group ${name}`, line: 1, column: 1 } })
const set = (filter: string): Condition => ({ someGroup: parseFilter(filter, new Tolerances()) })
const byDefault = named('default')

describe('what groups and rules have of each other', () => {
  const staff = group('g1', 'Crew', { nameKeys: ['staff'] })
  const other = group('g2', 'Staff', { claims: ['staff'] })
  const deck = group('g3', 'deck')

  it('is who is named by name, by a name that was taken over, and by id', () => {
    expect(compare([byDefault, named('staff'), { group: { id: 'g3' } }], [staff, other, deck])).toEqual([[], []])
    expect(compare([byDefault, named('staff')], [other, deck])).toEqual([['g3'], []])
  })

  it('is which rules name none, in the words of the file where there are some', () => {
    const byId: Condition = { group: { id: 'g9' } }
    expect(compare([byDefault, named('nowhere'), byId], [deck])).toEqual([['g3'], ['r1 1 group nowhere', 'r2 2 r2']])
    expect(compare([byDefault, byDefault], [])).toEqual([[], ['r1 1 group default']])
  })

  it('is who fits a pattern or a condition, each of which may be met by a group that another rule names', () => {
    const pattern: Condition = { group: { pattern: compileNamePattern('d.*') } }
    const sent: Condition = { of: 'group', path: 'displayName', operator: 'sw', value: 'cr' }
    expect(compare([byDefault, pattern, sent], [staff, deck, other])).toEqual([['g2'], []])
    expect(compare([byDefault, named('staff'), sent], [staff])).toEqual([[], []])
    expect(compare([byDefault, pattern, sent], [other])).toEqual([['g2'], ['r1 1 r1', 'r2 2 r2']])
  })

  it('is what a condition about the whole set of groups names', () => {
    expect(compare([byDefault, set('display eq "staff" or value eq "g3"')], [staff, deck, other])).toEqual([[], []])
    expect(compare([byDefault, set('display sw "de"')], [deck, other])).toEqual([['g2'], []])
  })

  it('is nothing that a rule about persons alone says', () => {
    const boss: Condition = { path: 'title', operator: 'eq', value: 'Boss' }
    expect(compare([byDefault, boss, { always: true }], [deck])).toEqual([['g3'], []])
    expect(compare([byDefault, { all: [boss, { not: named('staff') }] }], [deck])).toEqual([['g3'], ['r1 1 r1']])
  })
})
