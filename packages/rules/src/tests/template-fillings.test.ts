import type { Condition } from '@rolecall/core/plugin/condition'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { describe, expect, it } from 'vitest'
import { toWords } from '../vocabulary.ts'
import { findFillings } from './template-fillings.ts'

const words = toWords({ kinds: [], operators: [] })
const always: Condition = { always: true }

/** Each way to fill the templates: the values by their attributes. */
function fillings(
  templates: readonly (readonly [text: string, ...variables: string[]])[],
  names: readonly string[],
  when = always,
) {
  const definition = {
    when,
    templates: templates.map(([text, ...variables]) => ({ text, variables })),
  } as unknown as RuleDefinition
  return findFillings(definition, names, words).map((filling) =>
    filling.map((one) => (one.kind === 'user' ? `${one.path.key.split(' ').at(-1)}=${String(one.value)}` : one.kind)),
  )
}

describe('values by which templates come to the names of a property', () => {
  it('are none for a rule without templates', () => {
    expect(fillings([], ['sales'])).toEqual([[]])
  })

  it('are the names, without what the template puts around them', () => {
    expect(fillings([['${user.title}', 'user.title']], ['sales', 'ops'])).toEqual([['title=sales'], ['title=ops']])
    expect(fillings([['Acme-${user.title}-x', 'user.title']], ['acme-sales-X', 'ops', 'acme--x'])).toEqual([
      ['title=sales'],
    ])
  })

  it('are the whole name where a template has several variables', () => {
    const both = ['${user.title}-${user.nickName}', 'user.title', 'user.nickName'] as const
    expect(fillings([both], ['sales'])).toEqual([['title=sales', 'nickName=sales']])
  })

  it('are each with each of several templates, of one attribute once, and no more than are tried', () => {
    const [team, role] = [['${user.title}', 'user.title'] as const, ['${user.nickName}', 'user.nickName'] as const]
    expect(fillings([team, role], ['a', 'b'])).toEqual([
      ['title=a', 'nickName=a'],
      ['title=a', 'nickName=b'],
      ['title=b', 'nickName=a'],
      ['title=b', 'nickName=b'],
    ])
    expect(fillings([team, ['x-${user.title}', 'user.title']], ['x-a'])).toEqual([['title=x-a'], ['title=a']])
    const many = Array.from({ length: 30 }, (_, index) => `n${index}`)
    expect(fillings([team, role], many)).toHaveLength(24)
  })

  it('are values of which a matches captures a name, wherever it stands in the condition', () => {
    const matches = (value: string, of?: 'group'): Condition => ({
      path: of === undefined ? 'title' : 'displayName',
      operator: 'matches',
      value,
      ...(of && { of }),
    })
    const captured = [['${team}', 'team']] as const
    expect(fillings(captured, ['sales'], matches('head of (?<team>.+)'))).toEqual([['title=head of sales']])
    const nested: Condition = { all: [always, { any: [matches('x'), matches('(?<team>[a-z]+) lead')] }] }
    expect(fillings(captured, ['sales'], nested)).toEqual([['title=sales lead']])
    expect(fillings(captured, ['sales'], matches('(?<other>.+)'))).toEqual([[]])
    expect(fillings(captured, ['sales'], matches('(?<team>ops|hr)'))).toEqual([['title=ops'], ['title=hr']])
    expect(fillings(captured, ['sales'], matches('(?<team>.+)', 'group'))).toEqual([[]])
    expect(fillings(captured, ['sales'], { path: 'title', operator: 'eq', value: 'team' })).toEqual([[]])
  })
})
