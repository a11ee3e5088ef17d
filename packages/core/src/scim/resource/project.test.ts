import { describe, expect, it } from 'vitest'
import { defineAttribute } from '../schema/attribute-definition.ts'
import { GROUP } from '../schema/group.ts'
import { withAttributes } from '../schema/resource-type.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { includesAttribute, project, resolveProjection } from './project.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const TYPE = withAttributes(USER, [
  defineAttribute('secret', '', { returned: 'never' }),
  defineAttribute('bulky', '', { returned: 'request' }),
  defineAttribute('badge', '', {
    type: 'complex',
    subAttributes: [defineAttribute('code', '', { returned: 'always' }), defineAttribute('floor', '')],
  }),
])
const RESOURCE = {
  schemas: [CORE, ENTERPRISE],
  id: '1',
  userName: 'ann',
  name: { givenName: 'Ann', familyName: 'Lee' },
  emails: [
    { value: 'a', type: 'work' },
    { value: 'b', type: 'home' },
  ],
  secret: 's',
  bulky: 'b',
  badge: { code: 'c', floor: '2' },
  [ENTERPRISE]: { department: 'Sales', manager: { value: 'm' } },
  meta: { resourceType: 'User' },
}
const always = { schemas: RESOURCE.schemas, id: '1' }
const { secret: _secret, bulky: _bulky, ...byDefault } = RESOURCE

function projected(attributes?: string[], excludedAttributes?: string[]) {
  return project(TYPE, RESOURCE, resolveProjection(TYPE, { attributes, excludedAttributes }, new Tolerances()))
}

describe('project', () => {
  it.each([
    ['nothing asked for', undefined, undefined, byDefault],
    ['userName', ['USERNAME'], undefined, { ...always, userName: 'ann' }],
    ['a qualified name', [`${CORE}:userName`], undefined, { ...always, userName: 'ann' }],
    ['a sub-attribute', ['name.givenName'], undefined, { ...always, name: { givenName: 'Ann' } }],
    [
      'a sub-attribute of every value',
      ['emails.value'],
      undefined,
      { ...always, emails: [{ value: 'a' }, { value: 'b' }] },
    ],
    [
      'an attribute of an extension',
      [`${ENTERPRISE}:department`],
      undefined,
      { ...always, [ENTERPRISE]: { department: 'Sales' } },
    ],
    [
      'a sub-attribute of chosen values',
      ['emails[type eq "work"].value'],
      undefined,
      { ...always, emails: [{ value: 'a' }, { value: 'b' }] },
    ],
    ['a sub-attribute that no value has', ['emails.display'], undefined, always],
    ['a path that can not be parsed', ['emails[type'], undefined, always],
    ['a whole extension', [ENTERPRISE], undefined, { ...always, [ENTERPRISE]: RESOURCE[ENTERPRISE] }],
    ['one on request', ['bulky'], undefined, { ...always, bulky: 'b' }],
    ['one that is never returned', ['secret'], undefined, always],
    ['one with a part always returned', ['badge.floor'], undefined, { ...always, badge: { code: 'c', floor: '2' } }],
    ['an unknown one', ['colour'], undefined, always],
    [
      'one excluded',
      undefined,
      ['emails', 'name', 'badge', ENTERPRISE],
      { ...always, userName: 'ann', meta: RESOURCE.meta },
    ],
    ['a sub-attribute excluded', ['name'], ['name.givenName'], { ...always, name: { familyName: 'Lee' } }],
    ['id excluded in vain', ['userName'], ['id', 'schemas'], { ...always, userName: 'ann' }],
  ])('%s (RFC 7644 §3.9)', (_title, attributes, excluded, expected) => {
    expect(projected(attributes, excluded)).toEqual(expected)
  })

  it.each([
    [undefined, undefined, true],
    [undefined, ['members'], false],
    [['displayName'], undefined, false],
    [['members.value'], undefined, true],
  ])(
    'knows without reading whether attributes %j without %j include members',
    (attributes, excludedAttributes, expected) => {
      const projection = resolveProjection(GROUP, { attributes, excludedAttributes }, new Tolerances())
      expect(includesAttribute(GROUP, projection, 'members')).toBe(expected)
    },
  )
})
