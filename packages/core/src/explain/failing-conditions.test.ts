import { describe, expect, it } from 'vitest'

import type { ConditionTrace } from '../directory/condition-trace.ts'
import { distanceOf, failingConditions } from './failing-conditions.ts'

const leaf = (text: string, result: boolean): ConditionTrace => ({ kind: 'comparison', text, result, fact: [] })
const all = (...parts: ConditionTrace[]): ConditionTrace => ({
  kind: 'all',
  text: '',
  result: parts.every(({ result }) => result),
  parts,
})
const any = (...parts: ConditionTrace[]): ConditionTrace => ({
  kind: 'any',
  text: '',
  result: parts.some(({ result }) => result),
  parts,
})
const not = (part: ConditionTrace): ConditionTrace => ({ kind: 'not', text: '', result: !part.result, part })

const yes = leaf('yes', true)
const no = leaf('no', false)

/** What failed, with `!` for what must not hold, and by how much. */
const why = (trace: ConditionTrace) => [
  failingConditions(trace).map(({ mustNot, text }) => (mustNot ? `!${text}` : text)),
  distanceOf(trace),
]

describe('why a condition does not hold', () => {
  it.each<[string, ConditionTrace, readonly string[], number]>([
    ['nothing, of one that holds', yes, [], 0],
    ['itself, of a comparison', no, ['no'], 1],
    ['every part of an "and" that fails', all(yes, no, leaf('other', false)), ['no', 'other'], 2],
    ['every part of an "or", of which one would do', any(no, leaf('other', false)), ['no', 'other'], 1],
    ['the nearest part of an "or" says by how much', any(all(no, no), no), ['no', 'no', 'no'], 1],
    ['what holds under a "not"', not(yes), ['!yes'], 1],
    ['all that hold of an "or" under a "not", each of which must go', not(any(yes, no, yes)), ['!yes', '!yes'], 2],
    ['those of an "and" under a "not", of which one must go', not(all(yes, yes)), ['!yes', '!yes'], 1],
    ['nothing of a "not" that holds', not(no), [], 0],
    ['through two of them', not(not(no)), ['no'], 1],
  ])('is %s', (_, trace, reasons, distance) => {
    expect(why(trace)).toEqual([reasons, distance])
  })
})
