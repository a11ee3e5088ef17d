import { describe, expect, it } from 'vitest'

import { defineAttribute } from '../schema/attribute-definition.ts'
import { GROUP } from '../schema/group.ts'
import { withAttributes } from '../schema/resource-type.ts'
import { USER } from '../schema/user.ts'
import { findLongKeys } from './find-long-keys.ts'
import { MAX_KEY_BYTES } from './key-length.ts'

const badge = defineAttribute('badge', 'The number of the badge.', { uniqueness: 'server', caseExact: true })
const type = withAttributes(USER, [badge])
const fits = 'x'.repeat(MAX_KEY_BYTES)

describe('findLongKeys', () => {
  it.each([
    ['userName', { userName: `${fits}x` }],
    ['externalId', { externalId: `${fits}x` }],
    ['emails.value', { emails: [{ value: 'a' }, { value: `${fits}x` }, { value: `${fits}y` }] }],
    ['badge', { badge: `${fits}x` }],
    ['userName', { userName: '漢'.repeat(342) }],
    // Folded, each of these 2 bytes has 3.
    ['userName', { userName: 'İ'.repeat(400) }],
  ])('finds %s', (path, data) => {
    expect(findLongKeys(type, data)).toEqual([{ path, message: 'is longer than 1024 bytes' }])
  })

  it('finds all that are too long in a group', () => {
    const data = { displayName: `${fits}x`, externalId: `${fits}x` }
    expect(findLongKeys(GROUP, data).map(({ path }) => path)).toEqual(['displayName', 'externalId'])
  })

  it('lets pass what fits, and what no index holds', () => {
    const data = {
      userName: fits,
      badge: '漢'.repeat(341),
      title: `${fits}x`,
      emails: [{ value: fits, display: `${fits}x` }],
    }
    expect(findLongKeys(type, data)).toEqual([])
  })
})
