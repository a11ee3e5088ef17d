import type { Condition } from '@rolecall/core/plugin/condition'
import { describe, expect, it } from 'vitest'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { toWords } from '../vocabulary.ts'
import { describeCase } from './describe-case.ts'
import { finish } from '../steps.ts'
import { generateCases } from './generate-cases.ts'
import type { ProbingNames } from './probing-names.ts'
import type { GivenGroup, Population } from './written-test.ts'

const words = toWords({ kinds: [], operators: [] })
const everybody: Population = { kind: 'forAll', inGroups: [], notInGroups: [], user: null }
const named = (name: string): Condition => ({ group: { name } })
const title = (value: string): Condition => ({ path: 'title', operator: 'eq', value })
const given = (name: string): GivenGroup => ({ id: name, displayName: name, externalId: null, data: {} })

/** What the cases are, without what all of them have. */
function casesOf(
  conditions: readonly Condition[],
  population: Partial<Population> = {},
  probing: ProbingNames = { told: [], known: [], groups: [] },
): readonly string[] {
  const rules = conditions.map((when) => ({ definition: { when } })) as unknown as readonly CompiledRule[]
  const groups = { names: new Set<string>(), ids: new Set<string>() }
  return finish(generateCases({ ...everybody, ...population }, { rules, groups, words, probing })).map((person) =>
    describeCase(person).replace('somebody@example.com in ', '').replace('no group with ', ''),
  )
}

describe('people at the boundaries of the rules', () => {
  it.each<[string, readonly Condition[], readonly string[]]>([
    ['of none are one', [], ['no group']],
    ['satisfy it, and not', [named('a')], ['no group', 'a']],
    [
      'have each part of it, and all',
      [{ all: [named('a'), title('x')] }],
      ['no group', 'a with {"title":"x"}', '{"title":"x"}', 'a'],
    ],
    ['have one of its parts', [{ any: [named('a'), named('b')] }], ['no group', 'a', 'b', 'a, b', 'b, a']],
    ['lack what is denied', [{ all: [named('a'), { not: title('x') }] }], ['no group', 'a']],
    ['lack one of what is denied together', [{ not: { all: [title('x'), { not: named('a') }] } }], ['no group', 'a']],
    [
      'have what is denied to be denied',
      [{ not: { any: [{ not: named('a') }, { not: named('b') }] } }],
      ['no group', 'a, b', 'b', 'a'],
    ],
    ['are in both groups of two rules', [named('a'), named('b')], ['no group', 'a', 'b', 'a, b', 'b, a']],
    ['need nothing', [{ always: true }], ['no group']],
    ['may need nothing beside', [{ all: [{ always: true }, named('a')] }], ['no group', 'a']],
  ])('%s', (_what, conditions, cases) => {
    expect(casesOf(conditions)).toEqual(cases)
  })

  it('satisfy several rules at once, whichever these are', () => {
    const cases = casesOf(['a', 'b', 'c', 'd', 'e'].map(named))
    expect(cases.slice(0, 6)).toEqual(['no group', 'a', 'b', 'c', 'd', 'e'])
    expect(cases.slice(6)).toEqual(['a, d, c', 'b, e, d', 'c, a, e', 'd, b, a', 'e, c, b'])
  })

  it('are in groups by which captures become each with each what a test names, one at a time what else is known, and that there are', () => {
    const pattern = compileNamePattern('a_(?<team>.+)_(?<role>lead|x)')
    const names = { told: ['sales', 'Lead', 'X'], known: ['north'], groups: ['A_there_x', 'b_there_x'] }
    const both = { all: [{ group: { pattern } }, title('Dr')] } as const
    const cases = casesOf([both], {}, names).map((text) => text.replace(' with {"title":"Dr"}', ''))
    for (const name of ['a_sales_Lead', 'a_sales_X', 'a_Lead_X', 'a_north_Lead', 'A_there_x']) {
      expect(cases).toContain(name)
    }
    expect(cases.filter((name) => /north_X|sales_north|b_there/.test(name))).toEqual([])
  })

  it('are of the population', () => {
    expect(casesOf([named('a')], { inGroups: [given('in')] })).toEqual(['in', 'in, a'])
    expect(casesOf([named('a'), named('b')], { notInGroups: [given('A')] })).toEqual(['no group', 'b'])
    expect(casesOf([named('a')], { user: title('boss') })).toEqual(['{"title":"boss"}', 'a with {"title":"boss"}'])
    expect(casesOf([title('x')], { user: title('boss') })).toEqual(['{"title":"boss"}'])
    expect(casesOf([named('a')], { user: { not: title('x') } })).toEqual(['no group', 'a'])
  })

  it('are in no group that is denied, by its id or by its name', () => {
    const other = { ...given('a'), id: 'other' }
    expect(casesOf([named('a')], { notInGroups: [other] })).toEqual(['no group'])
    expect(casesOf([named('a')], { notInGroups: [{ ...given('x'), id: 'a' }] })).toEqual(['no group'])
    expect(casesOf([named('a')], { notInGroups: [{ ...given('x'), displayName: null }] })).toEqual(['no group', 'a'])
  })

  it('are so many at most for one condition', () => {
    const any: Condition = { any: Array.from({ length: 20 }, (_, index) => title(`t${index}`)) }
    expect(casesOf([any])).toHaveLength(13)
    const all: Condition = { all: [any, { any: Array.from({ length: 20 }, (_, index) => named(`g${index}`)) }] }
    // None, twelve with both, these without the one or the other, and three of them together.
    expect(casesOf([all])).toHaveLength(1 + 12 + 12 + 1 + 12)
  })

  it('are the same for the same rules', () => {
    const conditions = [named('a'), title('x'), { all: [named('b'), title('y')] }]
    expect(casesOf(conditions)).toEqual(casesOf(conditions))
  })
})
