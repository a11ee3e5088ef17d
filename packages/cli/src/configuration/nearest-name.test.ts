import { describe, expect, it } from 'vitest'

import { findNearestName } from './nearest-name.ts'

const known = ['port', 'host', 'database', 'baseUrl', 'email-validation']

describe('findNearestName', () => {
  it.each([
    ['prt', 'port'],
    ['databse', 'database'],
    ['baseurl', 'baseUrl'],
    ['email-validations', 'email-validation'],
    ['emailvalidation', 'email-validation'],
  ])('takes %s for %s', (unknown, name) => {
    expect(findNearestName(unknown, known)).toBe(name)
  })

  it.each(['colour', 'x-forwarded-for', ''])('takes %j for none', (unknown) => {
    expect(findNearestName(unknown, known)).toBeUndefined()
  })
})
