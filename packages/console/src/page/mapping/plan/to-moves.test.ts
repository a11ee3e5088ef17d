import { describe, expect, it } from 'vitest'

import type { PlanPerson } from '../../../api/types.ts'
import { toMoves } from './to-moves.ts'

type Line = PlanPerson['lines'][number]

const line = (kind: Line['kind'], role: string, scope = 'team:sales', state = 'active'): Line => ({
  kind,
  role,
  scope,
  state,
  userId: 'u',
  emailAddress: 'ann@example.com',
  rule: 'r',
  group: null,
  groupId: null,
  expiresAt: null,
  reason: `${kind} ${role}`,
})

const said = (lines: readonly Line[]) =>
  toMoves(lines).map(({ from, kind, scope, to }) => `${scope} ${kind} ${from.join('+')}>${to.join('+')}`)

describe('what a plan does to somebody', () => {
  it('is one move where one role comes in the place of another, with the reason of the new one', () => {
    const lines = [line('removes', 'Approver'), line('adds', 'Owner')]
    expect(said(lines)).toEqual(['team:sales moves Approver>Owner'])
    expect(toMoves(lines)[0]?.reasons).toEqual(['adds Owner'])
  })

  it('is told for each scope, the organization first', () => {
    expect(
      said([line('adds', 'Editor', 'team:b'), line('adds', 'Owner', 'organization'), line('removes', 'X', 'team:a')]),
    ).toEqual(['organization gains >Owner', 'team:a loses X>', 'team:b gains >Editor'])
  })

  it('does not call gained what waits for a team or for an owner, nor lost what is held back', () => {
    expect(
      said([
        line('adds', 'Editor', 'team:new', 'waiting'),
        line('adds', 'Owner', 'team:x', 'withheld'),
        line('held', 'Steward'),
      ]),
    ).toEqual(['team:new waits >Editor', 'team:sales held Steward>', 'team:x waits >Owner'])
  })

  it('keeps a loss a loss where what comes instead waits', () => {
    expect(said([line('removes', 'Approver'), line('adds', 'Owner', 'team:sales', 'withheld')])).toEqual([
      'team:sales loses Approver>',
      'team:sales waits >Owner',
    ])
  })

  it('names a role once that two rules give, and says what only has another reason', () => {
    expect(said([line('adds', 'Editor'), line('adds', 'Editor'), line('changes', 'Steward')])).toEqual([
      'team:sales gains >Editor',
      'team:sales stays >Steward',
    ])
  })

  it('is nothing of nothing', () => {
    expect(toMoves([])).toEqual([])
  })
})
