import { describe, expect, it } from 'vitest'

import { formatDirectory } from './format-directory.ts'
import { generateDirectory } from './generate-directory.ts'
import { InputError } from './input-error.ts'
import { parseDirectory } from './parse-directory.ts'

const ANN = '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef'
const BOB = '7fce0092-d52e-4f76-b727-3955bd72c939'
const GROUP = '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159'

describe('directory file', () => {
  it('fills in what a file may leave out and resolves names to objectIds', () => {
    const directory = parseDirectory(`
users:
  - { objectId: ${ANN}, userPrincipalName: ann@acme.example, mail: ann@acme.example }
  - { objectId: ${BOB}, userPrincipalName: bob@acme.example, manager: ANN@acme.example, accountEnabled: false }
groups:
  - { objectId: ${GROUP}, displayName: acme_owners, members: [ann@acme.example, ${BOB}, Ann@acme.example] }
`)
    expect(directory.users[0]).toMatchObject({
      department: null,
      accountEnabled: true,
      isSoftDeleted: false,
      assigned: true,
    })
    expect(directory.users[1]).toMatchObject({ manager: ANN, accountEnabled: false })
    expect(directory.groups[0]?.members).toEqual([ANN, BOB])
  })

  it('reads an empty file as an empty directory', () => {
    expect(parseDirectory('{}')).toEqual({ users: [], groups: [] })
  })

  it.each<[name: string, text: string, message: string]>([
    ['text that is no YAML', 'users: [', 'd.yaml:1:9 not YAML: '],
    [
      'an unknown key',
      `users:\n  - objectId: ${ANN}\n    userPrincipalName: a\n    upn: b`,
      'd.yaml:4:5 users.0.upn: is no key that is known here',
    ],
    ['a missing key', `users:\n  - objectId: ${ANN}`, 'd.yaml:2:5 users.0.userPrincipalName: is missing'],
    [
      'a wrong type',
      `users:\n  - objectId: ${ANN}\n    userPrincipalName: a\n    accountEnabled: 'yes'`,
      'd.yaml:4:5 users.0.accountEnabled: Invalid type',
    ],
    [
      'an objectId that is no GUID',
      'users:\n  - { userPrincipalName: a, objectId: 12 }',
      'd.yaml:2:29 users.0.objectId: ',
    ],
    [
      'an unknown manager',
      `users:\n  - { objectId: ${ANN}, userPrincipalName: a, manager: b }`,
      'd.yaml:2:77 no user of this directory is "b"',
    ],
    [
      'an unknown member',
      `groups:\n  - objectId: ${GROUP}\n    displayName: g\n    members:\n      - x`,
      'd.yaml:5:9 no user or group of this directory is "x"',
    ],
    [
      'an objectId used twice',
      `users:\n  - { objectId: ${ANN}, userPrincipalName: a }\ngroups:\n  - { objectId: ${ANN}, displayName: g }`,
      `d.yaml:4:7 "${ANN}" is in this directory already`,
    ],
    [
      'a name used twice',
      `users:\n  - { objectId: ${ANN}, userPrincipalName: a }\n  - { objectId: ${BOB}, userPrincipalName: A }`,
      'd.yaml:3:55 "A" is in this directory already',
    ],
  ])('refuses %s at its place', (_name, text, message) => {
    expect(() => parseDirectory(text, 'd.yaml')).toThrow(InputError)
    expect(() => parseDirectory(text, 'd.yaml')).toThrow(message)
  })

  it('reports all mistakes at once', () => {
    const text = `users:\n  - { objectId: x, userPrincipalName: '' }\n  - { objectId: ${ANN} }`
    const diagnostics = catchError(() => parseDirectory(text)).diagnostics
    expect(diagnostics.map(({ line, column }) => [line, column])).toEqual([
      [2, 7],
      [2, 20],
      [3, 5],
    ])
  })
})

describe('generated directory', () => {
  it('is the same for the same seed and another for another seed', () => {
    const options = { seed: 42, users: 200, groups: 30 }
    expect(generateDirectory(options)).toEqual(generateDirectory(options))
    expect(generateDirectory(options)).not.toEqual(generateDirectory({ ...options, seed: 43 }))
  })

  it('has the people, the named groups and members between the bounds', () => {
    const { users, groups } = generateDirectory({
      seed: 1,
      users: 50,
      groups: ['acme_owners', 'acme_stewards'],
      membersPerGroup: { least: 2, most: 4 },
    })
    expect(users).toHaveLength(50)
    expect(new Set(users.map((user) => user.userPrincipalName)).size).toBe(50)
    expect(groups.map((group) => group.displayName)).toEqual(['acme_owners', 'acme_stewards'])
    for (const group of groups) {
      expect(group.members.length).toBeGreaterThanOrEqual(2)
      expect(group.members.length).toBeLessThanOrEqual(4)
      expect(new Set(group.members).size).toBe(group.members.length)
    }
  })

  it('is read back equal from YAML', () => {
    const directory = generateDirectory({ seed: 7, users: 20, groups: 3 })
    expect(parseDirectory(formatDirectory(directory))).toEqual(directory)
  })
})

function catchError(run: () => unknown): InputError {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error
  }
  throw new Error('expected an InputError')
}
