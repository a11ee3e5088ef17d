import type { Reference } from '@rolecall/core/plugin/rule'
import { describe, expect, it } from 'vitest'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { probe, toProbingNames } from './probing-names.ts'
import type { Mention, WrittenTest } from './written-test.ts'

const at = { line: 1, column: 1 }
const known = { groups: ['g1'], teams: ['Ops'], teamRoles: ['Editor'] }
const toNames = (mentions: readonly object[], references: readonly object[] = []) =>
  toProbingNames(
    { mentions: mentions as readonly Mention[] } as WrittenTest,
    [{ definition: { references: references as readonly Reference[] } }, { definition: {} }] as CompiledRule[],
    known,
  )

describe('names that patterns are tried with', () => {
  it('are those that the test says of teams and roles, and the parts of which they are made', () => {
    const mentions = [
      { kind: 'team', name: 'acme-sales-x' },
      { kind: 'role', name: 'Lead' },
      { kind: 'group', name: 'no' },
    ]
    expect(toNames(mentions).told.toSorted()).toEqual(
      ['acme-sales-x', 'acme', 'sales', 'x', 'sales-x', 'acme-sales', 'Lead'].toSorted(),
    )
  })

  it('are those that rules, the catalogue and the organization have, each once', () => {
    const references = [
      { kind: 'team', id: 'Sales', ...at },
      { kind: 'role', scope: 'team:sales', role: 'Steward', ...at },
      { kind: 'role', scope: 'team:sales', role: 'Editor', ...at },
      { kind: 'group', name: 'no', ...at },
    ]
    expect(toNames([], references)).toEqual({
      told: [],
      known: ['Owner', 'Editor', 'Sales', 'Steward', 'Ops'],
      groups: ['g1'],
    })
  })
})

describe('names of groups by which a pattern captures them', () => {
  const pattern = compileNamePattern('(?<team>.+)_(?<role>editor|owner)s')

  it('are each with each of those that the test says, one at a time of others, and groups that there are', () => {
    const names = { told: ['sales', 'ops', 'owner'], known: ['Owner', 'hr'], groups: ['x_editors', 'other'] }
    const { known: others, told } = probe(pattern, names)
    expect(told.toSorted()).toEqual(['ops_owners', 'owner_owners', 'sales_owners'])
    expect(others.map((name) => name.toLowerCase()).toSorted()).toEqual([
      'hr_owners',
      'owner_owners',
      'sales_owners',
      'x_editors',
    ])
  })

  it('are groups alone where nothing is said, or nothing is captured', () => {
    expect(probe(compileNamePattern('a.*'), { told: ['x'], known: ['y'], groups: ['ab', 'cd'] })).toEqual({
      told: [],
      known: ['ab'],
    })
  })
})
