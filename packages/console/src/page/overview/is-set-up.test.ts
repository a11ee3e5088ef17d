import { describe, expect, it } from 'vitest'

import type { SetupCheck } from '../../api/types.ts'
import { isSetUp } from './is-set-up.ts'

const check = (name: SetupCheck['name'], state: SetupCheck['state']): SetupCheck => ({
  name,
  state,
  at: null,
  affected: 0,
  of: 0,
  examples: [],
})

describe('isSetUp', () => {
  it.each([
    [true, [check('connection', 'done'), check('first-user', 'done'), check('mapping', 'done')]],
    [true, [check('connection', 'done'), check('mapping', 'attention'), check('first-group', 'waiting')]],
    [false, [check('connection', 'done'), check('first-user', 'waiting'), check('mapping', 'done')]],
    [false, [check('connection', 'done'), check('first-user', 'done'), check('mapping', 'waiting')]],
  ])('%s', (expected, checks) => {
    expect(isSetUp({ checks })).toBe(expected)
  })
})
