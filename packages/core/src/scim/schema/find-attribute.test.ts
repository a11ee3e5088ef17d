import { describe, expect, it } from 'vitest'
import { Tolerances } from '../tolerance.ts'
import { defineAttribute } from './attribute-definition.ts'
import { findAttribute, findSearchedAttribute, findSchema, pathOf } from './find-attribute.ts'
import { GROUP } from './group.ts'
import { withAttributes, withExtension, withImmutable } from './resource-type.ts'
import { USER } from './user.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('findAttribute', () => {
  it.each([
    ['USERNAME', 'userName'],
    ['name.GIVENNAME', 'name.givenName'],
    ['id', 'id'],
    ['meta.lastmodified', 'meta.lastModified'],
    ['emails.$ref', undefined],
    [`${CORE.toUpperCase()}:userName`, 'userName'],
    [`${CORE}:externalId`, 'externalId'],
    [`${ENTERPRISE}:Manager.Value`, `${ENTERPRISE}:manager.value`],
    ['members', undefined],
    ['members.$ref', undefined],
    ['department', undefined],
    ['email', undefined],
    ['__proto__', undefined],
    ['name.givenName.x', undefined],
  ])('finds %s as %s', (path, expected) => {
    const found = findAttribute(USER, path, new Tolerances({ strict: true }))
    expect(found && pathOf(found)).toBe(expected)
  })

  it.each([
    ['department', `${ENTERPRISE}:department`, 'unqualified-extension'],
    ['email', 'emails.value', 'email-alias'],
    ['urn:scim:schemas:core:1.0:userName', 'userName', 'former-urn'],
    ['urn:scim:schemas:extension:enterprise:1.0:manager', `${ENTERPRISE}:manager`, 'former-urn'],
  ])('tolerates %s', (path, expected, tolerance) => {
    const tolerances = new Tolerances()
    const found = findSearchedAttribute(USER, path, tolerances)
    expect(found && pathOf(found)).toBe(expected)
    expect(tolerances.recorded).toEqual([tolerance])
    expect(findSearchedAttribute(USER, path, new Tolerances({ strict: true }))).toBeUndefined()
  })

  it.each(['email', 'department', 'manager'])('does not take %s for another name in a body or PATCH', (path) => {
    expect(findAttribute(USER, path, new Tolerances())).toBeUndefined()
  })

  it('finds the attributes that an owner adds', () => {
    const schema = { id: 'urn:example:hr:1.0', name: 'HR', description: '', attributes: [defineAttribute('grade', '')] }
    const type = withAttributes(withExtension(GROUP, schema), [defineAttribute('purpose', '')])
    expect(findAttribute(type, 'urn:example:hr:1.0:grade', new Tolerances())?.schema).toBe('urn:example:hr:1.0')
    expect(findAttribute(type, 'purpose', new Tolerances())?.attribute.name).toBe('purpose')
    expect(findAttribute(GROUP, 'purpose', new Tolerances())).toBeUndefined()
  })
})

describe('findSchema', () => {
  it('finds core and extensions by URN in any case, and no others', () => {
    expect(findSchema(USER, ENTERPRISE.toUpperCase(), new Tolerances())?.name).toBe('EnterpriseUser')
    expect(findSchema(USER, CORE, new Tolerances())).toBe(USER.schema)
    expect(findSchema(GROUP, CORE, new Tolerances())).toBeUndefined()
  })
})

describe('User and Group', () => {
  it.each([
    [USER, 'userName', { caseExact: false, required: true, uniqueness: 'server' }],
    [USER, 'externalId', { caseExact: true, mutability: 'readWrite' }],
    [USER, 'id', { caseExact: true, mutability: 'readOnly', returned: 'always' }],
    [USER, 'groups', { mutability: 'readOnly', multiValued: true }],
    [GROUP, 'displayName', { caseExact: false, required: true }],
    [GROUP, 'members', { multiValued: true, type: 'complex' }],
  ] as const)('%# have the characteristics of RFC 7643: %s', (type, name, expected) => {
    expect(findAttribute(type, name, new Tolerances())?.attribute).toMatchObject(expected)
  })

  it('do not promise a password', () => {
    expect(findAttribute(USER, 'password', new Tolerances())).toBeUndefined()
  })

  it('show userName as immutable where it can’t be changed', () => {
    expect(findAttribute(withImmutable(USER, 'userName'), 'userName', new Tolerances())?.attribute.mutability).toBe(
      'immutable',
    )
  })
})
