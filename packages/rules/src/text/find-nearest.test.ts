import { describe, expect, it } from 'vitest'
import { findNearest } from './find-nearest.ts'

describe('findNearest', () => {
  const words = ['scimGroup', 'type', 'teamId', 'teamMemberRole', 'organizationRole']
  const settings = ['port', 'url', 'host', 'database', 'baseUrl', 'email-validation']

  it.each([
    ['scimGroups', 'scimGroup'],
    ['SCIMGROUP', 'scimGroup'],
    ['teamID', 'teamId'],
    ['typ', 'type'],
    ['organisationRole', 'organizationRole'],
    ['memberRole', 'teamMemberRole'],
    ['prt', 'port'],
    ['prot', 'port'],
    ['ulr', 'url'],
    ['databse', 'database'],
    ['baseurl', 'baseUrl'],
    ['email-validations', 'email-validation'],
    ['emailvalidation', 'email-validation'],
  ])('takes %s for %s', (word, nearest) => {
    expect(findNearest(word, [...words, ...settings])).toBe(nearest)
  })

  it.each(['name', 'colour', 'x-forwarded-for', ''])('takes %j for none', (word) => {
    expect(findNearest(word, [...words, ...settings])).toBeUndefined()
  })

  it('takes no short word for one that has other letters', () => {
    expect(findNearest('gt', ['eq', 'ne', 'pr'])).toBeUndefined()
  })
})
