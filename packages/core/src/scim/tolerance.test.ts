import { expect, it } from 'vitest'

import { Tolerances } from './tolerance.ts'

it('records what an operation needs at once, and what it leaves out when it is adopted', () => {
  const request = new Tolerances({ strict: false, off: new Set(['unknown-schema']) })
  const operation = request.forOperation()
  expect(operation.leaveOut('costCentre', 'unknown-attribute')).toBe(true)
  expect(operation.leaveOut('urn:x', 'unknown-schema')).toBe(false)
  operation.noteLeftOut('members', 'nested-group')
  expect([request.recorded, request.leftOut]).toEqual([['unknown-attribute'], []])
  request.adopt(operation)
  request.adopt(operation)
  expect(request.leftOut).toEqual([
    { path: 'costCentre', why: 'unknown-attribute' },
    { path: 'members', why: 'nested-group' },
  ])
})

it('notes what no setting can refuse also where nothing is forgiven', () => {
  const strict = new Tolerances({ strict: true })
  expect(strict.forOperation().leaveOut('a', 'unknown-attribute')).toBe(false)
  strict.noteLeftOut('members', 'unresolved-member')
  expect(strict.leftOut).toHaveLength(1)
})

it('does not note more than a hundred', () => {
  const tolerances = new Tolerances()
  for (let index = 0; index < 200; index++) tolerances.noteLeftOut(`a${index}`, 'unknown-attribute')
  expect(tolerances.leftOut).toHaveLength(100)
})
