import { describe, expect, it } from 'vitest'
import { InvalidPath } from '../errors.ts'
import { GROUP } from '../schema/group.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { comparePlaces, placeOf, resolveSort, type SortOrder } from './sort.ts'
import { toKeys } from './to-keys.ts'

const USERS = [
  { userName: 'b', emails: [{ value: 'z@x' }, { value: 'a@x', primary: true }], active: true },
  { userName: 'A', emails: [{ value: 'M@x' }, { value: 'b@x' }], active: false },
  { userName: 'c' },
]

function sorted(sortBy: string, order: SortOrder): unknown[] {
  const sort = resolveSort(USER, sortBy, order, new Tolerances())
  if (!sort) return expect.unreachable()
  const places = USERS.map((user) => placeOf(user.userName, toKeys(USER, user), sort.attribute)).sort(comparePlaces)
  const ids = places.map(({ id }) => id)
  return order === 'ascending' ? ids : ids.toReversed()
}

describe('sort', () => {
  it.each([
    ['userName', 'ascending', ['A', 'b', 'c']],
    ['userName', 'descending', ['c', 'b', 'A']],
    ['emails', 'ascending', ['b', 'A', 'c']],
    ['emails.value', 'descending', ['c', 'A', 'b']],
    ['active', 'ascending', ['A', 'b', 'c']],
  ] as const)(
    'sorts by %s %s, the primary or first value, no value last or first (RFC 7644 §3.4.2.3)',
    (sortBy, order, expected) => {
      expect(sorted(sortBy, order)).toEqual(expected)
    },
  )

  it.each(['colour', 'name', 'addresses'])('refuses %s', (sortBy) => {
    expect(() => resolveSort(USER, sortBy, 'ascending', new Tolerances())).toThrow(InvalidPath)
  })

  it('has nothing to sort by where only another searched type has the attribute', () => {
    expect(resolveSort(GROUP, 'userName', 'ascending', new Tolerances(), [USER, GROUP])).toBeNull()
  })
})
