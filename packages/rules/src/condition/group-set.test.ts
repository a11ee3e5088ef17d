import { InvalidFilter } from '@rolecall/core/scim/errors'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { neededOfSet, resolveGroupSet, someGroupMatches, type GroupElement } from './group-set.ts'
import { idToken, nameToken } from './group-token.ts'

const read = (text: string) => parseFilter(text, new Tolerances({ strict: true }))

describe('the groups that a condition on all groups of a person needs', () => {
  const [a, b, id] = [nameToken('a'), nameToken('b'), idToken('G1')]

  it.each<[string, readonly string[] | null]>([
    ['display eq "A"', [a]],
    ['DISPLAY eq "a"', [a]],
    ['value eq "G1"', [id]],
    ['Value eq "G1"', [id]],
    ['display ne "a"', null],
    ['display sw "a"', null],
    ['display eq true', null],
    ['display pr', null],
    ['not (display eq "a")', null],
    ['display eq "a" or value eq "G1"', [a, id]],
    ['display eq "a" or display sw "b"', null],
    ['display sw "x" and display eq "a"', [a]],
    ['display eq "a" and display eq "b"', [a]],
    ['display sw "x" and value pr', null],
    ['(display eq "a" or display eq "b") and value pr', [a, b]],
    ['(display pr and display eq "a") or display eq "b"', [a, b]],
    ['other eq "a"', null],
  ])('of %s are %j', (text, needed) => {
    const found = neededOfSet(read(text))
    expect(found && [...found]).toEqual(needed)
  })
})

describe('a condition on all groups of a person', () => {
  const set = (text: string) => resolveGroupSet(read(text))

  it.each<[string, readonly string[], readonly string[], boolean]>([
    ['display eq "Ä"', ['ä'], [], false],
    ['display eq "a" or display eq "b" or value eq "G1"', ['a', 'b'], ['G1'], false],
    ['display ne "a"', ['a'], [], true],
    ['value ne "G1"', [], ['G1'], true],
    ['value sw "G"', [], [], true],
    ['display sw "a"', [], [], true],
    ['not (display eq "a")', ['a'], [], true],
    ['display eq "a" and value eq "G1"', ['a'], ['G1'], true],
    ['display eq "a" or display sw "b"', ['a'], [], true],
    ['display pr', [], [], true],
  ])('%s names %j and the ids %j', (text, names, ids, looksAtAny) => {
    const found = set(text)
    expect([[...found.names], [...found.ids], found.looksAtAny]).toEqual([names, ids, looksAtAny])
  })

  const group = (id: string, displayName: string | null, ...names: string[]): GroupElement => ({
    id,
    displayName,
    names,
  })

  it.each<[string, GroupElement, boolean]>([
    // What a name is bound to counts, not what the group is called now.
    ['display eq "Old"', group('1', 'New', 'old'), true],
    ['display eq "new"', group('1', 'New', 'old'), false],
    ['display ne "old"', group('1', 'Old'), true],
    ['display sw "NEW"', group('1', 'New', 'old'), true],
    ['display sw "new"', group('1', null, 'new'), false],
    ['value eq "a"', group('a', null), true],
    ['value eq "A"', group('a', null), false],
    ['not (display eq "old")', group('1', 'Old', 'old'), false],
    ['display eq "a" and value eq "1"', group('1', 'x', 'a', 'b'), true],
    ['display eq "a" and value eq "2"', group('1', 'x', 'a', 'b'), false],
    ['display eq "z" or display co "X"', group('1', 'axa'), true],
  ])('%s holds for %j: %s', (text, element, expected) => {
    expect(someGroupMatches(set(text), [element])).toBe(expected)
    expect(someGroupMatches(set(text), [group('other', 'zzz'), element])).toBe(
      expected || someGroupMatches(set(text), [group('other', 'zzz')]),
    )
  })

  it('holds for nobody who is in no group', () => {
    expect(someGroupMatches(set('not (display eq "a")'), [])).toBe(false)
  })

  it.each(['members pr', '$bound eq "a"', 'display gt true', 'display[value eq "a"]'])('refuses %s', (text) => {
    expect(() => set(text)).toThrow(InvalidFilter)
  })
})
