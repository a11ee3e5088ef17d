import { expect, it } from 'vitest'
import { captureSource } from './capture-source.ts'

it.each<[string, string, string | undefined]>([
  ['_(?<role>member|steward)s$', 'role', 'member|steward'],
  ['_(?P<role>member|steward)s$', 'role', 'member|steward'],
  ['(?<team>a)_(?<role>b)', 'team', 'a'],
  ['(?<team>a)_(?<role>b)', 'role', 'b'],
  ['(a)(?<role>b)(c)', 'role', 'b'],
  ['(?<role>a(b(c))d)e', 'role', 'a(b(c))d'],
  ['((?<role>a(b)))', 'role', 'a(b)'],
  ['(?<outer>(?<role>a)b)', 'outer', '(?<role>a)b'],
  ['(?<role>)', 'role', ''],
  // A parenthesis that is escaped, or in a class, opens and closes nothing.
  ['(?<role>a\\)b)', 'role', 'a\\)b'],
  ['\\((?<role>a)', 'role', 'a'],
  ['(?<role>\\\\)', 'role', '\\\\'],
  ['(?<role>[)]a)', 'role', '[)]a'],
  ['(?<role>[^)]a)', 'role', '[^)]a'],
  ['(?<role>[])]a)', 'role', '[])]a'],
  ['(?<role>[^])]a)', 'role', '[^])]a'],
  ['(?<role>[\\])]a)', 'role', '[\\])]a'],
  ['(?<role>[[:alpha:])]a)', 'role', '[[:alpha:])]a'],
  ['(?<role>[a(]b)', 'role', '[a(]b'],
  ['[(](?<role>a)', 'role', 'a'],
  ['[^(](?<role>a)[(]', 'role', 'a'],
  // What is quoted is not read, as none of it may be what it looks like.
  ['\\Q(?<role>a)\\E', 'role', undefined],
  ['(?<role>a)', 'other', undefined],
  ['(?<roles>a)', 'role', undefined],
  ['abc', 'role', undefined],
])('of %s the capture %s is %j', (expression, capture, source) => {
  expect(captureSource(expression, capture)).toBe(source)
})
