import { describe, expect, it } from 'vitest'

import type { Assignment } from '../../plugin/assignment.ts'
import { applyDifference } from '../../roles/wanted-statements.ts'
import type { Reasons } from './reasons.ts'
import { toEffectLines } from './to-effect-lines.ts'

const now = '2027-01-01T00:00:00.000Z'

const licence = (rule: string, sku: string, more: Partial<Assignment> = {}): Assignment => ({
  effect: 'licence',
  subject: 'ann',
  value: { sku },
  rule,
  source: 'roleRules',
  ...more,
})

const reasons = { ofEffect: () => 'because' } as unknown as Reasons

/** Each line as `who change put < deleted`, with `!` where the person has it no more. */
function linesOf(stored: readonly Assignment[], put: readonly Assignment[], deleted: readonly Assignment[] = []) {
  const difference = { put, deleted, after: applyDifference(stored, { put, deleted }) }
  return toEffectLines(stored, difference, reasons, now).map(({ template, userId }) => {
    const { change, deleted: before, lost, put: after } = template
    const text = (one: typeof after) => (one === null ? '-' : `${one.rule} ${String(one.value['sku'])}`)
    return `${userId} ${change} ${text(after)} < ${text(before)}${lost ? ' !' : ''}`
  })
}

describe('the lines about what comes and goes beside roles', () => {
  const [e5, e3] = [licence('a', 'E5'), licence('b', 'E3')]

  it('are one for what comes and one for what goes', () => {
    expect(linesOf([e3], [e5], [e3])).toEqual(['ann adds a E5 < -', 'ann removes - < b E3 !'])
    expect(linesOf([], [])).toEqual([])
  })

  it('are one where a rule says another value, or another end', () => {
    expect(linesOf([e5], [licence('a', 'E3')])).toEqual(['ann changes a E3 < a E5'])
    const [line] = toEffectLines([e5], { put: [{ ...e5, expiresAt: now }], deleted: [], after: [] }, reasons, now)
    expect(line?.template).toEqual({
      kind: 'effects',
      change: 'changes',
      put: {
        effect: 'licence',
        value: { sku: 'E5' },
        rule: 'a',
        source: 'roleRules',
        expiresAt: now,
        withheldOf: null,
      },
      deleted: {
        effect: 'licence',
        value: { sku: 'E5' },
        rule: 'a',
        source: 'roleRules',
        expiresAt: null,
        withheldOf: null,
      },
      lost: false,
      reason: 'because',
    })
  })

  it('are one where a rule gives instead of another what the person has', () => {
    const same = licence('b', 'E5')
    expect(linesOf([e5], [same], [e5])).toEqual(['ann changes b E5 < a E5'])
    expect(linesOf([e5, licence('c', 'E5')], [same], [e5, licence('c', 'E5')])).toEqual([
      'ann changes b E5 < a E5',
      'ann removes - < c E5',
    ])
  })

  it('are two for two people, and for two effects', () => {
    const bobs = { ...e5, subject: 'bob', rule: 'b' }
    expect(linesOf([e5], [bobs], [e5])).toEqual(['bob adds b E5 < -', 'ann removes - < a E5 !'])
    const badge = { ...e5, effect: 'badge', rule: 'b' }
    expect(linesOf([e5], [badge], [e5])).toEqual(['ann adds b E5 < -', 'ann removes - < a E5 !'])
  })

  it('take nothing for replaced that was held back, or comes so', () => {
    const withheld = { withheldOf: 'g' }
    expect(linesOf([licence('a', 'E5', withheld)], [licence('b', 'E5')], [licence('a', 'E5', withheld)])).toEqual([
      'ann adds b E5 < -',
      'ann removes - < a E5',
    ])
    expect(linesOf([e5], [licence('b', 'E5', withheld)], [e5])).toEqual(['ann adds b E5 < -', 'ann removes - < a E5 !'])
  })
})
