import type { Subject } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import { describe, expect, it } from 'vitest'

import { createDecider } from '../create-decider.ts'
import { fixedKind } from '../testing/kinds.ts'

/** Deep, so that a run takes many turns. */
function deep(condition: Condition, levels: number): Condition {
  return levels === 0 ? condition : { not: { not: deep(condition, levels - 1) } }
}

const asks = (operator: string, path: string): Condition => ({ path, operator, value: null })

describe('people who are decided at the same time', () => {
  it.each([1, 3, 10, 40])('have only the failures that are theirs, at depth %i', async (depth) => {
    const throwing = (name: string, title: string) => ({
      name,
      operand: 'none' as const,
      evaluate([value]: readonly unknown[]) {
        if (value === title) throw new Error(title)
        return false
      },
    })
    const operators = [throwing('isLate', 'late'), throwing('isSoon', 'soon')]
    const rules = [asks('pr', 'userName'), asks('isSoon', 'title'), deep(asks('isLate', 'nickName'), depth)]
    const { mapping } = createDecider({ kinds: [fixedKind('one', ['user'], rules)], operators }).compile({
      text: '',
      format: 'yaml',
    })
    const subject = (id: string, more: object): Subject => ({ id, user: { userName: 'same', ...more }, groups: [] })
    const people = [subject('a', { nickName: 'late' }), subject('b', { title: 'soon', nickName: 'x' })]
    const decisions = await Promise.all(people.map((person) => mapping!.decide([person], new Set(['user']))))
    expect(decisions.map(({ failures }) => failures.map(({ rule }) => rule))).toEqual([['one:2'], ['one:1']])
    expect(decisions.map(({ assignments }) => assignments.map(({ rule }) => rule))).toEqual([['one:0'], ['one:0']])
  })
})
