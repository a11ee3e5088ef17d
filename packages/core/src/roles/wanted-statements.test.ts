import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { DecidedSection } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import type { Assignment } from '../plugin/assignment.ts'
import {
  applyDifference,
  assignmentKey,
  diffAssignments,
  lostEffects,
  toWantedStatements,
  withoutNumber,
} from './wanted-statements.ts'

const now = '2027-01-01T00:00:00.000Z'
const later = '2027-01-02T00:00:00.000Z'

const badge = (subject: string, rule: string, more: Partial<Assignment> = {}): Assignment => ({
  effect: 'badge',
  subject,
  value: { sku: 'E5' },
  rule,
  source: 'badges',
  ...more,
})
const sections: readonly DecidedSection[] = [
  { name: 'badges', effects: new Set(['badge']) },
  { name: 'roles', effects: new Set(['role']) },
  { name: 'hooks', effects: 'any' },
]
const failed = (rule: string, more: Partial<RuleFailure> = {}): RuleFailure => ({
  subject: 'ann',
  source: 'badges',
  rule,
  line: 1,
  plugin: null,
  reason: 'kaboom',
  ...more,
})
const wantedOf = (assignments: readonly Assignment[], failures: readonly RuleFailure[] = []) =>
  toWantedStatements({ sections, assignments, failures }, now)
const rules = (list: readonly Assignment[]) => list.map(({ rule, subject }) => `${subject} ${rule}`)

describe('what a decision says beside roles', () => {
  it('is every effect but roles, as far as it is not over', () => {
    const wanted = wantedOf([
      badge('ann', 'a'),
      badge('ann', 'over', { expiresAt: now }),
      badge('ann', 'ends', { expiresAt: later }),
      badge('ann', 'role', { effect: 'role' }),
    ])
    expect(rules(wanted.assignments)).toEqual(['ann a', 'ann ends'])
    expect([...wanted.sections]).toEqual(['badges', 'hooks'])
  })

  it('keeps what a rule gave a person for whom it failed, also the second and third of it, and nothing else', () => {
    const { isKept } = wantedOf([], [failed('a'), failed('', { source: 'hooks', whole: true })])
    const kept = [
      badge('ann', 'a'),
      badge('ann', 'a#2'),
      badge('ann', 'b'),
      badge('bob', 'a'),
      badge('ann', 'a', { source: 'other' }),
      badge('ann', 'whatever', { source: 'hooks' }),
      badge('bob', 'whatever', { source: 'hooks' }),
    ].filter(isKept)
    expect(kept.map(({ rule, source }) => `${source} ${rule}`)).toEqual(['badges a', 'badges a#2', 'hooks whatever'])
  })
})

describe('the difference of statements', () => {
  const diff = (stored: readonly Assignment[], wanted: readonly Assignment[], failures?: readonly RuleFailure[]) => {
    const { after, deleted, put } = diffAssignments(stored, wantedOf(wanted, failures))
    return { put: rules(put), deleted: rules(deleted), after: rules(after) }
  }

  it('is nothing where all is as it is asked for', () => {
    const one = badge('ann', 'a', { expiresAt: later })
    expect(diff([one, badge('bob', 'b')], [{ ...one }, badge('bob', 'b', { expiresAt: null })])).toEqual({
      put: [],
      deleted: [],
      after: ['ann a', 'bob b'],
    })
  })

  it.each<[string, Partial<Assignment>]>([
    ['value', { value: { sku: 'E3' } }],
    ['end', { expiresAt: later }],
  ])('writes one that has another %s', (_what, more) => {
    expect(diff([badge('ann', 'a')], [badge('ann', 'a', more)])).toEqual({
      put: ['ann a'],
      deleted: [],
      after: ['ann a'],
    })
  })

  it('takes away what no decided section asks for any more, and leaves that of others, and of rules that failed', () => {
    const stored = [
      badge('ann', 'a'),
      badge('ann', 'b'),
      badge('ann', 'kept', { source: 'kept:owner' }),
      badge('ann', 'r', { source: 'roles' }),
    ]
    expect(diff(stored, [badge('ann', 'c')], [failed('b')])).toEqual({
      put: ['ann c'],
      deleted: ['ann a'],
      after: ['ann b', 'ann kept', 'ann r', 'ann c'],
    })
  })

  it('brings any stored rows to any wanted ones, and then has nothing left to do', () => {
    const one = fc
      .tuple(
        fc.constantFrom('ann', 'bob'),
        fc.constantFrom('a', 'a#2', 'b'),
        fc.constantFrom('badges', 'other'),
        fc.nat(2),
      )
      .map(([subject, rule, source, sku]) => badge(subject, rule, { source, value: { sku } }))
    const list = fc.uniqueArray(one, { selector: assignmentKey })
    fc.assert(
      fc.property(list, list, (stored, asked) => {
        const wanted = wantedOf(asked.filter(({ source }) => source === 'badges'))
        const difference = diffAssignments(stored, wanted)
        const after = applyDifference(stored, difference)
        expect(after.map(assignmentKey).toSorted()).toEqual(difference.after.map(assignmentKey).toSorted())
        expect(diffAssignments(after, wanted)).toMatchObject({ put: [], deleted: [] })
      }),
    )
  })
})

describe('what somebody loses', () => {
  const lost = (after: readonly Assignment[], ...deleted: readonly Assignment[]) =>
    rules(lostEffects({ after, deleted }, now))

  it('is what a plugin gave and nobody gives any more', () => {
    expect(lost([], badge('ann', 'a'), badge('bob', 'b'))).toEqual(['ann a', 'bob b'])
    expect(lost([])).toEqual([])
  })

  it('is nothing that another rule gives, to the same person and of the same value', () => {
    const others = [
      badge('ann', 'first', { value: { sku: 'E3' } }),
      badge('ann', 'b'),
      badge('ann', 'last', { value: { sku: 'E1' } }),
    ]
    expect(lost(others, badge('ann', 'a'))).toEqual([])
    expect(lost([badge('bob', 'b')], badge('ann', 'a'))).toEqual(['ann a'])
    expect(lost([badge('ann', 'b', { value: { sku: 'E3' } })], badge('ann', 'a'))).toEqual(['ann a'])
    expect(lost([badge('ann', 'b', { effect: 'licence' })], badge('ann', 'a'))).toEqual(['ann a'])
  })

  it('is nothing that is over, and nothing that core acts on by itself', () => {
    expect(lost([], badge('ann', 'a', { expiresAt: now }), badge('ann', 'b', { effect: 'finding' }))).toEqual([])
  })
})

it('a rule that gives several numbers all but the first', () => {
  expect(['a', 'a#2', 'a#10', 'a#b', 'a#2#3'].map(withoutNumber)).toEqual(['a', 'a', 'a', 'a#b', 'a#2'])
})
