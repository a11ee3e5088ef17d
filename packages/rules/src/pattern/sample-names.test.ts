import { describe, expect, it } from 'vitest'
import { compileNamePattern } from './name-pattern.ts'
import { sampleNames } from './sample-names.ts'

describe('names that a pattern matches', () => {
  it.each<[string, readonly string[]]>([
    ['acme', ['acme']],
    ['^acme$', ['acme']],
    ['a|b|c', ['a', 'b', 'c']],
    ['acme_(emea|apac)_editors', ['acme_emea_editors', 'acme_apac_editors']],
    ['(?<team>a|b)_(?P<role>c|d)', ['a_c', 'a_d', 'b_c', 'b_d']],
    ['(?:a|b)c', ['ac', 'bc']],
    ['(?i:a|b)c', ['ac', 'bc']],
    ['.', ['x']],
    ['.*', ['x']],
    ['a+b?c*', ['abc']],
    ['a{3}', ['aaa']],
    ['a{2,5}', ['aa']],
    ['a{2,}b', ['aab']],
    ['a+?b', ['ab']],
    ['(ab){2}', ['abab']],
    ['a{0}', []],
    ['[xyz]1', ['x1']],
    ['[^ab]1', ['q1']],
    ['[\\d]a', ['1a']],
    ['[\\-a]1', ['-1']],
    ['[[:alpha:]]1', []],
    ['[]a]b', [']b']],
    ['\\d\\w\\s\\D\\W\\S', ['1a a-a']],
    ['a\\.b\\(c\\)', ['a.b(c)']],
    ['a\\bb', []],
    ['\\bab', ['ab']],
    ['1|2|3|4|5|6|7|8|9', ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['(a|b|c)(1|2|3)', ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2']],
    ['', []],
    ['a||b', ['a', 'b']],
    ['a{25}', []],
  ])('%s by %j', (text, names) => {
    expect(sampleNames(compileNamePattern(text))).toEqual(names)
  })
})
