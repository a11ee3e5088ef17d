import type { Condition } from '@rolecall/core/plugin/condition'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { toWords } from '../vocabulary.ts'
import { findIngredients, withIngredient } from './case-ingredients.ts'

const words = toWords({ kinds: [], operators: [] })
const user = (path: string, operator: string, value: unknown): Condition => ({ path, operator, value: value as string })
const group = (path: string, operator: string, value: unknown): Condition => ({
  of: 'group',
  path,
  operator,
  value: value as string,
})
const set = (text: string): Condition => ({ someGroup: parseFilter(text, new Tolerances({ strict: true })) })

describe('what makes a condition hold', () => {
  const made = (condition: Condition) =>
    findIngredients(condition, words).map((one) =>
      one.kind === 'group'
        ? [one.group.displayName, one.group.id, one.group.externalId, one.group.data]
        : [one.path.text, one.value],
    )
  const named = (name: string) => [name, name, null, { displayName: name }]

  it.each<[string, Condition, readonly unknown[]]>([
    ['a name', { group: { name: 'a' } }, [named('a')]],
    ['an id', { group: { id: 'g1' } }, [named('g1')]],
    ['a pattern', { group: { pattern: compileNamePattern('a|b') } }, [named('a'), named('b')]],
    ['in a group', { inGroup: 'a' }, [named('a')]],
    ['one of the groups', set('display eq "a" or value eq "g1"'), [named('a'), named('g1')]],
    ['both groups', set('display eq "a" and value sw "g"'), [named('a'), named('g')]],
    ['none of that name', set('display ne "a"'), []],
    ['any group', set('display pr'), [named('some group')]],
    ['a negated group', set('not (display eq "a")'), []],
    ['everybody', { always: true }, []],
    ['a text', user('title', 'eq', 'Boss'), [['title', 'Boss']]],
    ['a text that is there', user('title', 'pr', null), [['title', 'x']]],
    ['a text after another', user('title', 'gt', 'b'), [['title', 'bz']]],
    ['a text before another', user('title', 'lt', 'ab'), [['title', 'a']]],
    ['a text compared with an attribute', user('title', 'eq', { path: 'userName' }), [['title', 'x']]],
    ['no text', user('title', 'eq', null), [['title', 'x']]],
    ['a flag', user('active', 'eq', false), [['active', false]]],
    ['a flag that is there', user('active', 'pr', null), [['active', true]]],
    ['an element', user('emails[type eq "work"]', 'pr', null), [['emails[type eq "work"]', { value: 'x' }]]],
    [
      'a value of an element',
      user('emails[type eq "work"].value', 'ew', '@x'),
      [['emails[type eq "work"].value', '@x']],
    ],
    ['an attribute that there is not', user('titel', 'eq', 'x'), []],
    ['a fact of a plugin', { fact: 'age', path: '', operator: 'eq', value: 'x' }, []],
    ['a membership', { of: 'member', path: 'type', operator: 'eq', value: 'User' }, []],
    ['the name of a group', group('displayName', 'sw', 'acme'), [['acme', null, null, { displayName: 'acme' }]]],
    [
      'the externalId of a group',
      group('externalId', 'eq', 'e1'),
      [['group with externalId', null, 'e1', { displayName: 'group with externalId' }]],
    ],
    [
      'that a group has an externalId',
      group('externalId', 'pr', null),
      [['group with externalId', null, 'x', { displayName: 'group with externalId' }]],
    ],
  ])('%s', (_what, condition, ingredients) => {
    expect(made(condition)).toEqual(ingredients)
  })

  it('is put into the user where it can be', () => {
    const put = (condition: Condition) =>
      findIngredients(condition, words).reduce(
        (sofar, one) => (one.kind === 'user' ? withIngredient(sofar, one, words) : sofar),
        { userName: 'a' } as Parameters<typeof withIngredient>[0],
      )
    expect(put(user('title', 'eq', 'Boss'))).toEqual({ userName: 'a', title: 'Boss' })
    expect(put(user('emails[type eq "work"].value', 'eq', 'a@x'))).toEqual({
      userName: 'a',
      emails: [{ type: 'work', value: 'a@x' }],
    })
    expect(put(user('emails[value sw "a"].type', 'eq', 'work'))).toEqual({ userName: 'a' })
  })
})
