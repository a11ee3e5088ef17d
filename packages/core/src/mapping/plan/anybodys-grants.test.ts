import { expect, it } from 'vitest'

import { defaultCatalogue } from '../../directory/role-catalogue.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { createAnybodysGrants } from './anybodys-grants.ts'

const circumstances = {
  teamIds: new Map(),
  catalogue: defaultCatalogue,
  now: '2026-01-01T00:00:00.000Z',
  authoritativeTeams: new Set<never>(),
}
const toValue = (expiresAt: string | null = null) => ({
  scope: 'organization',
  role: 'editor',
  groupId: 'g',
  expiresAt,
})
const given = (value: Assignment['value'], subject = 'u1', rule = 'r'): Assignment => ({
  subject,
  effect: 'role',
  source: 's',
  rule,
  value,
})

it('makes one grant of equal assignments, whoever they are for', () => {
  const toAnybodys = createAnybodysGrants(circumstances, 3, 10)
  const value = toValue()
  const first = toAnybodys(given(value))
  expect(first.grant).toMatchObject({
    userId: '',
    scope: 'organization',
    ruleId: 's:r',
    groupId: 'g',
    mappingVersion: 3,
  })
  expect(toAnybodys(given(value, 'u2'))).toBe(first)
  expect(toAnybodys(given(toValue(), 'u3'))).toBe(first)
})

it('tells rules apart that give the same object', () => {
  const toAnybodys = createAnybodysGrants(circumstances, 3, 10)
  const value = toValue()
  const [first, other, again] = ['r', 'q', 'r'].map((rule) => toAnybodys(given(value, 'u1', rule)))
  expect(other?.grant?.ruleId).toBe('s:q')
  expect(other?.number).not.toBe(first?.number)
  expect(again).toBe(first)
})

it('makes none of what is over', () => {
  const toAnybodys = createAnybodysGrants(circumstances, 3, 10)
  expect(toAnybodys(given(toValue(circumstances.now))).grant).toBeNull()
})

it('gives no number twice, however much it has forgotten', () => {
  const toAnybodys = createAnybodysGrants(circumstances, 3, 1)
  const numbers = ['a', 'b', 'a', 'b'].map((rule) => toAnybodys(given(toValue(), 'u1', rule)).number)
  expect(new Set(numbers).size).toBe(4)
})
