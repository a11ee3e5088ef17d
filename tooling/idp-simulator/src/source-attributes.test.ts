import { describe, expect, it } from 'vitest'

import { changeUser, disableUser, getUser, softDeleteUser } from './change-directory.ts'
import { generateDirectory } from './generate-directory.ts'
import { readUserSource } from './source-attributes.ts'

const directory = generateDirectory({ seed: 1, users: 1, groups: 0 })
const name = directory.users[0]?.userPrincipalName ?? ''

describe('source attributes', () => {
  it.each<[name: string, changed: typeof directory, expected: string]>([
    ['nothing happened', directory, 'False'],
    ['the sign-in is blocked', disableUser(directory, name), 'True'],
    ['the user is in the recycle bin', softDeleteUser(directory, name), 'True'],
    ['the user is not assigned', changeUser(directory, name, { assigned: false }), 'True'],
  ])('computes IsSoftDeleted when %s', (_name, changed, expected) => {
    expect(readUserSource(getUser(changed, name))('IsSoftDeleted')).toBe(expected)
  })

  it('puts the objectId in front of the name of a user in the recycle bin', () => {
    const user = getUser(softDeleteUser(directory, name), name)
    const prefix = user.objectId.replaceAll('-', '')
    expect(prefix).toHaveLength(32)
    expect(readUserSource(user)('userPrincipalName')).toBe(`${prefix}${name}`)
  })

  it('gives a guest their own address', () => {
    const guest = 'ann_lee_partner.example#EXT#@acme.example'
    const read = readUserSource(getUser(changeUser(directory, name, { userPrincipalName: guest }), guest))
    expect(read('userPrincipalName')).toBe('ann_lee@partner.example')
    expect(read('originalUserPrincipalName')).toBe(guest)
  })

  it('finds names in any case and nothing for a reference', () => {
    const read = readUserSource(getUser(directory, name))
    expect(read('OBJECTID')).toBe(directory.users[0]?.objectId)
    expect(read('manager')).toBeUndefined()
  })
})
