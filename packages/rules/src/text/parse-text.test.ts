import { describe, expect, it } from 'vitest'
import { maxLines, maxSize, parseText } from './parse-text.ts'
import { maxParts } from './read-yaml.ts'
import { finish } from '../steps.ts'
import { collectDiagnostics } from './report.ts'
import type { Tree } from './tree.ts'

function parse(text: string, format: 'yaml' | 'json' = 'yaml', said: { readonly applied?: true } = {}) {
  const { list, report } = collectDiagnostics()
  const tree = finish(parseText({ text, format, ...said }, report))
  const diagnostics = list()
  return {
    tree,
    diagnostics: diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`),
    messages: diagnostics.map(({ message }) => message),
  }
}

function textsOf(tree: Tree | null | undefined): readonly string[] {
  if (!tree) return []
  switch (tree.kind) {
    case 'null':
      return ['(nothing)']
    case 'scalar':
      return [tree.text]
    case 'list':
      return tree.items.flatMap(textsOf)
    case 'mapping':
      return tree.entries.flatMap(({ key, tree: value }) => [`${key}:`, ...textsOf(value)])
  }
}

describe('a text without content', () => {
  it.each(['', ' \n\t\n', '# a comment\n', '---\n', '\uFEFF'])('%j has no tree and no mistake', (text) => {
    expect(parse(text)).toMatchObject({ diagnostics: [] })
    expect(textsOf(parse(text).tree).join()).toMatch(/^(\(nothing\))?$/)
  })
})

describe('scalars', () => {
  it.each([
    ['2024', '2024'],
    ['007', '007'],
    ['0x1F', '0x1F'],
    ['1e3', '1e3'],
    ['1.50', '1.50'],
    ['true', 'true'],
    ['yes', 'yes'],
    ['2024-01-01', '2024-01-01'],
    ['.inf', '.inf'],
    ['"a\\tb"', 'a\tb'],
    ["'it''s'", "it's"],
    ['!!str 2024', '2024'],
    ['>-\n  a\n  b', 'a b'],
    ['a # no comment', 'a'],
    ['a#b', 'a#b'],
  ])('%s keeps its text', (scalar, text) => {
    expect(textsOf(parse(`a: ${scalar}`).tree)).toEqual(['a:', text])
  })

  it('keep their text under %YAML 1.1, too, where yes is true and 010 is 8', () => {
    const { tree } = parse('%YAML 1.1\n---\n[yes, 010, 2024-01-01]')
    expect(textsOf(tree)).toEqual(['yes', '010', '2024-01-01'])
    expect(tree?.value).toEqual(['yes', 10, '2024-01-01'])
  })

  it('that no JSON value stands for are texts', () => {
    expect(parse('[.nan, -.inf, 12345678901234567890123]').tree?.value).toEqual([
      '.nan',
      '-.inf',
      1.2345678901234568e22,
    ])
  })
})

describe('places', () => {
  it('count lines and columns from 1, with any line ending and a byte order mark', () => {
    for (const text of ['a:\n  - x\n  - "y"\n', 'a:\r\n  - x\r\n  - "y"\r\n', '\uFEFFa:\n  - x\n  - "y"\n']) {
      const { tree } = parse(text)
      expect(tree).toMatchObject({
        line: 1,
        column: 1,
        entries: [
          {
            line: 1,
            column: 1,
            tree: {
              line: 2,
              column: 3,
              items: [
                { line: 2, column: 5 },
                { line: 3, column: 5 },
              ],
            },
          },
        ],
      })
    }
  })

  it('of keys without value are those of the key or of where the value would be', () => {
    expect(parse('a: {b, c: }').tree).toMatchObject({
      entries: [
        {
          tree: {
            entries: [
              { column: 5, tree: { kind: 'null' } },
              { column: 8, tree: { kind: 'null' } },
            ],
          },
        },
      ],
    })
  })
})

describe('what is not YAML', () => {
  it.each([
    ['a list that does not end', 'a: [1', '1:6 NOT_YAML'],
    ['a text that does not end', 'a: "x', '1:6 NOT_YAML'],
    ['a tab for indentation', 'a:\n\tb: 1', '2:1 NOT_YAML'],
    ['a key beside a list', 'a:\n  - b\n c: 1', '3:1 NOT_YAML'],
    ['a reserved character', 'a: @b', '1:4 NOT_YAML'],
    ['two keys on a line', 'a: b: c', '1:4 NOT_YAML'],
  ])('%s', (_what, text, expected) => {
    expect(parse(text)).toMatchObject({ tree: undefined, diagnostics: [expected] })
  })

  it('and of two documents the first is read, so that its mistakes are told as well', () => {
    expect(parse('a: 1\n---\nb: 2')).toMatchObject({
      tree: { value: { a: 1 } },
      diagnostics: ['3:1 MULTIPLE_DOCUMENTS'],
    })
  })

  it('is told all at once, in sentences', () => {
    const { diagnostics, messages } = parse('a: @b\nc: [1\nd: "x\n')
    expect(diagnostics.length).toBeGreaterThan(1)
    expect(messages.every((message) => /^This is not YAML: .*[^.]\.$/.test(message))).toBe(true)
  })
})

describe('traps of YAML', () => {
  it.each([
    ['a key twice', 'a: 1\nb: 2\na: 3', '3:1 DUPLICATE_KEY'],
    ['a key twice, once with quotation marks', '{"a": 1, a: 2}', '1:10 DUPLICATE_KEY'],
    ['a list for a key', '? [1]\n: 2', '1:3 KEY_NOT_TEXT'],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x', '3:3 MERGE_KEY'],
    ['a merge key under %YAML 1.1', '%YAML 1.1\n---\nc: { <<: {a: 1} }', '3:6 MERGE_KEY'],
    ['a tag of its own', 'a: !secret x', '1:12 UNKNOWN_TAG'],
    ['a tag that makes something else than text', 'a: !!binary aGk=', '1:13 UNKNOWN_TAG'],
    ['an alias without anchor', 'a: *x', '1:4 UNKNOWN_ALIAS'],
    ['an alias before its anchor', 'a: *x\nb: &x 1', '1:4 UNKNOWN_ALIAS'],
    ['an alias within itself', 'a: &x [*x]', '1:7 TOO_MANY_VALUES'],
  ])('%s', (_what, text, expected) => {
    expect(parse(text).diagnostics).toEqual([expected])
  })

  it('aliases stand for their anchor, at their own place', () => {
    const { tree, diagnostics } = parse('a: &team marketing\nb: [*team, {c: *team}]\nd: &e { f: *team }\ng: *e')
    expect(diagnostics).toEqual([])
    expect(textsOf(tree)).toEqual([
      'a:',
      'marketing',
      'b:',
      'marketing',
      'c:',
      'marketing',
      'd:',
      'f:',
      'marketing',
      'g:',
      'f:',
      'marketing',
    ])
    expect(tree).toMatchObject({
      entries: [{}, { tree: { items: [{ line: 2, column: 5 }, {}] } }, {}, { tree: { line: 4, column: 4 } }],
    })
  })

  it('a later anchor of the same name counts from there on', () => {
    expect(textsOf(parse('[&a x, *a, &a y, *a]').tree)).toEqual(['x', 'x', 'y', 'y'])
  })

  it('aliases of aliases are refused before they grow', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level}: &l${level} [${level === 0 ? 'x' : `*l${level - 1}, *l${level - 1}`}]`,
    )
    expect(parse(levels.join('\n')).diagnostics).toHaveLength(1)
    expect(parse(levels.join('\n')).diagnostics[0]).toContain('TOO_MANY_VALUES')
  })

  it('aliases may repeat ten thousand values, beside however many that are written out', () => {
    const hundred = `a: &a [${'1, '.repeat(98)}1]`
    const repeated = `b: [${'*a, '.repeat(99)}*a]`
    const written = `c: [${'1, '.repeat(10_001)}1]`
    expect(parse([hundred, written, repeated].join('\n')).diagnostics).toEqual([])
    expect(parse([hundred, 'd: &d 1', repeated, 'e: *d'].join('\n')).diagnostics).toEqual([
      expect.stringMatching(/TOO_MANY_VALUES$/),
    ])
  })

  it('a number that JSON does not have is a text', () => {
    expect(parse('[.inf, -.inf, .nan, 1e3, 0x10, true, ~]').tree?.value).toEqual([
      '.inf',
      '-.inf',
      '.nan',
      1000,
      16,
      true,
      null,
    ])
  })

  it.each([
    ['brackets', '['],
    ['braces', '{a: '],
    ['list items', '- '],
    ['keys', '? '],
    ['mixed', '- ['],
  ])('a megabyte of nested %s is refused where it gets too deep', (_what, part) => {
    for (const format of ['yaml', 'json'] as const) {
      const { tree, diagnostics } = parse(part.repeat(Math.floor(maxSize / part.length)), format)
      expect(tree).toBeUndefined()
      expect(diagnostics).toEqual([expect.stringMatching(/^1:\d+ TOO_DEEP$/)])
    }
  })

  it('many keys are compared in linear time', () => {
    const { tree, diagnostics } = parse(`{${Array.from({ length: 9_000 }, (_, key) => `k${key}: 1`).join(', ')}}`)
    expect(diagnostics).toEqual([])
    expect(tree?.kind).toBe('mapping')
  })

  it('names of the runtime are keys like any others', () => {
    const { tree } = parse('{__proto__: {a: 1}, constructor: 2}')
    expect(textsOf(tree)).toEqual(['__proto__:', 'a:', '1', 'constructor:', '2'])
    expect(Object.getPrototypeOf(tree?.value)).toBe(Object.prototype)
    expect(Object.keys(tree?.value ?? {})).toEqual(['__proto__', 'constructor'])
  })
})

describe('limits', () => {
  it('a mapping has at most a mebibyte of UTF-8', () => {
    expect(parse(`# ${'x'.repeat(maxSize - 2)}`).diagnostics).toEqual([])
    expect(parse(`# ${'x'.repeat(maxSize - 1)}`).diagnostics).toEqual(['1:1 MAPPING_TOO_LARGE'])
    expect(parse(`# ${'ü'.repeat(maxSize / 2)}`).diagnostics).toEqual(['1:1 MAPPING_TOO_LARGE'])
    expect(parse(`a: 1${'\n'.repeat(maxLines - 1)}`).diagnostics).toEqual([])
    expect(parse(`a: 1${'\n#'.repeat(maxLines)}`).diagnostics).toEqual([`${maxLines + 1}:1 MAPPING_TOO_LARGE`])
  })

  it.each([
    ['entries in one line', (count: number) => `[${'a,'.repeat(count)}]`, maxParts / 2 - 1],
    ['entries of a list', (count: number) => '- a\n'.repeat(count), maxParts / 2],
    ['names', (count: number) => Array.from({ length: count }, (_, index) => `k${index}: 1`).join('\n'), maxParts / 2],
    ['texts in quotation marks', (count: number) => `- "a"\n`.repeat(count), maxParts / 2],
  ])('a mapping has at most so many %s', (_, toText, most) => {
    expect(parse(toText(most)).diagnostics).toEqual([])
    expect(parse(toText(most + 1)).diagnostics).toEqual([expect.stringMatching(/^\d+:\d+ MAPPING_TOO_LARGE$/)])
  })

  it('one that has been applied is read whatever it holds: roles do not end with a new version of the program', () => {
    expect(parse('- a\n'.repeat(maxParts), 'yaml', { applied: true }).diagnostics).toEqual([])
    expect(parse(`a: 1${'\n'.repeat(maxLines)}`, 'yaml', { applied: true }).diagnostics).toEqual([])
  })

  it.each(['a: \0', 'a: \uD800'])('%j can not be stored', (text) => {
    expect(parse(text).diagnostics).toEqual(['1:1 INVALID_TEXT'])
  })
})

describe('JSON', () => {
  it('is read with its places, however it is indented', () => {
    const { tree, diagnostics } = parse('{\n\t"a": [1,\n\t\t"x\\ud83d\\ude00\\/é", null]\n}', 'json')
    expect(diagnostics).toEqual([])
    expect(textsOf(tree)).toEqual(['a:', '1', 'x😀/é', '(nothing)'])
    expect(tree).toMatchObject({ entries: [{ line: 2, column: 2, tree: { items: [{}, { line: 3, column: 3 }, {}] } }] })
  })

  it.each([
    ['YAML', 'a: 1', '1:1 NOT_JSON'],
    ['a word without quotation marks', '{"a": [abc]}', '1:8 NOT_JSON'],
    ['single quotation marks', "{\n  'a': 1\n}", '2:3 NOT_JSON'],
    ['an anchor', '{"a": &x 1, "b": *x}', '1:7 NOT_JSON'],
    ['a comma too many', '{"a,]": [1,\n ]}', '2:2 NOT_JSON'],
    ['an end too early', '{"a": [1', '1:9 NOT_JSON'],
    ['a comment', '{"#": 1} # x', '1:10 NOT_JSON'],
  ])('is not %s', (_what, text, expected) => {
    const { tree, diagnostics } = parse(text, 'json')
    expect(tree).toBeUndefined()
    expect(diagnostics).toEqual([expected])
  })

  it('with a key twice is a mistake, although JSON.parse takes the last', () => {
    expect(parse('{"a": 1, "a": 2}', 'json').diagnostics).toEqual(['1:10 DUPLICATE_KEY'])
  })
})
