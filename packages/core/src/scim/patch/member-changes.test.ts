import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidValue, Mutability } from '../errors.ts'
import { MAX_KEY_BYTES } from '../resource/key-length.ts'
import { GROUP } from '../schema/group.ts'
import { Tolerances } from '../tolerance.ts'
import { splitMemberChanges, toAddedMembers, toMemberValues, type MemberStep } from './member-changes.ts'
import { parsePatch, PATCH_OP_URN } from './parse-patch.ts'

type Operation = Readonly<Record<string, unknown>>

function split(operations: readonly Operation[], tolerances = new Tolerances()) {
  return splitMemberChanges(parsePatch(GROUP, { schemas: [PATCH_OP_URN], Operations: operations }, tolerances))
}

function steps(...operations: readonly Operation[]): readonly MemberStep[] {
  return split(operations).memberSteps
}

function delta(emptied: boolean, removed: readonly string[], added: readonly string[]): MemberStep {
  return { kind: 'delta', emptied, removed, added: added.map((value) => ({ value, type: null })) }
}

const add = (...values: string[]) => ({ op: 'add', path: 'members', value: values.map((value) => ({ value })) })
const removeByFilter = (value: string) => ({ op: 'remove', path: `members[value eq "${value}"]` })

describe('splitMemberChanges', () => {
  it.each([
    ['add', [add('a', 'b')], [delta(false, [], ['a', 'b'])]],
    ['add one that is no list', [{ op: 'Add', path: 'members', value: { value: 'a' } }], [delta(false, [], ['a'])]],
    [
      'Entra adds with $ref null',
      [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'a' }] }],
      [delta(false, [], ['a'])],
    ],
    [
      'Entra removes by value',
      [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'a' }] }],
      [delta(false, ['a'], [])],
    ],
    ['remove by filter', [removeByFilter('a')], [delta(false, ['a'], [])]],
    [
      'remove several by filter',
      [{ op: 'remove', path: 'members[value eq "a" or value eq "b"]' }],
      [delta(false, ['a', 'b'], [])],
    ],
    ['remove all', [{ op: 'remove', path: 'members' }], [delta(true, [], [])]],
    ['remove with null clears', [{ op: 'REMOVE', path: 'members', value: null }], [delta(true, [], [])]],
    ['remove with [] is nothing', [{ op: 'remove', path: 'members', value: [] }], []],
    ['a text that is one id', [{ op: 'replace', path: 'members', value: 'a' }], [delta(true, [], ['a'])]],
    ['JSON in a text', [{ op: 'add', path: 'members', value: '[{"value":"a"},"b"]' }], [delta(false, [], ['a', 'b'])]],
    [
      'an object of JSON in a text',
      [{ op: 'replace', path: 'members', value: ' {"value":"a"}' }],
      [delta(true, [], ['a'])],
    ],
    [
      'JSON in a text removes',
      [{ op: 'remove', path: 'members', value: '[{"value":"a"}]' }],
      [delta(false, ['a'], [])],
    ],
    ['JSON in the element', [{ op: 'replace', path: 'members', value: ['{"value":"a"}'] }], [delta(true, [], ['a'])]],
    [
      'JSON in the value',
      [{ op: 'add', path: 'members', value: [{ value: '{"value":"a"}' }] }],
      [delta(false, [], ['a'])],
    ],
    ['add nothing', [{ op: 'add', path: 'members', value: [] }], []],
    ['replace', [{ op: 'replace', path: 'members', value: [{ value: 'a' }] }], [delta(true, [], ['a'])]],
    ['replace with []', [{ op: 'replace', path: 'members', value: [] }], [delta(true, [], [])]],
    [
      'replace without path is the full set',
      [{ op: 'replace', value: { members: [{ value: 'a' }] } }],
      [delta(true, [], ['a'])],
    ],
    [
      'the RFC’s remove and add (RFC 7644 §3.5.2.2)',
      [{ op: 'remove', path: 'members[value eq"a"]' }, add('b')],
      [delta(false, ['a'], ['b'])],
    ],
    ['the RFC’s remove all and add', [{ op: 'remove', path: 'members' }, add('a', 'b')], [delta(true, [], ['a', 'b'])]],
    ['add, then remove', [add('a'), removeByFilter('a')], [delta(false, ['a'], [])]],
    ['remove, then add', [removeByFilter('a'), add('a')], [delta(false, [], ['a'])]],
    [
      'replace, then remove',
      [{ op: 'replace', path: 'members', value: [{ value: 'a' }, { value: 'b' }] }, removeByFilter('a')],
      [delta(true, [], ['b'])],
    ],
    ['the same twice', [add('a', 'a'), add('a')], [delta(false, [], ['a'])]],
    [
      'replace one by another',
      [{ op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } }],
      [delta(false, ['a'], ['b'])],
    ],
    ['a bare id', [{ op: 'add', path: 'members', value: ['a'] }], [delta(false, [], ['a'])]],
    ['a display is computed', [{ op: 'replace', path: 'members[value eq "a"].display', value: 'A' }], []],
  ])('%s', (_title, operations, expected) => {
    expect(steps(...operations)).toEqual(expected)
  })

  it('leaves to the database only what a filter asks beyond value', () => {
    const result = steps(add('a'), { op: 'remove', path: 'members[type eq "Group"]' }, add('b'))
    expect(result).toMatchObject([
      delta(false, [], ['a']),
      { kind: 'remove-matching', filter: { kind: 'compare', operator: 'eq', value: 'group' } },
      delta(false, [], ['b']),
    ])
  })

  it('gives back the operations on other attributes, without id (Okta)', () => {
    const { memberSteps, operations } = split([{ op: 'replace', value: { id: 'x', displayName: 'Staff' } }, add('a')])
    expect(memberSteps).toEqual([delta(false, [], ['a'])])
    expect(operations).toMatchObject([
      { op: 'replace', value: 'Staff', path: { attribute: { attribute: { name: 'displayName' } } } },
    ])
  })

  it.each(['members[value eq "a"].value', 'members.value', 'members[value eq "a"].type'])(
    'refuses to change %s, which is immutable',
    (path) => {
      expect(() => steps({ op: 'replace', path, value: 'b' })).toThrow(Mutability)
    },
  )

  it.each([
    'a,b',
    'a b',
    'a;b',
    '[a]',
    '[{"value":"a"}',
    '{"value":',
    '"a"',
    "['a']",
    "'a'",
    '',
    ['a,b'],
    ['[a]'],
    ['[{"value":"a"},{"value":"b"}]'],
    [{ value: '["a","b"]' }],
    [{ value: '[{"value":"a"}]' }],
    [''],
    [null],
    [[]],
    [{}],
    [{ value: 'a' }, null],
  ])('refuses %j, which names nobody for sure', (value) => {
    for (const op of ['add', 'remove', 'replace']) {
      expect(() => steps({ op, path: 'members', value })).toThrow(InvalidValue)
      if (op !== 'remove') expect(() => steps({ op, value: { members: value } })).toThrow(InvalidValue)
    }
  })

  it('refuses nobody in the place of a member', () => {
    for (const value of ['', [], {}, [null]]) {
      expect(() => steps({ op: 'replace', path: 'members[value eq "a"]', value })).toThrow(InvalidValue)
    }
  })

  it.each([[[{ display: 'A' }]], [[{}]], [[{ value: null }]]])('refuses members without value in %j', (value) => {
    for (const op of ['add', 'remove', 'replace']) {
      expect(() => steps({ op, path: 'members', value })).toThrow(InvalidValue)
    }
  })

  it('sums up to what the operations do one by one', () => {
    const member = fc.constantFrom('a', 'b', 'c')
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      fc.array(member).map((values) => add(...values)),
      member.map(removeByFilter),
      fc.array(member).map((values) => ({ op: 'remove', path: 'members', value: values.map((value) => ({ value })) })),
      fc.constant({ op: 'remove', path: 'members' }),
      fc.array(member).map((values) => ({ op: 'replace', path: 'members', value: values.map((value) => ({ value })) })),
      member.map((value) => ({ op: 'remove', path: `members[value ne "${value}"]` })),
    )
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 6 }), fc.uniqueArray(member), (operations, before) => {
        const oneByOne = operations.reduce<readonly string[]>((members, one) => applySteps(members, steps(one)), before)
        expect(applySteps(before, steps(...operations)).toSorted()).toEqual(oneByOne.toSorted())
      }),
      { numRuns: 500 },
    )
  })

  it('takes a change of many members in a moment', () => {
    const start = process.cpuUsage()
    steps(add(...Array.from({ length: 100_000 }, (_, index) => `id-${index}`)))
    // CPU time, which a busy machine does not lengthen.
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
  })
})

describe('toMemberValues', () => {
  it('takes each value once and knows the type from type or $ref', () => {
    const members = [
      { value: 'a', $ref: 'https://x/Groups/a' },
      { value: 'b', type: 'group' },
      { value: 'c', $ref: '../Users/c' },
      { value: 'd' },
      { value: 'd' },
      { value: 'e', type: 'Group', $ref: 'https://x/Users/e' },
      { value: 'f', type: 'Group', $ref: 'https://x/Users/other' },
    ]
    expect(toMemberValues(members)).toEqual([
      { value: 'a', type: 'Group' },
      { value: 'b', type: 'Group' },
      { value: 'c', type: 'User' },
      { value: 'd', type: null },
      { value: 'e', type: 'User' },
      { value: 'f', type: 'Group' },
    ])
    expect(toMemberValues(undefined)).toEqual([])
  })
})

describe('toAddedMembers', () => {
  it('refuses a value that no index can hold, which to remove is no error', () => {
    const long = [{ value: 'x'.repeat(MAX_KEY_BYTES + 1) }]
    expect(() => toAddedMembers(long)).toThrow('members.value: is longer than 1024 bytes')
    expect(() => steps({ op: 'add', path: 'members', value: long })).toThrow(InvalidValue)
    expect(() => steps({ op: 'remove', path: 'members', value: long })).not.toThrow()
    expect(toAddedMembers([{ value: 'x'.repeat(MAX_KEY_BYTES) }])).toHaveLength(1)
  })
})

/** What a store does with the steps; the only filter here is `value ne`. */
function applySteps(before: readonly string[], list: readonly MemberStep[]): readonly string[] {
  return list.reduce<readonly string[]>((members, step) => {
    if (step.kind === 'delta') {
      const kept = step.emptied ? [] : members.filter((value) => !step.removed.includes(value))
      return [...new Set([...kept, ...step.added.map(({ value }) => value)])]
    }
    const { filter } = step
    if (filter.kind !== 'not' || filter.filter.kind !== 'compare') return expect.unreachable()
    const { value: stays } = filter.filter
    return members.filter((value) => value === stays)
  }, before)
}
