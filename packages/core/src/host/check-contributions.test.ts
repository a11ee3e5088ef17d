import { describe, expect, it } from 'vitest'
import type { Contributions } from '../plugin/contributions.ts'
import { checkContributions } from './check-contributions.ts'
import { createLog } from './testing/plugins.ts'

const { log } = createLog()

const ready = (name: string, contributions: object) => ({
  name,
  log: log(name),
  contributions: contributions as Contributions,
})
const mistakesOf = (contributions: object, name = 'mine') =>
  checkContributions([ready(name, contributions)]).map(({ message, path }) => `${path}: ${message}`)

const fact = { name: 'domain', summary: 'x', of: 'user', type: 'string', valuesOf: () => [] }
const operator = { name: 'isOdd', evaluate: () => true }
const effect = { type: 'badge', effect: 'badge', summary: 'x', required: [], read: () => undefined }
const section = { section: 'badges', summary: 'x', facts: ['user'], effects: ['badge'], compile: () => [] }
const provider = { title: 'Mine', tolerances: { 'mine-x': 'x' }, recognises: () => false }

describe('what a plugin contributes', () => {
  it('is taken where all of it is as it should be', () => {
    const hooks = {
      'change.decide': () => [],
      'resource.validate': { order: 'pre', on: { resourceType: 'User', operation: 'patch' }, handler: () => [] },
    }
    const facts = [fact]
    const operators = [{ ...operator, operand: 'none', summary: 'x' }]
    const effects = [{ ...effect, optional: ['until'], properties: {} }]
    const mappings = [section, { ...section, section: 'more', effects: 'grants', schema: () => ({}) }]
    const contributions = { hooks, facts, operators, effects, mappings, provider, routes: [], panels: [], close() {} }
    expect(mistakesOf(contributions)).toEqual([])
  })

  it.each<[string, object, string]>([
    [
      'an unknown key',
      { operator: [] },
      "the answer of setup has an unknown key 'operator'; did you mean 'operators'?",
    ],
    [
      'a key far from any',
      { x: [] },
      "the answer of setup has an unknown key 'x'; known are hooks, mappings, facts, operators, effects, provider, routes, panels, close",
    ],
    ['no list', { facts: fact }, "'facts' of the answer of setup must be a list"],
    ['no function to close', { close: true }, "'close' of the answer of setup must be a function"],
    [
      'a misspelt hook point',
      { hooks: { 'change.decid': () => [] } },
      "there is no hook point 'change.decid' (request.normalize, resource.link, resource.derive, resource.validate, change.decide, change.committed); did you mean 'change.decide'?",
    ],
    [
      'a hook that is no function',
      { hooks: { 'change.decide': 'x' } },
      "the hook change.decide must be a function, or an object with a 'handler'",
    ],
    [
      'a hook without handler',
      { hooks: { 'change.decide': { order: 'pre' } } },
      "the hook change.decide has no 'handler': a function was expected",
    ],
    [
      'a hook in no order',
      { hooks: { 'change.decide': { order: 'first', handler() {} } } },
      "'order' of the hook change.decide must be 'pre' or 'post'",
    ],
    [
      'a hook that can not be narrowed',
      { hooks: { 'change.decide': { on: {}, handler() {} } } },
      "the hook change.decide takes no 'on'",
    ],
    [
      'an unknown operation',
      { hooks: { 'resource.derive': { on: { operation: 'put' }, handler() {} } } },
      "'operation' of 'on' of the hook resource.derive must be 'create' or 'replace' or 'patch'",
    ],
    [
      'a fact without function',
      { facts: [{ ...fact, valuesOf: undefined, valueOf2: 1 }] },
      "the fact 'domain' has an unknown key 'valueOf2'; did you mean 'valuesOf'?",
    ],
    [
      'a fact of something else',
      { facts: [{ ...fact, of: 'team' }] },
      "'of' of the fact 'domain' must be 'user' or 'group' or 'member'",
    ],
    [
      'a fact without name',
      { facts: [fact, { ...fact, name: undefined }] },
      "the fact number 2 has no 'name': a text was expected",
    ],
    ['no fact at all', { facts: [null] }, 'the fact number 1 must be an object'],
    [
      'a fact named as a source',
      { facts: [{ ...fact, name: 'User' }] },
      "the fact 'User' has a name that is taken: user, group, member, eq, ne, co, sw, ew, gt, ge, lt, le, pr, matches, and, or, not, true, false, null",
    ],
    [
      'an operator that is no function',
      { operators: [{ ...operator, evaluate: true }] },
      "'evaluate' of the operator 'isOdd' must be a function",
    ],
    [
      'an operator with a space',
      { operators: [{ ...operator, name: 'is odd' }] },
      "'is odd' is no name for an operator: letters and digits",
    ],
    [
      'an effect without read',
      { effects: [{ ...effect, read: undefined }] },
      "the effect 'badge' has no 'read': a function was expected",
    ],
    [
      'keys that are no texts',
      { effects: [{ ...effect, required: [1] }] },
      "'required' of the effect 'badge' must be a list of texts",
    ],
    [
      'a section of unknown facts',
      { mappings: [{ ...section, facts: ['member'] }] },
      "'facts' of the section 'badges' must be a list of 'user' or 'groups'",
    ],
    [
      'a section of the host',
      { mappings: [{ ...section, section: 'limits' }] },
      "the section 'limits' has a name that is taken: teams, limits, tests, scim, manual",
    ],
    [
      'a provider without function',
      { provider: { ...provider, recognises: 1 } },
      "'recognises' of the provider must be a function",
    ],
    [
      'a panel with another key',
      { panels: [{ name: 'p', title: 'P', summary: 'x', place: 'page', read() {}, titel: '' }] },
      "the panel 'p' has an unknown key 'titel'; did you mean 'title'?",
    ],
    ['no panel', { panels: ['p'] }, 'each panel must be an object'],
    [
      'a route with another key',
      { routes: [{ method: 'GET', path: '/x', summary: 'x', scope: 'organization', handle() {}, querry: [] }] },
      "the route GET /x has an unknown key 'querry'; did you mean 'query'?",
    ],
  ])('is refused with %s', (_what, contributions, message) => {
    expect(mistakesOf(contributions)).toContain(`mine: ${message}`)
  })

  it.each(['and', 'or', 'not', 'eq', 'PR', 'true', 'inGroup'])(
    'is refused with an operator %s, a word of the grammar',
    (name) => {
      expect(mistakesOf({ operators: [{ ...operator, name }] })).toEqual([
        expect.stringContaining(`mine: the operator '${name}' has a name that is taken`),
      ])
    },
  )

  it('is refused where a section and what the hook gives would have one name', () => {
    const contributions = { mappings: [section], hooks: { 'change.decide': () => [] } }
    expect(mistakesOf(contributions, 'mine')).toEqual([])
    expect(mistakesOf(contributions, 'badges')).toEqual([
      "badges: the section 'badges' and the hook change.decide of the plugin 'badges' would give by one name; call the section otherwise",
    ])
  })
})

it('refuses words that two plugins contribute, or one twice, whatever their case', () => {
  const plugins = [
    ready('a', { operators: [operator, operator], facts: [fact] }),
    ready('b', { operators: [{ ...operator, name: 'ISODD' }], effects: [effect], mappings: [section] }),
    ready('c', { effects: [{ ...effect, type: 'Badge' }], mappings: [section] }),
  ]
  expect(checkContributions(plugins)).toEqual([
    { path: 'c', message: "the section 'badges' of the mapping is contributed by 'b' already" },
    { path: 'a', message: "the operator 'isOdd' is contributed by 'a' already" },
    { path: 'b', message: "the operator 'ISODD' is contributed by 'a' already" },
    { path: 'c', message: "the effect 'Badge' is contributed by 'b' already" },
  ])
})
