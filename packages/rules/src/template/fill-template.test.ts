import type { Condition } from '@rolecall/core/plugin/condition'
import { give } from '@rolecall/core/plugin/effect-values'
import type { EffectDefinition, MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { toWords } from '../vocabulary.ts'
import { readTemplate } from './read-template.ts'
import { createTemplateScope } from './template-scope.ts'

const badge: EffectDefinition = {
  type: 'badge',
  effect: 'badge',
  summary: '',
  required: ['text'],
  read(fields) {
    const template = fields.get('text')?.readTemplate()
    return (
      template && {
        key: template.text,
        templates: [template],
        assign: (_match, { values }) =>
          template.fill(values) === 'unknown' ? undefined : give('badge', { text: template.fill(values) }),
      }
    )
  },
}

function compile(when: Condition, text: string) {
  const kind: MappingKind = {
    section: 'badges',
    summary: '',
    facts: ['user', 'groups'],
    effects: 'grants',
    compile(section) {
      const { column, line } = section
      const grants = section.readGrants({ when })
      const templates = grants.flatMap((grant) => grant.templates)
      const assign = (match: Parameters<(typeof grants)[number]['assign']>[0]) =>
        grants.flatMap((grant) => grant.assign(match, { expiresAt: null }))
      return [{ id: 'b', line, column, when, templates, assign }]
    },
  }
  const file = `badges: [{ type: badge, text: ${JSON.stringify(text)} }]`
  return createDecider({ kinds: [kind], operators: [], effects: [badge] }).compile({ text: file, format: 'yaml' })
}

/** What somebody in the group `team sales` gets: badges, and findings with the variable or the text that they are about. */
async function given(when: Condition, text: string, user: ResourceData) {
  const { diagnostics, mapping } = compile(when, text)
  expect(diagnostics).toEqual([])
  const facts = {
    displayName: 'team sales',
    externalId: null,
    data: { displayName: 'team sales' },
    member: { value: 'ann', type: 'User', display: null },
  }
  const groups = [{ id: 'g1', nameKeys: [], claims: [], facts }]
  const { assignments, failures } = await mapping!.decide(
    [{ id: 'ann', user: { userName: 'ann', ...user }, groups }],
    new Set(['user', 'groups']),
  )
  const told = ({ code, text: filled, variable }: JsonObject) =>
    code === undefined ? filled : `${String(code)} ${String(variable ?? filled)}`
  return [...assignments.map(({ value }) => told(value)), ...failures.map(({ reason }) => `failed: ${reason}`)]
}

const matches = (path: string, value: string, of: 'user' | 'group' = 'user'): Condition => ({
  of,
  path,
  operator: 'matches',
  value,
})
const always: Condition = { always: true }
const emails = (count: number) => ({
  emails: Array.from({ length: count }, (_, index) => ({ value: `m${index}@x.example` })),
})

describe('what fills a template', () => {
  it.each<[string, Condition, string, ResourceData, readonly string[]]>([
    ['an attribute, without the spaces around it', always, '${user.title}', { title: ' Boss ' }, ['Boss']],
    ['each value of an attribute', always, '${user.emails}', emails(2), ['m0@x.example', 'm1@x.example']],
    [
      'equal values once',
      always,
      '${user.addresses.locality}',
      {
        addresses: [
          { type: 'work', locality: 'Oslo' },
          { type: 'home', locality: 'Oslo ' },
        ],
      },
      ['Oslo'],
    ],
    ['no value: nothing', always, '${user.title}', {}, ['empty-value user.title']],
    ['an empty value: nothing', always, '${user.title}', { title: ' ' }, ['empty-value user.title']],
    [
      'the values that there are, and of the empty ones it is told',
      always,
      '${user.addresses.locality}',
      {
        addresses: [
          { type: 'work', locality: 'Oslo' },
          { type: 'home', locality: ' ' },
        ],
      },
      ['Oslo', 'empty-value user.addresses.locality'],
    ],
    ['what gives nothing', always, '${user.title}', { title: 'unknown' }, ['unknown-value unknown']],
    ['a capture', matches('title', '(?<rank>.+) of .+'), '${rank}', { title: 'Head of Sales' }, ['Head']],
    [
      'an attribute and a capture',
      matches('title', '(?<rank>.+) of .+'),
      '${rank} ${user.nickName}',
      { title: 'Head of Sales', nickName: 'An' },
      ['Head An'],
    ],
    [
      'captures of one value together',
      matches('emails.value', '(?<a>.+)@(?<b>.+)'),
      '${a} at ${b}',
      { emails: [{ value: 'a@x' }, { value: 'b@y' }] },
      ['a at x', 'b at y'],
    ],
    [
      'a capture that is only spaces: nothing',
      matches('title', '(?<rank>.*) of .+'),
      '${rank}',
      { title: '  of Sales' },
      ['empty-value rank'],
    ],
    [
      'of two values the one whose capture is no space',
      matches('addresses.locality', '(?<town>.+),.*'),
      '${town}',
      {
        addresses: [
          { type: 'work', locality: 'Oslo,N' },
          { type: 'home', locality: '  ,N' },
        ],
      },
      ['Oslo', 'empty-value town'],
    ],
    [
      'either of two patterns with the same capture',
      { any: [matches('title', 'x (?<t>.+)'), matches('nickName', 'y (?<t>.+)')] },
      '${t}',
      { title: 'x sales', nickName: 'y ops' },
      ['sales', 'ops'],
    ],
    [
      'a pattern beside one without captures',
      { all: [matches('nickName', '.+'), matches('title', 'x (?<t>.+)')] },
      '${t}',
      { title: 'x sales', nickName: 'ops' },
      ['sales'],
    ],
    ['the name of the group', matches('displayName', 'team (?<t>.+)', 'group'), '${t}', {}, ['sales']],
    [
      'the name of the group, whatever the case',
      matches('DISPLAYNAME', 'team (?<t>.+)', 'group'),
      '${t}',
      {},
      ['sales'],
    ],
    [
      'the name of the person, not that of the group',
      matches('displayName', 'team (?<t>.+)'),
      '${t}',
      { displayName: 'team of Ann' },
      ['of Ann'],
    ],
  ])('%s', async (_what, when, text, user, expected) => {
    expect(await given(when, text, user)).toEqual(expected)
  })

  it('is nothing where there is no template: it is given as it is written, or not at all', async () => {
    expect(await given(always, 'plain', {})).toEqual(['plain'])
    expect(await given(always, 'unknown', {})).toEqual([])
  })

  it('is a hundred values at most: more are a mistake, or an attack', async () => {
    expect(await given(always, '${user.emails}', emails(100))).toHaveLength(100)
    const failed = ['failed: Its templates have more than 100 values for one person']
    expect(await given(always, '${user.emails}', emails(101))).toEqual(failed)
    expect(await given(always, '${user.emails} ${user.emails.value}', emails(11))).toEqual(failed)
  })

  it.each<[string, Condition, string]>([
    ['what only a condition that need not hold captures', { not: matches('title', '(?<t>.+)') }, '${t}'],
    ['a capture of another attribute of the group', matches('externalId', '(?<t>.+)', 'group'), '${t}'],
    ['a capture of no condition', always, '${t}'],
    ['a capture of another comparison', { path: 'title', operator: 'eq', value: '(?<t>.+)' }, '${t}'],
  ])('is not %s', (_what, when, text) => {
    expect(compile(when, text).diagnostics).toMatchObject([{ code: 'UNKNOWN_CAPTURE', severity: 'error' }])
  })

  it('names the captures that there are, or how an attribute is named', () => {
    const messageOf = (when: Condition, text: string) => compile(when, text).diagnostics.map(({ message }) => message)
    expect(messageOf(matches('title', '(?<rank>.+)'), '${rnk}')).toEqual([
      "No 'matches' of the condition has a capture 'rnk'; did you mean 'rank'?",
    ])
    expect(messageOf(matches('title', '.+'), '${rank}')).toEqual([
      "No 'matches' of the condition has a capture 'rank'; an attribute is named as in user.department.",
    ])
  })
})

describe('what a template may come to', () => {
  const scope = createTemplateScope(
    {
      all: [
        matches('title', '(?<t>sales|ops)'),
        matches('nickName', '(?<t>north)(?<other>.*)'),
        matches('displayName', '(?<z>.+)'),
      ],
    },
    toWords({ kinds: [], operators: [] }),
  )
  const mayBe = (text: string, wanted: string) => {
    const template = readTemplate(text, scope, (_position, code) => expect(code).toBe('none'))
    return template!.mayBe(wanted)
  }

  it.each([
    ['Sales', 'sales', true],
    ['Sales', 'ops', false],
    ['${user.title}', 'anything', true],
    ['acme-${user.title}', 'ACME-x', true],
    ['acme-${user.title}', 'x-acme-', false],
    ['acme-${user.title}', 'other', false],
    ['${user.title}-lead', 'x-LEAD', true],
    ['${user.title}-lead', '-lead-x', false],
    ['${t}', 'sales', true],
    ['${t}', 'north', true],
    ['${t}', 'south', false],
    ['a-${t}-b', 'A-ops-B', true],
    ['a-${t}-b', 'a-south-b', false],
    ['a-${t}-b', 'a-sales', false],
    ['a-${t}', 'a-sales', true],
    ['a-${t}', 'a-a-sales', false],
    ['${t}${other}', 'north-east', true],
    ['${t} and ${t}', 'sales and south', true],
  ])('%s may be %s: %s', (text, wanted, expected) => {
    expect(mayBe(text, wanted)).toBe(expected)
  })
})
