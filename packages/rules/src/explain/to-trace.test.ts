import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { countHeld } from './to-trace.ts'

const fragile = {
  name: 'isFine',
  operand: 'none' as const,
  evaluate([value]: readonly unknown[]) {
    if (value === 'kaboom') throw new Error('kaboom')
    return value === 'fine'
  },
}
const age = {
  name: 'age',
  summary: '',
  of: 'user',
  type: 'integer',
  valuesOf: ({ nickName }: { readonly nickName?: unknown }) => (typeof nickName === 'string' ? [nickName.length] : []),
} as const

function mappingOf(rules: readonly Condition[], facts: MappingKind['facts'] = ['user', 'groups']) {
  const kind: MappingKind = {
    section: 's',
    summary: '',
    facts,
    effects: ['test'],
    defaultValue: null,
    compile: () =>
      rules.map((when, index) => ({
        id: `s:${index}`,
        line: index + 1,
        column: 1,
        when,
        assign: () => [{ effect: 'test', value: { index } }],
      })),
  }
  const decider = createDecider({ kinds: [kind], operators: [fragile], facts: [age] })
  const { diagnostics, mapping } = decider.compile({ text: '', format: 'yaml' })
  expect(diagnostics).toEqual([])
  return mapping!
}

const groupOf = (name: string, claims: readonly string[] = []): SubjectGroup => ({
  id: `id of ${name}`,
  nameKeys: [name],
  claims,
  facts: {
    displayName: name,
    externalId: null,
    data: { displayName: name },
    member: { value: 'v', type: 'User', display: null },
  },
})

const subjectOf = (groups: readonly SubjectGroup[], user: Subject['user'] = {}): Subject => ({
  id: 'ann',
  user,
  groups,
})

/** Each part as `+ text (fact)` or `- text (fact)`. */
function shown(trace: ConditionTrace): readonly string[] {
  const more =
    trace.kind === 'comparison'
      ? JSON.stringify(trace.fact)
      : trace.kind === 'group'
        ? `${trace.by} ${trace.group}`
        : trace.kind
  const parts = trace.kind === 'not' ? [trace.part] : 'parts' in trace ? trace.parts : []
  return [`${trace.result ? '+' : '-'} ${trace.text} (${more})`, ...parts.flatMap(shown)]
}

const title = (value: string): Condition => ({ path: 'title', operator: 'eq', value })
const set = (text: string): Condition => ({ someGroup: parseFilter(text, new Tolerances({ strict: true })) })

describe('a condition that no author wrote is told', () => {
  it.each<[Condition, readonly string[]]>([
    [{ always: true }, ['+ everybody (null)']],
    [title('Boss'), ['+ user.title eq "Boss" ("BOSS")']],
    [title('x'), ['- user.title eq "x" ("BOSS")']],
    [{ path: 'title', operator: 'pr', value: null }, ['+ user.title pr ("BOSS")']],
    [{ path: 'nickName', operator: 'pr', value: null }, ['- user.nickName pr (null)']],
    [{ path: 'title', operator: 'eq', value: null }, ['- user.title eq ("BOSS")']],
    [{ path: 'title', operator: 'ne', value: 'x' }, ['+ user.title ne "x" ("BOSS")']],
    [{ path: 'title', operator: 'ne', value: 'boss' }, ['- user.title ne "boss" ("BOSS")']],
    [
      { path: 'title', operator: 'eq', value: { path: 'emails.value' } },
      ['- user.title eq user.emails.value ("BOSS")'],
    ],
    [{ path: 'emails', operator: 'co', value: '@' }, ['+ user.emails co "@" (["a@X","b@Y"])']],
    [{ path: 'emails.value', operator: 'eq', value: 'a@x' }, ['+ user.emails.value eq "a@x" (["a@X","b@Y"])']],
    [{ fact: 'age', path: '', operator: 'pr', value: null }, ['- age pr (null)']],
    [{ of: 'member', path: 'type', operator: 'eq', value: 'user' }, ['+ member.type eq "user" ("User")']],
    [
      { of: 'group', path: 'displayName', operator: 'eq', value: 'STAFF' },
      ['+ group.displayName eq "STAFF" ("staff")'],
    ],
    [{ group: { name: 'staff' } }, ['+ in the group staff (name staff)']],
    [{ group: { name: 'staff', written: 'Staff' } }, ['+ in the group Staff (name Staff)']],
    [{ group: { id: 'id of staff' } }, ['+ in the group id of staff (id id of staff)']],
    [{ group: { id: 'other' } }, ['- in the group other (id other)']],
    [{ group: { pattern: compileNamePattern('st.*') } }, ['+ in the group st.* (pattern st.*)']],
    [{ inGroup: 'staff' }, ['+ in the group staff (name staff)']],
    [{ inGroup: 'crew' }, ['- in the group crew (name crew)']],
    [set('display sw "s"'), ['+ user.groups[display sw "s"] (filter display sw "s")']],
    [{ not: title('x') }, ['+ not (user.title eq "x") (not)', '- user.title eq "x" ("BOSS")']],
    [{ not: { inGroup: 'staff' } }, ['- not (in the group staff) (not)', '+ in the group staff (name staff)']],
    [
      { all: [title('boss'), { inGroup: 'crew' }] },
      [
        '- (user.title eq "boss") and (in the group crew) (all)',
        '+ user.title eq "boss" ("BOSS")',
        '- in the group crew (name crew)',
      ],
    ],
    [
      { any: [title('x'), { not: title('boss') }, { inGroup: 'staff' }] },
      [
        '+ (user.title eq "x") or (not (user.title eq "boss")) or (in the group staff) (any)',
        '- user.title eq "x" ("BOSS")',
        '- not (user.title eq "boss") (not)',
        '+ user.title eq "boss" ("BOSS")',
        '+ in the group staff (name staff)',
      ],
    ],
    // What comes after what decides is told as well.
    [
      { all: [{ all: [title('x'), title('boss')] }, { any: [title('boss'), title('x')] }] },
      [
        '- ((user.title eq "x") and (user.title eq "boss")) and ((user.title eq "boss") or (user.title eq "x")) (all)',
        '- (user.title eq "x") and (user.title eq "boss") (all)',
        '- user.title eq "x" ("BOSS")',
        '+ user.title eq "boss" ("BOSS")',
        '+ (user.title eq "boss") or (user.title eq "x") (any)',
        '+ user.title eq "boss" ("BOSS")',
        '- user.title eq "x" ("BOSS")',
      ],
    ],
    [{ path: 'title', operator: 'isFine', value: null }, ['- user.title isFine ("BOSS")']],
  ])('%j', async (condition, lines) => {
    const user = { title: 'BOSS', emails: [{ value: 'a@X' }, { value: 'b@Y' }] }
    const [trace] = await mappingOf([condition]).explain(subjectOf([groupOf('staff')], user))
    expect(trace && shown(trace.condition)).toEqual(lines)
  })
})

describe('of each rule it is told', () => {
  const inGroup = (name: string): Condition => ({ group: { name } })

  it('through which groups it fires', async () => {
    const mapping = mappingOf([{ group: { pattern: compileNamePattern('s.*') } }])
    const traces = await mapping.explain(subjectOf(['staff', 'crew', 'sales'].map((name) => groupOf(name))))
    expect(traces.map(({ condition, fired, groupId }) => [fired, groupId, condition.result])).toEqual([
      [true, 'id of staff', true],
      [true, 'id of sales', true],
    ])
  })

  it('which group comes nearest where it does not fire, the first of equals', async () => {
    const mapping = mappingOf([{ all: [inGroup('sales'), title('boss')] }, inGroup('nobody'), title('boss')])
    const traces = await mapping.explain(subjectOf(['staff', 'sales', 'crew'].map((name) => groupOf(name))))
    expect(traces.map(({ fired, groupId }) => [fired, groupId])).toEqual([
      [false, 'id of sales'],
      [false, 'id of staff'],
      [false, null],
    ])
  })

  it('that what is given by a name which was taken over is withheld', async () => {
    const mapping = mappingOf([inGroup('staff'), inGroup('crew'), { inGroup: 'staff' }])
    const traces = await mapping.explain(subjectOf([groupOf('crew', ['staff']), groupOf('sales')]))
    expect(
      traces.map(({ condition, fired, gives, groupId, withheld }) => [
        fired,
        groupId,
        withheld,
        condition.result,
        gives.length,
      ]),
    ).toEqual([
      [true, 'id of crew', 'claim', true, 1],
      [true, 'id of crew', null, true, 1],
      [true, null, 'claim', true, 1],
    ])
    const [only] = await mapping.explain(subjectOf([groupOf('crew'), groupOf('sales', ['staff'])]))
    expect([only?.fired, only?.groupId, only?.withheld]).toEqual([true, 'id of sales', 'claim'])
  })

  it('that it failed, and nothing of what it compared', async () => {
    const fails: Condition = { all: [title('boss'), { path: 'nickName', operator: 'isFine', value: null }] }
    const mapping = mappingOf([
      fails,
      title('boss'),
      { any: [title('boss'), { all: [{ path: 'nickName', operator: 'isFine', value: null }] }] },
    ])
    const traces = await mapping.explain(subjectOf([], { title: 'boss', nickName: 'kaboom' }))
    expect(traces[0]).toMatchObject({ fired: false, failure: 'kaboom', groupId: null, gives: [] })
    expect(traces[0] && shown(traces[0].condition).map((line) => line.slice(0, 1))).toEqual(['-', '-', '-'])
    expect(traces[1]).toMatchObject({ fired: true, gives: [{ effect: 'test', value: { index: 1 } }] })
    expect(traces[1]).not.toHaveProperty('failure')
    // What throws and was not needed counts as not so.
    expect(traces[2]).toMatchObject({
      fired: true,
      condition: { parts: [{ result: true }, { result: false, parts: [{ result: false, fact: 'kaboom' }] }] },
    })
  })

  it('even for somebody without groups and user', async () => {
    const mapping = mappingOf([
      inGroup('staff'),
      { inGroup: 'staff' },
      { of: 'group', path: 'displayName', operator: 'pr', value: null },
    ])
    const traces = await mapping.explain(subjectOf([]))
    expect(traces.map(({ condition, fired, groupId }) => [fired, groupId, condition.result])).toEqual([
      [false, null, false],
      [false, null, false],
      // Of no group it can be said that it is called nothing; there is none by which the rule could fire.
      [false, null, true],
    ])
  })
})

describe('how much of a condition held', () => {
  const part = (result: boolean): ConditionTrace => ({ kind: 'comparison', result, text: '', fact: null })

  it.each<[ConditionTrace, number]>([
    [part(true), 1],
    [part(false), 0],
    [{ kind: 'not', result: true, text: '', part: part(false) }, 1],
    [{ kind: 'not', result: false, text: '', part: part(true) }, 0],
    [{ kind: 'all', result: false, text: '', parts: [part(true), part(false), part(true)] }, 2],
    [{ kind: 'all', result: true, text: '', parts: [part(true), part(true)] }, 3],
    [{ kind: 'any', result: true, text: '', parts: [part(true), part(false)] }, 2],
    [{ kind: 'any', result: false, text: '', parts: [part(false), part(false)] }, 0],
  ])('%j is %i', (trace, count) => {
    expect(countHeld(trace)).toBe(count)
  })
})

describe('groups that would do', () => {
  const at = (line: number, condition: Condition): Condition => ({
    ...condition,
    source: { text: '', line, column: 5 },
  })
  const groups = ['staff', 'crew', 'sales'].map((name) => groupOf(name))
  const conditions: readonly Condition[] = [
    at(1, { group: { pattern: compileNamePattern('s.*') } }),
    { all: [at(2, { of: 'group', path: 'displayName', operator: 'sw', value: 'S' }), at(3, title('x'))] },
    {
      any: [
        { not: at(4, { of: 'group', path: 'displayName', operator: 'ne', value: 'crew' }) },
        at(5, set('display sw "s"')),
      ],
    },
    at(6, { inGroup: 'crew' }),
    at(7, { group: { id: 'id of sales' } }),
    at(8, { of: 'group', path: 'displayName', operator: 'eq', value: { path: 'id' } }),
    at(9, { of: 'group', path: 'displayName', operator: 'isFine', value: null }),
    at(10, { of: 'member', path: 'type', operator: 'eq', value: 'User' }),
    at(11, { of: 'group', path: 'externalId', operator: 'eq', value: null }),
    at(12, { of: 'group', path: 'externalId', operator: 'pr', value: null }),
    at(13, { group: { name: 'crew' } }),
  ]
  const mapping = mappingOf(conditions)

  it.each<[number, readonly string[] | undefined]>([
    [1, ['staff', 'sales']],
    [2, ['staff', 'sales']],
    [3, undefined],
    [4, ['staff', 'sales']],
    [5, ['staff', 'sales']],
    [6, ['crew']],
    [7, ['sales']],
    [8, []],
    [9, []],
    [10, undefined],
    [11, ['staff', 'crew', 'sales']],
    [12, []],
    [13, ['crew']],
    [14, undefined],
  ])('for the condition in line %i are %j', (line, names) => {
    const found = mapping.findFitting({ line, column: 5 }, groups)
    expect(found && [...found]).toEqual(names?.map((name) => `id of ${name}`))
    expect(mapping.findFitting({ line, column: 6 }, groups)).toBeUndefined()
  })

  it('are looked for without what throws', () => {
    const found = mapping.findFitting({ line: 9, column: 5 }, [groupOf('kaboom'), groupOf('fine')])
    expect(found && [...found]).toEqual(['id of fine'])
  })
})
