import { expect, it } from 'vitest'

import { createDecider } from '../create-decider.ts'
import { fixedKind } from '../testing/kinds.ts'

it('decides people at the same time by the rules that do not fail, though all of them are in one run', async () => {
  const kaboom = {
    name: 'isKaboom',
    operand: 'none' as const,
    evaluate() {
      throw new Error('kaboom')
    },
  }
  const rules = [
    { path: 'title', operator: 'isKaboom', value: null },
    { path: 'title', operator: 'pr', value: null },
    { path: 'title', operator: 'sw', value: 'a' },
  ]
  const { mapping } = createDecider({ kinds: [fixedKind('one', ['user'], rules)], operators: [kaboom] }).compile({
    text: '',
    format: 'yaml',
  })
  const decide = async (id: string) => {
    const person = { id, user: { userName: id, title: 'anything' }, groups: [] }
    const { assignments, failures } = await mapping!.decide([person], new Set(['user']))
    return [assignments.map(({ rule }) => rule), failures.map(({ rule }) => rule)]
  }
  const decided = [['one:1', 'one:2'], ['one:0']]
  expect(await Promise.all(['a', 'b', 'c'].map(decide))).toEqual([decided, decided, decided])
  expect(await decide('d')).toEqual(decided)
})

it('finds a rule that fails among many, and decides all the others', async () => {
  const kaboom = {
    name: 'isKaboom',
    operand: 'none' as const,
    evaluate([title]: readonly unknown[]) {
      if (title === 'kaboom') throw new Error('kaboom')
      return false
    },
  }
  const rules = Array.from({ length: 200 }, () => ({ path: 'userName', operator: 'pr', value: null }))
  rules[77] = { path: 'title', operator: 'isKaboom', value: null }
  const { mapping } = createDecider({ kinds: [fixedKind('one', ['user'], rules)], operators: [kaboom] }).compile({
    text: '',
    format: 'yaml',
  })
  const person = { id: 'a', user: { userName: 'a', title: 'kaboom' }, groups: [] }
  const { assignments, failures } = await mapping!.decide([person], new Set(['user']))
  expect(failures.map(({ rule }) => rule)).toEqual(['one:77'])
  expect(assignments).toHaveLength(199)
})
