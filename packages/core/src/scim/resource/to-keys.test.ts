import { describe, expect, it } from 'vitest'
import { USER } from '../schema/user.ts'
import { toInstant } from './to-instant.ts'
import { toKeys } from './to-keys.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('toKeys', () => {
  it('folds what is not caseExact, keeps what is, and knows the schemas', () => {
    const data = {
      id: 'Id',
      externalId: 'Ext',
      userName: 'Ann@Example.com',
      active: true,
      emails: [{ value: 'Ann@Example.com', type: 'Work' }],
      profileUrl: 'https://Example.com/Ann',
      meta: { created: '2011-05-13T06:42:34.5+02:00' },
      [ENTERPRISE]: { department: 'EMEA' },
      unknown: 'x',
    }
    expect(toKeys(USER, data)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:user', ENTERPRISE.toLowerCase()],
      id: 'Id',
      externalId: 'Ext',
      userName: 'ann@example.com',
      active: true,
      emails: [{ value: 'ann@example.com', type: 'work' }],
      profileUrl: 'https://Example.com/Ann',
      meta: { created: '2011-05-13T04:42:34.500Z' },
      [ENTERPRISE]: { department: 'emea' },
    })
  })
})

describe('toInstant', () => {
  it.each([
    ['2011-05-13T04:42:34Z', '2011-05-13T04:42:34.000Z'],
    ['2011-05-13t04:42:34.12345z', '2011-05-13T04:42:34.123Z'],
    ['2011-05-13T04:42:34', '2011-05-13T04:42:34.000Z'],
    ['2011-12-31T23:30:00-01:00', '2012-01-01T00:30:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['0000-01-01T00:00:00+01:00', undefined],
    ['2011-02-30T00:00:00Z', undefined],
    ['2011-02-28T24:00:00Z', undefined],
    ['2011-02-28', undefined],
    ['2011-02-28T00:00:00+15:00', undefined],
  ])('reads %s as %s', (text, expected) => {
    expect(toInstant(text)).toBe(expected)
  })
})
