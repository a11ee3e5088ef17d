import { describe, expect, it } from 'vitest'
import type { RuleMatch } from '../plugin/rule.ts'
import type { ParsedRequest } from '../plugin/hook-points.ts'
import { startPlugins } from './start-plugins.ts'
import { createLog, makeContext, makePlugin, toEntries } from './testing/plugins.ts'

const { log } = createLog()
const start = (contributions: object) => startPlugins(toEntries(makePlugin('mine', contributions)), { log })
const boom = () => {
  throw new Error('boom')
}
const late = () => Promise.reject(new Error('late'))
const match = {} as RuleMatch
const rule = { id: 'r', line: 1, column: 1, when: { always: true }, assign: () => [] }
const section = (compile: unknown) => ({ section: 's', summary: '', facts: ['user'], effects: ['badge'], compile })
const badge = (read: unknown) => ({ type: 'badge', effect: 'badge', summary: '', required: [], read })

describe('a word of a plugin that fails is named with the plugin', () => {
  it.each<[string, unknown, string]>([
    ['throws', boom, 'fact x: boom'],
    ['answers a number', () => 7, 'fact x: the answer must be a list of values, at once; it is number'],
    ['answers later', late, 'fact x: the answer must be a list of values, at once; it is a promise'],
    [
      'answers values of another type',
      () => ['a', 7],
      'fact x of type string: the answer must be a list of strings, at once; it is number',
    ],
    [
      'answers no value',
      () => [undefined],
      'fact x of type string: the answer must be a list of strings, at once; it is undefined',
    ],
  ])('a fact that %s', async (_what, valuesOf, message) => {
    const { facts } = await start({ facts: [{ name: 'x', summary: '', of: 'user', type: 'string', valuesOf }] })
    expect(() => facts[0]?.valuesOf({})).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['throws', boom, 'operator x: boom'],
    ['answers a number', () => 1, 'operator x: the answer must be true or false, at once; it is number'],
    ['answers later', late, 'operator x: the answer must be true or false, at once; it is a promise'],
  ])('an operator that %s', async (_what, evaluate, message) => {
    const { operators } = await start({ operators: [{ name: 'x', evaluate }] })
    expect(() => operators[0]?.evaluate([], [])).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['throws', boom, 'effect badge: boom'],
    [
      'answers later',
      late,
      "effect badge: the answer must be undefined, or an object with 'key' and the function 'assign', at once; it is a promise",
    ],
    [
      'answers no grant',
      () => ({ key: 'x' }),
      "effect badge: the answer must be undefined, or an object with 'key' and the function 'assign', at once; it is object",
    ],
  ])('an effect whose read %s', async (_what, read, message) => {
    const { effects } = await start({ effects: [badge(read)] })
    expect(() => effects[0]?.read(new Map(), {} as never)).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['throws', boom, 'effect badge: boom'],
    [
      'answers later',
      late,
      'effect badge: the answer must be an assignment with effect and value, at once; it is a promise',
    ],
    [
      'gives another effect',
      () => ({ effect: 'role', value: {} }),
      "effect badge: 'role' is no effect that is declared here (badge)",
    ],
    [
      'gives no JSON',
      () => ({ effect: 'badge', value: { x: undefined } }),
      "effect badge: the value of 'badge' must be JSON, and 'x' is not",
    ],
  ])('an effect whose grant %s', async (_what, assign, message) => {
    const { effects } = await start({ effects: [badge(() => ({ key: 'x', assign }))] })
    const grant = effects[0]?.read(new Map(), {} as never)
    expect(() => grant?.assign(match, { expiresAt: null, values: new Map() })).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['throws', boom, 'section s: boom'],
    ['answers later', late, 'section s: the answer must be a list of rules, at once; it is a promise'],
    [
      'makes a rule without id',
      () => [{ ...rule, id: undefined }],
      "section s: a rule of the section s has no 'id': a text was expected",
    ],
    [
      'makes a rule with another key',
      () => [{ ...rule, wen: 1 }],
      "section s: a rule of the section s has an unknown key 'wen'; did you mean 'when'?",
    ],
    [
      'makes a rule without condition',
      () => [{ ...rule, when: {} }],
      "rule r: a condition has one of 'all', 'any', 'not', 'always', 'inGroup', 'group', 'someGroup', 'path'",
    ],
    [
      'makes a comparison without value',
      () => [{ ...rule, when: { all: [{ path: 'title', operator: 'eq' }] } }],
      "rule r: a comparison has no 'value'; null for none",
    ],
    [
      'refers to what it can not say',
      () => [{ ...rule, references: [{ kind: 'anyRole', mayBe: boom }] }],
      'rule r: boom',
    ],
  ])('a section that %s', async (_what, compile, message) => {
    const { mappingKinds } = await start({ mappings: [section(compile)] })
    expect(() => mappingKinds[0]?.compile({} as never)).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['throws', boom, 'rule r: boom'],
    ['answers later', late, 'rule r: the answer must be a list of assignments, at once; it is a promise'],
    [
      'gives an effect that is not declared',
      () => [{ effect: 'role', value: {} }],
      "rule r: 'role' is no effect that is declared here (badge)",
    ],
    ['gives no value', () => [{ effect: 'badge' }], "rule r: the value of 'badge' must be an object"],
  ])('a rule that %s', async (_what, assign, message) => {
    const { mappingKinds } = await start({ mappings: [section(() => [{ ...rule, assign }])] })
    const [named] = mappingKinds[0]?.compile({} as never) ?? []
    expect(() => named?.assign(match)).toThrow(`plugin mine, ${message}`)
  })

  it.each<[string, unknown, string]>([
    ['answers later', Promise.resolve({}), 'an assignment must be an object'],
    [
      'has no rule',
      { effect: 'badge', subject: 'u', value: {} },
      "'rule' of an assignment must be a text that is not empty",
    ],
    [
      'is about somebody else',
      { effect: 'badge', subject: 'v', rule: 'r', value: {} },
      "'subject' of an assignment must be the user whom the hook is asked about",
    ],
    [
      'has a wrong value',
      { effect: 'email.validated', subject: 'u', rule: 'r', value: { validated: 1 } },
      "'validated' of the value of 'email.validated' must be true",
    ],
  ])('change.decide with an assignment that %s', async (_what, assignment, message) => {
    const host = await start({ hooks: { 'change.decide': () => [assignment] } })
    await expect(host.decide({ userId: 'u', user: {} }, makeContext())).rejects.toThrow(
      _what === 'answers later' ? /plugin mine, change.decide: / : `plugin mine, change.decide: ${message}`,
    )
  })

  it('resource.validate with issues that are none', async () => {
    const host = await start({ hooks: { 'resource.validate': () => [{ message: 'x' }] } })
    const change = { resourceType: 'User', operation: 'create', before: null, after: {} } as const
    await expect(host.validate(change, makeContext())).rejects.toThrow(
      'plugin mine, resource.validate: the answer must be a list of issues, each with path and message',
    )
  })
})

it('ends no process by a request that is rejected later', async () => {
  const host = await start({ hooks: { 'request.normalize': late } })
  const request: ParsedRequest = { operation: 'create', resourceType: 'User', body: {} }
  expect(() => host.normalize(request, makeContext())).toThrow('must be a request, at once')
})

it('goes on with a request of which a dialect can not say whether it is its own, and logs that once', async () => {
  const { lines, log: own } = createLog()
  const provider = (title: string, recognises: unknown) => ({
    provider: { title, tolerances: {}, recognises } as never,
  })
  const { providers } = await startPlugins(
    toEntries(
      makePlugin('throws', provider('A', boom)),
      makePlugin(
        'counts',
        provider('B', () => 1),
      ),
      makePlugin('waits', provider('C', late)),
      makePlugin(
        'knows',
        provider('D', () => true),
      ),
    ),
    { log: own },
  )
  const signs = { userAgent: '', query: '', body: undefined }
  expect([providers.guess(signs), providers.guess(signs)]).toEqual(['knows', 'knows'])
  expect(lines).toEqual([
    'throws error: plugin throws, provider: boom',
    'counts error: plugin counts, provider: the answer must be true or false, at once; it is number',
    'waits error: plugin waits, provider: the answer must be true or false, at once; it is a promise',
  ])
})
