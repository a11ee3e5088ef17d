import { expect, it } from 'vitest'

import { teamTitle } from './team-title.ts'

it.each([
  ['sales', 'sales', 'sales'],
  ['sales', 'Sales', 'Sales (sales)'],
  ['sales-eu', 'Sales', 'Sales (sales-eu)'],
  ['sales', ' ', 'sales'],
])('calls the team %s, named %j, %s', (id, name, expected) => {
  expect(teamTitle({ id, name })).toBe(expected)
})
