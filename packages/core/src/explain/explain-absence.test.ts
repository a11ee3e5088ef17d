import { describe, expect, it } from 'vitest'

import type { CompiledMapping, RuleTrace, SubjectGroup } from '../decider.ts'
import type { ConditionTrace } from '../directory/condition-trace.ts'
import type { UserRecord } from '../directory/member.ts'
import type { Reference } from '../plugin/rule.ts'
import type { StoreReader } from '../store.ts'
import { toAskedRole } from './asked-role.ts'
import { explainAbsence } from './explain-absence.ts'

const now = '2027-01-01T00:00:00.000Z'
const title = (fact: string | null, result = false): ConditionTrace => ({
  kind: 'comparison',
  result,
  text: 'user.title eq "boss"',
  fact,
  line: 1,
  column: 1,
})
const role = (scope: string, name: string): Reference => ({ kind: 'role', scope, role: name, line: 1, column: 1 })
const anyRole = (scope: string, ...names: string[]): Reference => ({
  kind: 'anyRole',
  scope,
  text: '${role}',
  mayBe: (name) => names.includes(name),
  line: 1,
  column: 1,
})
const gift = (scope: string, name: string, effect = 'role') => ({ effect, value: { scope, role: name } })

function trace(part: Partial<RuleTrace> & { readonly line?: number; readonly id?: string }): RuleTrace {
  const { id = 'r', line = 1, ...rest } = part
  return {
    rule: { id, section: 's', line, column: 1 },
    groupId: null,
    condition: title('clerk'),
    fired: false,
    withheld: null,
    gives: [],
    expiresAt: null,
    references: [role('team:Sales', 'Editor')],
    ...rest,
  }
}

const groups: readonly SubjectGroup[] = Array.from({ length: 7 }, (_, index) => ({
  id: `g${index}`,
  nameKeys: [],
  claims: [],
  facts: {
    displayName: `Group ${index}`,
    externalId: null,
    data: {},
    member: { value: '', type: null, display: null },
  },
}))

const reader = {
  bindings: { list: async () => [] },
  groups: {
    find: async (id: string) => (id === 'g1' ? { id, displayName: 'Group 1' } : undefined),
    page: async () =>
      groups.map(({ facts, id }) => ({ id, displayName: facts?.displayName, externalId: null, data: {} })),
  },
} as unknown as StoreReader

interface Fitting {
  readonly fitting?: ReadonlySet<string>
  /** Groups by which the rule gives something: which role. */
  readonly gives?: ReadonlyMap<string, string>
}

function mappingOf({ fitting, gives = new Map() }: Fitting = {}): CompiledMapping {
  return {
    findFitting: () => fitting,
    decide: async (subjects: readonly { readonly id: string }[]) => ({
      assignments: subjects.flatMap(({ id }) => {
        const name = gives.get(id)
        const own = name === undefined ? [] : [{ ...gift('team:sales', name), rule: 'r', subject: id }]
        // What another rule gives by the group says nothing of this one.
        return [...own, { ...gift('team:sales', 'Editor'), rule: 'other', subject: id }]
      }),
    }),
  } as unknown as CompiledMapping
}

const member = { user: { id: 'ann' } as UserRecord, subject: { id: 'ann', user: {}, groups: [] } }

const absence = (
  traces: readonly RuleTrace[],
  asked: readonly [string | null, string | null] = ['team:sales', 'editor'],
  mapping: Fitting = {},
) => explainAbsence(reader, mappingOf(mapping), member, traces, { now, wanted: toAskedRole(...asked) })

const idsOf = async (traces: readonly RuleTrace[], ...asked: readonly [string | null, string | null]) =>
  (await absence(traces, asked)).map(({ rule }) => rule.replace('s:', ''))

const reasonsOf = async (part: Parameters<typeof trace>[0], mapping?: Fitting) =>
  (await absence([trace(part)], undefined, mapping))[0]?.reasons

describe('the rules that could give a role', () => {
  it.each<[string, Reference, readonly [string | null, string | null], boolean]>([
    ['the role itself, whatever its case', role('team:SALES', 'EDITOR'), ['team:sales', 'editor'], true],
    ['another role', role('team:sales', 'Owner'), ['team:sales', 'editor'], false],
    ['any role of the team', role('team:sales', 'Owner'), ['team:sales', null], true],
    ['of another team', role('team:ops', 'Editor'), ['team:sales', 'editor'], false],
    ['of any scope', role('team:ops', 'Editor'), [null, 'editor'], true],
    ['of any scope, another role', role('team:ops', 'Editor'), [null, 'owner'], false],
    ['of a team that a capture says', role('team:${team}', 'Editor'), ['team:sales', 'editor'], true],
    ['of a team, asked of the organization', role('team:${team}', 'Owner'), ['organization', 'owner'], false],
    ['of the organization', role('organization', 'Owner'), ['organization', 'owner'], true],
    ['a role that a capture may say', anyRole('team:sales', 'editor'), ['team:sales', 'editor'], true],
    ['a role that a capture can not say', anyRole('team:sales', 'owner'), ['team:sales', 'editor'], false],
    ['a capture, in another team', anyRole('team:ops', 'editor'), ['team:sales', 'editor'], false],
    ['a capture, whatever it says', anyRole('team:sales'), ['team:sales', null], true],
    ['a team alone', { kind: 'team', id: 'sales', line: 1, column: 1 }, ['team:sales', null], false],
  ])('%s', async (_what, reference, asked, told) => {
    expect(await idsOf([trace({ references: [reference] })], ...asked)).toEqual(told ? ['r'] : [])
  })

  it.each<[string, Reference, boolean]>([
    ['that effect', { kind: 'effect', effect: 'licence', line: 1, column: 1 }, true],
    ['another effect', { kind: 'effect', effect: 'badge', line: 1, column: 1 }, false],
    ['a role', role('organization', 'Owner'), false],
  ])('where something beside roles is asked for: %s', async (_what, reference, told) => {
    const wanted = toAskedRole(null, null, 'licence')
    const given = [trace({ references: [reference] })]
    expect(await explainAbsence(reader, mappingOf(), member, given, { now, wanted })).toHaveLength(told ? 1 : 0)
  })

  it('are told but for those that give it', async () => {
    const fired = { condition: title('boss', true), fired: true }
    const given = trace({ ...fired, gives: [gift('team:sales', 'Editor')] })
    expect(await idsOf([given], 'team:sales', 'editor')).toEqual([])
    const other = trace({ ...fired, gives: [gift('team:ops', 'Editor'), gift('team:sales', 'Editor', 'licence')] })
    expect(await idsOf([other], 'team:sales', 'editor')).toEqual(['r'])
    const ended = trace({ ...fired, gives: [gift('team:sales', 'Editor')], expiresAt: now })
    expect(await idsOf([ended], 'team:sales', 'editor')).toEqual(['r'])
    const ending = trace({ ...fired, gives: [gift('team:sales', 'Editor')], expiresAt: '2027-01-02T00:00:00.000Z' })
    expect(await idsOf([ending], 'team:sales', 'editor')).toEqual([])
  })

  it('come in the order of what they lack, and of the file', async () => {
    const both: ConditionTrace = { kind: 'all', result: false, text: '', parts: [title('a'), title('b')] }
    const three: ConditionTrace = { kind: 'all', result: false, text: '', parts: [title('a'), title('b'), title('c')] }
    const told = await absence([
      trace({ id: 'three', line: 1, condition: three }),
      trace({ id: 'late', line: 9 }),
      trace({ id: 'ended', line: 2, expiresAt: now }),
      trace({ id: 'both', line: 3, condition: both }),
      trace({ id: 'early', line: 4 }),
      trace({ id: 'other', line: 5, condition: title('boss', true), fired: true }),
    ])
    expect(told.map(({ line, nearest, rule }) => [rule, line, nearest])).toEqual([
      ['s:early', 4, true],
      ['s:other', 5, true],
      ['s:late', 9, true],
      ['s:ended', 2, false],
      ['s:both', 3, false],
      ['s:three', 1, false],
    ])
  })

  it('are twenty at most', async () => {
    const traces = Array.from({ length: 30 }, (_, index) => trace({ id: `r${index}`, line: 30 - index }))
    const told = await idsOf(traces, 'team:sales', 'editor')
    expect([told.length, told[0], told[19]]).toEqual([20, 'r29', 'r10'])
  })
})

describe('what is in the way', () => {
  it('of a rule that failed is its failure alone', async () => {
    expect(await reasonsOf({ failure: 'kaboom' })).toEqual(['The rule could not be decided for this member: kaboom.'])
  })

  it('of a rule that has ended is its end, and what does not hold', async () => {
    expect(await reasonsOf({ expiresAt: now })).toEqual([
      `What it gives has ended: ${now}.`,
      'user.title eq "boss" does not hold: "clerk".',
    ])
    expect(await reasonsOf({ expiresAt: '2027-01-01T00:00:00.001Z' })).toEqual([
      'user.title eq "boss" does not hold: "clerk".',
    ])
  })

  it('of a rule that fired is what it gives instead', async () => {
    const fired = { condition: title('boss', true), fired: true }
    expect(await reasonsOf(fired)).toEqual(['It holds and gives nothing: a capture is empty there, or names no role.'])
    expect(await reasonsOf({ ...fired, groupId: 'g1' })).toEqual([
      'It holds by the group "Group 1" and gives nothing: a capture is empty there, or names no role.',
    ])
    expect(await reasonsOf({ ...fired, groupId: 'gone' })).toEqual([
      'It holds and gives nothing: a capture is empty there, or names no role.',
    ])
    const gives = [gift('team:ops', 'Editor'), gift('team:x', 'y', 'licence'), gift('team:b', 'Owner')]
    expect(await reasonsOf({ ...fired, gives })).toEqual([
      'It holds and gives another role: Editor of team:ops, Owner of team:b.',
    ])
  })

  it('of a rule that fired is what it says instead', async () => {
    const fired = { condition: title('boss', true), fired: true }
    const said = { effect: 'finding', value: { code: 'x', message: 'the role is privileged.' } }
    expect(await reasonsOf({ ...fired, gives: [said] })).toEqual(['It holds, and the role is privileged.'])
    expect(await reasonsOf({ ...fired, gives: [said, gift('team:ops', 'Editor')] })).toEqual([
      'It holds and gives another role: Editor of team:ops. the role is privileged.',
    ])
    const reference: Reference = { kind: 'effect', effect: 'licence', line: 1, column: 1 }
    const asked = { now, wanted: toAskedRole(null, null, 'licence') }
    const other = trace({ ...fired, references: [reference], gives: [gift('team:ops', 'Editor')] })
    expect((await explainAbsence(reader, mappingOf(), member, [other], asked))[0]?.reasons).toEqual([
      'It holds and gives something else.',
    ])
  })

  it('of a rule that would hold for any group is that the member is in none', async () => {
    expect(await reasonsOf({ condition: title('clerk', true) })).toEqual(['The member is in no group.'])
    const told = await absence([trace({ id: 'alone', condition: title('clerk', true) }), trace({ id: 'failing' })])
    expect(told.map(({ nearest }) => nearest)).toEqual([true, true])
  })

  it.each<[string, ConditionTrace, string]>([
    ['one value', title('clerk'), 'user.title eq "boss" does not hold: "clerk".'],
    ['no value', title(null), 'user.title eq "boss" does not hold: there is no value.'],
    [
      'several values',
      { ...title(null), fact: ['a', 1] } as ConditionTrace,
      'user.title eq "boss" does not hold: "a", 1.',
    ],
    [
      'an empty list',
      { ...title(null), fact: [] } as ConditionTrace,
      'user.title eq "boss" does not hold: there is no value.',
    ],
    [
      'what must not be so',
      { kind: 'not', result: false, text: '', part: title('boss', true) },
      'user.title eq "boss" holds, and must not: "boss".',
    ],
    [
      'a group that the member must not be in',
      {
        kind: 'not',
        result: false,
        text: '',
        part: { kind: 'group', result: true, text: '', group: 'staff', by: 'name' },
      },
      'The member is in the group "staff", and must not be.',
    ],
    [
      'a group of that id that the member must not be in',
      { kind: 'not', result: false, text: '', part: { kind: 'group', result: true, text: '', group: 'g1', by: 'id' } },
      'The member is in the group "g1", and must not be.',
    ],
    [
      'groups of a pattern that the member must not be in',
      {
        kind: 'not',
        result: false,
        text: '',
        part: { kind: 'group', result: true, text: '', group: '.*x', by: 'pattern' },
      },
      'The member is in a group of ".*x", and must not be.',
    ],
  ])('is told for %s', async (_what, condition, reason) => {
    expect(await reasonsOf({ condition })).toEqual([reason])
  })

  it('is told once', async () => {
    const condition: ConditionTrace = { kind: 'all', result: false, text: '', parts: [title('a'), title('a')] }
    expect(await reasonsOf({ condition })).toEqual(['user.title eq "boss" does not hold: "a".'])
  })

  const pattern: ConditionTrace = { kind: 'group', result: false, text: 'pattern: .*', group: '.*', by: 'pattern' }

  it('looks at two hundred of the groups that fit, and no further', async () => {
    const ids = Array.from({ length: 201 }, (_, index) => `many${index}`)
    const page = async () => ids.map((id) => ({ id, displayName: id, externalId: null, data: {} }))
    const many = { ...reader, groups: { ...reader.groups, page } } as unknown as StoreReader
    let decided = 0
    const mapping = {
      findFitting: () => new Set(ids),
      decide: async (subjects: readonly unknown[]) => {
        decided += subjects.length
        return { assignments: [] }
      },
    } as unknown as CompiledMapping
    const asked = { now, wanted: toAskedRole(null, 'editor') }
    const [told] = await explainAbsence(many, mapping, member, [trace({ condition: pattern })], asked)
    expect(told?.reasons).toEqual([expect.stringContaining('"many4" and 195 more.')])
    expect(decided).toBe(200)
  })

  it.each<[string, Fitting, string]>([
    ['no group that fits', { fitting: new Set() }, 'None of the 7 groups that there are would do.'],
    ['groups that fit', { fitting: new Set(['g1', 'g2']) }, 'It would by "Group 1", "Group 2".'],
    [
      'groups that fit, and one by which it gives the role',
      {
        fitting: new Set(['g1', 'g2', 'g3']),
        gives: new Map([
          ['g2', 'editor'],
          ['g3', 'Owner'],
        ]),
      },
      'It would by "Group 2".',
    ],
    [
      'groups that fit, none of which gives the role',
      { fitting: new Set(['g1']), gives: new Map([['g1', 'Owner']]) },
      'None of the 7 groups that there are would do.',
    ],
    [
      'five',
      { fitting: new Set(['g0', 'g1', 'g2', 'g3', 'g4']) },
      'It would by "Group 0", "Group 1", "Group 2", "Group 3", "Group 4".',
    ],
    [
      'more than five',
      { fitting: new Set(groups.map(({ id }) => id)) },
      'It would by "Group 0", "Group 1", "Group 2", "Group 3", "Group 4" and 2 more.',
    ],
  ])('names %s', async (_what, mapping, list) => {
    expect(await reasonsOf({ condition: pattern }, mapping)).toEqual([
      `The member is in no group for which it holds: pattern: .*. ${list}`,
    ])
  })
})
