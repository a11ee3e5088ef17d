import { describe, expect, it } from 'vitest'

import type { EffectLineTemplate, GrantLineTemplate, GrantTemplate } from '../../directory/plan.ts'
import { isLineKind, toLineView } from './to-line-view.ts'

const line = { userId: 'ann', userName: 'ann@example.com', template: 1 }
const shown = (template: GrantLineTemplate | EffectLineTemplate) =>
  toLineView(line, [{ kind: 'failed', source: 's', rule: 'r', line: 1, plugin: 'p', reason: 'no' }, template])

const before: GrantTemplate = {
  scope: 'organization',
  role: 'Owner',
  ruleId: 's:old',
  groupId: '',
  mappingVersion: 1,
  hold: null,
  expiresAt: null,
}
const after: GrantTemplate = { ...before, ruleId: 's:new', groupId: 'g', expiresAt: '2027-01-01T00:00:00.000Z' }

const grantLine: GrantLineTemplate = {
  kind: 'changes',
  put: after,
  stands: false,
  deleted: before,
  memberActive: true,
  state: 'active',
  group: 'owners',
  reason: 'because',
}

describe('a line of a plan about a role', () => {
  const view = {
    userId: 'ann',
    emailAddress: 'ann@example.com',
    scope: 'organization',
    role: 'Owner',
    state: 'active',
    rule: 's:new',
    group: 'owners',
    groupId: 'g',
    expiresAt: '2027-01-01T00:00:00.000Z',
    reason: 'because',
  }

  it('shows the grant that comes, and what it changes', () => {
    expect(shown(grantLine)).toEqual({ ...view, before: { rule: 's:old', groupId: null, expiresAt: null } })
    const swapped = { ...grantLine, put: before, deleted: after }
    expect(shown(swapped)).toMatchObject({ rule: 's:old', groupId: null, before: { rule: 's:new', groupId: 'g' } })
  })

  it('shows nothing before where it comes or goes', () => {
    expect(shown({ ...grantLine, kind: 'adds', deleted: null })).toEqual(view)
    expect(shown({ ...grantLine, kind: 'removes', put: null, deleted: after })).toEqual(view)
    expect(shown({ ...grantLine, kind: 'held', put: null, deleted: after })).toEqual(view)
  })
})

describe('a line of a plan beside roles', () => {
  const given = { effect: 'licence', source: 's', rule: 'a', value: { sku: 'E5' } }
  const effectLine: EffectLineTemplate = {
    kind: 'effects',
    change: 'changes',
    put: { ...given, expiresAt: '2027-01-01T00:00:00.000Z' },
    deleted: { ...given, rule: 'b', value: { sku: 'E3' } },
    lost: false,
    reason: 'because',
  }
  const view = {
    userId: 'ann',
    emailAddress: 'ann@example.com',
    change: 'changes',
    effect: 'licence',
    value: { sku: 'E5' },
    rule: 's:a',
    state: 'active',
    expiresAt: '2027-01-01T00:00:00.000Z',
    reason: 'because',
  }

  it('shows what comes, and what it changes', () => {
    expect(shown(effectLine)).toEqual({ ...view, before: { rule: 's:b', value: { sku: 'E3' }, expiresAt: null } })
    const adds = { ...effectLine, change: 'adds', deleted: null } as const
    expect(shown(adds)).toEqual({ ...view, change: 'adds' })
  })

  it('shows what goes, what is kept, and what is held back', () => {
    const removes = { ...effectLine, change: 'removes', put: null } as const
    expect(shown(removes)).toEqual({
      ...view,
      change: 'removes',
      value: { sku: 'E3' },
      rule: 's:b',
      expiresAt: null,
    })
    expect(shown({ ...removes, change: 'held' })).toMatchObject({ state: 'retained' })
    const withheld = { ...effectLine, put: { ...given, withheldOf: 'g' } }
    expect(shown(withheld)).toMatchObject({ state: 'withheld' })
  })
})

it('knows the kinds of lines', () => {
  expect(['adds', 'removes', 'changes', 'held', 'effects', 'failed'].every(isLineKind)).toBe(true)
  expect(isLineKind('add')).toBe(false)
})
