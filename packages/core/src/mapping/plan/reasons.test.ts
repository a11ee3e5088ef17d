import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../../decider.ts'
import type { Grant } from '../../directory/grant.ts'
import type { EffectLineTemplate, EffectTemplate, FailedLineTemplate, GrantLineTemplate } from '../../directory/plan.ts'
import { parseGrantText, toGrantOf, toTemplate } from './grant-text.ts'
import { createReasons } from './reasons.ts'
import { isLineKind, toLineView } from './to-line-view.ts'

const rules = [
  { id: 'a', section: 's', line: 3, column: 1 },
  { id: 's:b', section: 's', line: 0, column: 0 },
]
const reasons = createReasons({ rules } as unknown as CompiledMapping, new Map([['g1', 'Staff']]))

const grant = (part: Partial<Grant> = {}): Grant => ({
  userId: 'ann',
  scope: 'team:sales' as Grant['scope'],
  role: 'Editor',
  source: 'mapping',
  ruleId: 's:a',
  groupId: 'g1',
  mappingVersion: 1,
  desired: true,
  hold: null,
  holdId: null,
  expiresAt: null,
  since: '',
  ...part,
})
const end = '2027-01-01T00:00:00.000Z'

describe('why a grant comes or goes', () => {
  it.each<[string, Grant | null, Grant | null, string]>([
    ['by a group', grant(), null, 'joins by Staff (line 3)'],
    ['by a group that is gone', grant({ groupId: 'g2' }), null, 'joins by a group that is gone (line 3)'],
    ['by a default', grant({ ruleId: 's:b' }), null, 'joins by Staff'],
    ['by a rule without a group', grant({ groupId: '' }), null, 'joins by rule s:a (line 3)'],
    ['by a rule that is not in the file', grant({ ruleId: 's:x', groupId: '' }), null, 'joins by rule s:x'],
    ['no longer by a group', null, grant(), 'no longer fits Staff (line 3)'],
    [
      'no longer, for the rule is gone',
      null,
      grant({ ruleId: 's:x' }),
      'no entry gives it through Staff any more (it was s:x)',
    ],
    [
      'no longer, for rule and group are gone',
      null,
      grant({ ruleId: 's:x', groupId: 'g2' }),
      'no entry gives it through a group that is gone any more (it was s:x)',
    ],
    [
      'no longer, for a rule without a group is gone',
      null,
      grant({ ruleId: 's:x', groupId: '' }),
      'no entry gives it any more (it was s:x)',
    ],
    ['by another rule', grant({ ruleId: 's:b' }), grant(), 'keeps it by Staff, until now by Staff'],
    ['by another group', grant(), grant({ groupId: 'g2' }), 'keeps it by Staff (line 3), until now by s:a'],
    ['until an end', grant({ expiresAt: end }), grant(), `Staff (line 3) ends ${end}`],
    ['without an end', grant(), grant({ expiresAt: end }), 'Staff (line 3) has no end any more'],
    ['again', grant(), grant(), 'given again by Staff (line 3)'],
    ['not at all', null, null, ''],
  ])('%s', (_what, put, deleted, sentence) => {
    expect(reasons.toSentence(put, deleted)).toBe(sentence)
  })

  it('names a group that there is', () => {
    expect([reasons.groupName('g1'), reasons.groupName('g2'), reasons.groupName('')]).toEqual(['Staff', null, null])
  })
})

describe('why something beside a role comes or goes', () => {
  const effect = (rule: string, value: string): EffectTemplate => ({
    effect: 'licence',
    source: 's',
    rule,
    value: { sku: value },
  })

  it.each<[string, EffectTemplate | null, EffectTemplate | null, string]>([
    ['by a rule', effect('a', 'x'), null, 'given by s:a (line 3)'],
    ['by the second gift of a rule', effect('a#2', 'x'), null, 'given by s:a#2 (line 3)'],
    ['by a default', effect('b', 'x'), null, 'given by s:b'],
    ['by a plugin', effect('z', 'x'), null, 'given by s:z'],
    ['no longer', null, effect('a', 'x'), 'no longer fits s:a (line 3)'],
    ['no longer, for the rule is gone', null, effect('z', 'x'), 'nothing gives it any more (it was s:z)'],
    ['until an end', { ...effect('a', 'x'), expiresAt: end }, effect('a', 'x'), `s:a (line 3) ends ${end}`],
    [
      'withheld',
      { ...effect('a', 'x'), withheldOf: 'g1' },
      null,
      'given by s:a (line 3), and held back until an owner decides',
    ],
    [
      'no longer withheld',
      effect('a', 'x'),
      { ...effect('a', 'x'), withheldOf: 'g1' },
      'given by s:a (line 3), and held back no more',
    ],
    ['with another value', effect('a', 'y'), effect('a', 'x'), 's:a (line 3) gives another value'],
    ['by another rule', effect('b', 'x'), effect('a', 'x'), 'keeps it by s:b, until now by s:a (line 3)'],
    ['not at all', null, null, ''],
  ])('%s', (_what, put, deleted, sentence) => {
    expect(reasons.ofEffect(put, deleted)).toBe(sentence)
  })
})

describe('a line of a plan', () => {
  const line = { template: 0, userId: 'ann', userName: 'ann@x' }
  const template: GrantLineTemplate = {
    kind: 'adds',
    put: toTemplate(grant({ expiresAt: end })),
    stands: false,
    deleted: toTemplate(grant({ ruleId: 's:old', groupId: '' })),
    group: 'Staff',
    memberActive: true,
    state: 'active',
    reason: 'why',
  }
  const shown = {
    userId: 'ann',
    emailAddress: 'ann@x',
    scope: 'team:sales',
    role: 'Editor',
    state: 'active',
    rule: 's:a',
    group: 'Staff',
    groupId: 'g1',
    expiresAt: end,
    reason: 'why',
  }

  it('shows the grant as it will be, of a change also as it was', () => {
    expect(toLineView(line, [template])).toEqual(shown)
    expect(toLineView(line, [{ ...template, kind: 'changes' }])).toEqual({
      ...shown,
      before: { rule: 's:old', groupId: null, expiresAt: null },
    })
    const by = { ...template, kind: 'changes' as const, deleted: toTemplate(grant({ groupId: 'g7' })) }
    expect(toLineView(line, [by])).toMatchObject({ before: { rule: 's:a', groupId: 'g7' } })
    expect(toLineView(line, [{ ...template, kind: 'changes', deleted: null }])).toEqual(shown)
  })

  it('shows of one that goes what it was', () => {
    const removed = { ...template, kind: 'removes' as const, put: null }
    expect(toLineView(line, [removed])).toEqual({ ...shown, rule: 's:old', groupId: null, expiresAt: null })
  })

  it('shows something beside a role', () => {
    const [now, then] = [
      { effect: 'licence', source: 's', rule: 'a', value: { sku: 'new' }, expiresAt: end },
      { effect: 'licence', source: 's', rule: 's:b', value: { sku: 'old' } },
    ]
    const effects: EffectLineTemplate = {
      kind: 'effects',
      lost: false,
      change: 'adds',
      put: now!,
      deleted: then!,
      reason: 'why',
    }
    const view = { userId: 'ann', emailAddress: 'ann@x', effect: 'licence', reason: 'why', state: 'active' }
    const asNow = { ...view, change: 'adds', value: { sku: 'new' }, rule: 's:a', expiresAt: end }
    expect(toLineView(line, [effects])).toEqual(asNow)
    const before = { rule: 's:b', value: { sku: 'old' }, expiresAt: null }
    expect(toLineView(line, [{ ...effects, change: 'changes' }])).toEqual({ ...asNow, change: 'changes', before })
    expect(toLineView(line, [{ ...effects, change: 'changes', deleted: null }])).toEqual({
      ...asNow,
      change: 'changes',
    })
    const gone = { ...effects, change: 'removes' as const, put: null }
    const asThen = { ...view, change: 'removes', value: { sku: 'old' }, rule: 's:b', expiresAt: null }
    expect(toLineView(line, [gone])).toEqual(asThen)
  })

  it('shows a rule that failed', () => {
    const failed: FailedLineTemplate = {
      kind: 'failed',
      source: 's',
      rule: 'a',
      line: 3,
      plugin: 'p',
      reason: 'kaboom',
    }
    expect(toLineView(line, [failed])).toEqual({
      userId: 'ann',
      emailAddress: 'ann@x',
      rule: 's:a',
      line: 3,
      plugin: 'p',
      reason: 'kaboom',
    })
  })

  it.each([
    ['adds', true],
    ['failed', true],
    ['effects', true],
    ['add', false],
    ['', false],
  ])('is of the kind %j: %s', (word, expected) => {
    expect(isLineKind(word)).toBe(expected)
  })
})

describe('the text of the grants of a person', () => {
  it('is none for no grants', () => {
    expect(parseGrantText('')).toEqual([])
  })

  it('is taken apart, without holder and time', () => {
    const rows = [
      ['organization', 'Owner', 's:a', 'g1', 2, 1, null, null],
      ['team:sales', 'Editor', 's:b', '', null, 0, 'retained', end],
    ]
    expect(parseGrantText(JSON.stringify(rows))).toEqual([
      grant({ userId: '', scope: 'organization', role: 'Owner', mappingVersion: 2 }),
      grant({
        userId: '',
        ruleId: 's:b',
        groupId: '',
        mappingVersion: null,
        desired: false,
        hold: 'retained',
        expiresAt: end,
      }),
    ])
  })

  it('is what a template is for one person', () => {
    const one = grant({ hold: 'withheld', expiresAt: end, since: end })
    expect(toGrantOf(toTemplate(one), { userId: 'ann', since: end })).toEqual(one)
    expect(toGrantOf(toTemplate(one), { userId: 'ann', since: end, desired: false })).toEqual({
      ...one,
      desired: false,
    })
  })
})
