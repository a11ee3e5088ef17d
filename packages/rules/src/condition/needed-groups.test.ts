import type { Condition } from '@rolecall/core/plugin/condition'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { idToken, nameToken } from './group-token.ts'
import { neededGroups, type GroupView } from './needed-groups.ts'
import { findUnguardedGroup, isAboutMembership } from './unguarded-group.ts'

const title: Condition = { path: 'title', operator: 'pr', value: null }
const named = (name: string): Condition => ({ group: { name } })
const inGroup = (name: string): Condition => ({ inGroup: name })
const some: Condition = { someGroup: parseFilter('display eq "s"', new Tolerances({ strict: true })) }
const pattern: Condition = { group: { pattern: compileNamePattern('a.*') } }
const type: Condition = { of: 'member', path: 'type', operator: 'eq', value: 'User' }
const external: Condition = { of: 'group', path: 'externalId', operator: 'pr', value: null }

describe('the groups of which a rule needs one', () => {
  const [a, b, c, s] = ['a', 'b', 'c', 's'].map(nameToken)

  it.each<[string, Condition, GroupView, readonly (string | undefined)[] | null]>([
    ['a name', named('a'), 'membership', [a]],
    ['a name, of the set', named('a'), 'set', null],
    ['a name, of both', named('a'), 'both', [a]],
    ['an id', { group: { id: 'g' } }, 'membership', [idToken('g')]],
    ['a pattern', pattern, 'both', null],
    ['in a group', inGroup('a'), 'membership', null],
    ['in a group, of the set', inGroup('a'), 'set', [a]],
    ['in a group, of both', inGroup('a'), 'both', [a]],
    ['some group', some, 'set', [s]],
    ['some group, of a membership', some, 'membership', null],
    ['a comparison', title, 'both', null],
    ['a negation', { not: named('a') }, 'membership', null],
    ['one of two', { any: [named('a'), named('b')] }, 'membership', [a, b]],
    ['one of two, one of which needs none', { any: [named('a'), title] }, 'membership', null],
    ['one of them that needs none first', { any: [title, named('a')] }, 'membership', null],
    ['all, one of which needs a group', { all: [title, named('a')] }, 'membership', [a]],
    ['all, none of which needs a group', { all: [title, { not: named('a') }] }, 'membership', null],
    ['all: the fewest', { all: [{ any: [named('a'), named('b')] }, named('c')] }, 'membership', [c]],
    ['all: the fewest, in whatever order', { all: [named('c'), { any: [named('a'), named('b')] }] }, 'membership', [c]],
    ['all: of equal ones the first', { all: [named('b'), named('a')] }, 'membership', [b]],
  ])('%s', (_what, condition, view, needed) => {
    const found = neededGroups(condition, view)
    expect(found && [...found]).toEqual(needed)
  })
})

describe('a negated group that nothing guards', () => {
  const not = (condition: Condition): Condition => ({ not: condition })
  const all = (...parts: Condition[]): Condition => ({ all: parts })
  const any = (...parts: Condition[]): Condition => ({ any: parts })
  const [a, b] = [named('a'), named('b')]

  it.each<[string, Condition, Condition | undefined]>([
    ['not a', not(a), a],
    ['not not a', not(not(a)), undefined],
    ['a', a, undefined],
    ['not title', not(title), undefined],
    ['not in a group', not(inGroup('a')), undefined],
    ['b and not a', all(b, not(a)), undefined],
    ['title and not a', all(title, not(a)), a],
    ['b or not a', any(b, not(a)), a],
    ['not (a or b)', not(any(a, b)), a],
    ['not (a and title)', not(all(a, title)), a],
    ['not (a or not b): b and not a', not(any(a, not(b))), undefined],
    ['not (a and not b): b or not a', not(all(a, not(b))), a],
    ['(b or title) and not a', all(any(b, title), not(a)), a],
    ['(a or b) and not c', all(any(a, b), not(named('c'))), undefined],
    ['(b and title) and not a', all(all(title, b), not(a)), undefined],
    ['not (title or a) and b', all(not(any(title, a)), b), undefined],
    ['not (not b or not b) and not a', all(not(any(not(b), not(title))), not(a)), undefined],
    ['not (not b and not title) and not a', all(not(all(not(b), not(title))), not(a)), a],
    ['not of a member', not(type), type],
    ['not of a group', not(external), external],
    ['of a member, and not a', all(type, not(a)), undefined],
    ['not not b and not a', all(not(not(b)), not(a)), undefined],
  ])('%s', (_what, condition, unguarded) => {
    expect(findUnguardedGroup(condition)).toBe(unguarded)
  })

  it.each<[Condition, boolean]>([
    [a, true],
    [pattern, true],
    [type, true],
    [external, true],
    [title, false],
    [inGroup('a'), false],
    [some, false],
  ])('is about the membership: %j %s', (condition, expected) => {
    expect(isAboutMembership(condition)).toBe(expected)
  })
})
