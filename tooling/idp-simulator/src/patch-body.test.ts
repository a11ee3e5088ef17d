import { describe, expect, it } from 'vitest'

import type { Dialect } from './dialect.ts'
import { dialectOf } from './dialect.ts'
import type { AttributeChange } from './diff-attributes.ts'
import { addMembersBody, removeMembersBody } from './member-patch.ts'
import { toPatchBody } from './patch-body.ts'
import { parseTargetPath } from './target-path.ts'

const EMPLOYEE_NUMBER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber'
const WORK_MAIL = 'emails[type eq "work"].value'

function change(path: string, value: string | null, hadValue = true): AttributeChange {
  const target = parseTargetPath(path)
  if (target === undefined) throw new Error(path)
  return { target, value, hadValue }
}

/** The samples of "Known issues and resolutions with SCIM 2.0 protocol compliance", without and with the flag. */
describe.each<[name: string, changes: AttributeChange[], legacy: unknown[], compliant: unknown[]]>([
  [
    'disable users',
    [change('active', 'False')],
    [{ op: 'Replace', path: 'active', value: 'False' }],
    [{ op: 'replace', path: 'active', value: false }],
  ],
  [
    'add a single-value string attribute',
    [change('nickName', 'Babs', false)],
    [{ op: 'Add', path: 'nickName', value: 'Babs' }],
    [{ op: 'add', path: 'nickName', value: 'Babs' }],
  ],
  [
    'replace multiple attributes',
    [
      change('displayName', 'Bjfe'),
      change(WORK_MAIL, 'a@b.c'),
      change('name.givenName', 'Kkom'),
      change(EMPLOYEE_NUMBER, 'Aklq'),
    ],
    [
      { op: 'Replace', path: 'displayName', value: 'Bjfe' },
      { op: 'Replace', path: WORK_MAIL, value: 'a@b.c' },
      { op: 'Replace', path: 'name.givenName', value: 'Kkom' },
      { op: 'Replace', path: EMPLOYEE_NUMBER, value: 'Aklq' },
    ],
    [
      { op: 'replace', path: WORK_MAIL, value: 'a@b.c' },
      { op: 'replace', value: { displayName: 'Bjfe', 'name.givenName': 'Kkom', [EMPLOYEE_NUMBER]: 'Aklq' } },
    ],
  ],
  [
    'rename and disable a user in the recycle bin in one request',
    [change('userName', '0a21x@b.c'), change('active', 'False')],
    [
      { op: 'Replace', path: 'userName', value: '0a21x@b.c' },
      { op: 'Replace', path: 'active', value: 'False' },
    ],
    [{ op: 'replace', value: { userName: '0a21x@b.c', active: false } }],
  ],
  [
    'clear an attribute',
    [change('title', null)],
    [{ op: 'Replace', path: 'title', value: '' }],
    [{ op: 'replace', path: 'title', value: '' }],
  ],
  [
    'clear active, as the older mapping does',
    [change('active', null)],
    [{ op: 'Replace', path: 'active', value: '' }],
    [{ op: 'replace', path: 'active', value: '' }],
  ],
])('requests to %s', (_name, changes, legacy, compliant) => {
  it.each<[Dialect, unknown[]]>([
    ['legacy', legacy],
    ['compliant', compliant],
  ])('%s', (dialect, operations) => {
    expect(toPatchBody(dialect, changes)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: operations,
    })
  })
})

describe('requests about members', () => {
  it('add in both dialects by the same value', () => {
    const value = [
      { $ref: null, value: 'u1' },
      { $ref: null, value: 'u2' },
    ]
    expect(addMembersBody('legacy', ['u1', 'u2'])).toMatchObject({
      Operations: [{ op: 'Add', path: 'members', value }],
    })
    expect(addMembersBody('compliant', ['u1', 'u2'])).toMatchObject({
      Operations: [{ op: 'add', path: 'members', value }],
    })
  })

  it('remove by value without the flag, by value path with it', () => {
    expect(removeMembersBody('legacy', ['u1'])['Operations']).toEqual([
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'u1' }] },
    ])
    expect(removeMembersBody('compliant', ['u1', 'u2'])['Operations']).toEqual([
      { op: 'remove', path: 'members[value eq "u1"]' },
      { op: 'remove', path: 'members[value eq "u2"]' },
    ])
  })
})

describe('dialect of a tenant URL', () => {
  it.each<[string, Dialect]>([
    ['https://host/api/scim/v2', 'legacy'],
    ['https://host/api/scim/v2?aadOptscim062020', 'compliant'],
    ['https://host/api/scim/v2/?x=1&AADOPTSCIM062020=true', 'compliant'],
  ])('%s is %s', (url, dialect) => {
    expect(dialectOf(url)).toBe(dialect)
  })
})
