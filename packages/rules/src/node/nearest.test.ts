import { expect, it } from 'vitest'
import { findNearest, suggestion } from './nearest.ts'

const known = ['scimGroup', 'type', 'teamId', 'teamMemberRole', 'organizationRole']

it.each([
  ['scimGroups', 'scimGroup'],
  ['SCIMGROUP', 'scimGroup'],
  ['teamID', 'teamId'],
  ['typ', 'type'],
  ['organisationRole', 'organizationRole'],
  ['memberRole', 'teamMemberRole'],
  ['name', undefined],
  ['', undefined],
])('the nearest of %j is %s', (word, nearest) => {
  expect(findNearest(word, known)).toBe(nearest)
})

it('names every known word where none is near', () => {
  expect(suggestion('xyz', ['Owner', 'Member'])).toBe("expected 'Owner', 'Member'.")
})
