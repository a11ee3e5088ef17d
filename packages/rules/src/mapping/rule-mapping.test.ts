import type { Condition } from '@rolecall/core/plugin/condition'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'

type Rule = Pick<RuleDefinition, 'when'> & Partial<RuleDefinition>

function compile(...rules: readonly Rule[]) {
  const kind: MappingKind = {
    section: 's',
    summary: '',
    facts: ['user', 'groups'],
    effects: ['role'],
    compile: () => rules.map((rule, index) => ({ id: `r${index}`, line: 1, column: 1, assign: () => [], ...rule })),
  }
  const { mapping } = createDecider({ kinds: [kind], operators: [] }).compile({ text: 's: 1', format: 'yaml' })
  return mapping!
}

const at = { line: 1, column: 1 }
const always: Condition = { always: true }
const byName: Condition = { group: { name: 'staff' } }
const byTitle: Condition = { path: 'title', operator: 'eq', value: 'Boss' }

describe('what the rules of a section look at', () => {
  it.each<[string, Rule, readonly string[]]>([
    ['a group', { when: byName }, ['groups']],
    ['a group by a pattern', { when: { group: { pattern: compileNamePattern('x.*') } } }, ['groups']],
    ['what a group is', { when: { of: 'group', path: 'displayName', operator: 'sw', value: 'x' } }, ['groups']],
    ['an attribute', { when: byTitle }, ['user']],
    ['an attribute, and a group', { when: { all: [byTitle, byName] } }, ['groups', 'user']],
    [
      'what a member is called, which follows from the user',
      { when: { of: 'member', path: 'display', operator: 'eq', value: 'Ann' } },
      ['groups', 'user'],
    ],
    ['the set of groups', { when: { someGroup: parseFilter('display sw "x"', new Tolerances()) } }, ['groups']],
    ['a name in the set of groups', { when: { inGroup: 'staff' } }, ['groups']],
    ['nothing: whoever there is', { when: always }, ['user']],
    [
      'a group, with a template that an attribute fills',
      { when: byName, templates: [{ text: '${user.title}', variables: ['user.title'] }] as never },
      ['groups', 'user'],
    ],
    ['a group, without any template', { when: byName, templates: [] }, ['groups']],
  ])('is known of %s', (_what, rule, expected) => {
    const [section] = compile(rule).sections
    expect([...section!.reads].toSorted()).toEqual(expected)
    expect([...section!.facts].toSorted()).toEqual(expected)
  })

  it('is more than names and ids where some rule looks at a group itself', () => {
    const scope = (...conditions: readonly Condition[]) => compile(...conditions.map((when) => ({ when }))).groupScope
    expect(scope(byName, byTitle, { group: { id: 'g' } })).toBe('bound')
    expect(scope(byName, { group: { pattern: compileNamePattern('x.*') } })).toBe('all')
    expect(scope({ of: 'group', path: 'displayName', operator: 'pr', value: null }, byName)).toBe('all')
    expect(scope({ someGroup: parseFilter('display sw "x"', new Tolerances()) })).toBe('all')
    expect(scope({ someGroup: parseFilter('display eq "x"', new Tolerances()) })).toBe('bound')
    expect(scope({ not: byName })).toBe('all')
  })
})

it('knows how the file writes its teams: as it does first', () => {
  const team = (id: string) => ({ kind: 'team', id, ...at }) as const
  const mapping = compile(
    { when: always, references: [team('Sales'), { kind: 'role', scope: 'team:Sales', role: 'Editor', ...at }] },
    { when: byName, references: [team('SALES'), team('OPS')] },
    { when: byTitle },
  )
  expect(mapping.teamSpellings).toEqual(
    new Map([
      ['sales', 'Sales'],
      ['ops', 'OPS'],
    ]),
  )
})
