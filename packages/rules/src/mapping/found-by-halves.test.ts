import { expect, it } from 'vitest'

import { createDecider } from '../create-decider.ts'
import { fixedKind } from '../testing/kinds.ts'

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
