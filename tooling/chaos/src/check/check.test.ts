import { describe, expect, it } from 'vitest'

import { Journal } from '../journal.ts'
import { checkHistory, type FeedEvent } from './check-history.ts'
import { compare } from './compare.ts'

/** What would show a lost, repeated or half done write, tried with each of them. */
describe('the comparison of what is stored with what was acknowledged', () => {
  it.each([
    ['nothing else', ['ann', 'bob'], []],
    ['less', ['ann'], ['users: acknowledged and not there: "bob"']],
    ['more', ['ann', 'bob', 'una'], ['users: there and not acknowledged: "una"']],
    ['one twice', ['ann', 'ann', 'bob'], ['users: 1 are there twice']],
  ])('finds %s', (_, stored, found) => {
    expect(compare('users', stored, ['ann', 'bob'])).toEqual(found)
  })
})

describe('the history', () => {
  const grant = { scope: 'team:t', role: 'Editor', rule: 'r' }
  const event = (type: string, data = {}): FeedEvent => ({ type, subject: 'users/1', data })
  const made = event('MemberProvisioned')
  const gone = event('MemberDeleted')
  const given = event('RoleGranted', grant)
  const taken = event('RoleRevoked', grant)
  const there = { accounts: ['1'], id: '1' }

  it.each([
    ['a life', [made, given, taken, given], there, 0],
    ['an account made twice', [made, made], there, 1],
    ['an account that was never made', [], there, 1],
    ['one that is there and was deleted', [made, gone], there, 1],
    ['one that is gone and was not deleted', [made], { accounts: ['1'], id: null }, 1],
    ['one of which nobody knows', [made], { accounts: [], id: null }, 1],
    ['a role given twice', [made, given, given], there, 1],
    ['a role taken that nobody had', [made, taken], there, 1],
  ])('is held to what must be: %s', (_, events, person, found) => {
    expect(checkHistory(events, [person])).toHaveLength(found)
  })
})

it.each([
  [['none', 'stop'], 1],
  [['stop', 'stop'], 1],
  [['none', 'kill', 'stop'], 0],
])('a write that was done unheard during %j is a fault unless something was killed (%i)', (during, violations) => {
  const journal = new Journal()
  journal.foundDone('POST', '/Users', ['lost'], during)
  expect(journal.violations).toHaveLength(violations)
})
