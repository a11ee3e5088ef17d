import { describe, expect, it } from 'vitest'

import { buildResource } from './build-resource.ts'
import type { MappedAttribute } from './map-attributes.ts'
import { parseTargetPath } from './target-path.ts'

function mapped(values: Readonly<Record<string, string | null>>): MappedAttribute[] {
  return Object.entries(values).map(([path, value]) => {
    const target = parseTargetPath(path)
    if (target === undefined) throw new Error(path)
    return { target, value, apply: 'always' }
  })
}

describe('body of a POST', () => {
  it('is that of "Create User", with nulls, roles, and an extension that schemas does not name', () => {
    const attributes = mapped({
      userName: 'ann@acme.example',
      active: 'True',
      'emails[type eq "work"].value': 'ann@acme.example',
      'name.givenName': 'Ann',
      'name.familyName': null,
      title: null,
      'phoneNumbers[type eq "mobile"].value': null,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': 'Sales',
      'urn:example:2.0:User:tag': 'x',
      'urn:example:2.0:User:empty': null,
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
    })
    expect(buildResource('User', attributes)).toEqual({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:User',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      ],
      meta: { resourceType: 'User' },
      roles: [],
      userName: 'ann@acme.example',
      active: true,
      emails: [{ primary: true, type: 'work', value: 'ann@acme.example' }],
      name: { givenName: 'Ann' },
      title: null,
      phoneNumbers: null,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Sales' },
      'urn:example:2.0:User': { tag: 'x' },
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
    })
  })

  it('joins what belongs to one element, and fills a list that began as null', () => {
    const attributes = mapped({
      'addresses[type eq "home"].locality': null,
      'addresses[type eq "work"].locality': 'Bonn',
      'addresses[type eq "work"].primary': 'False',
    })
    expect(buildResource('User', attributes)['addresses']).toEqual([{ type: 'work', locality: 'Bonn', primary: false }])
  })

  it('is that of "Create Group", without members', () => {
    expect(buildResource('Group', mapped({ displayName: 'acme_owners', externalId: 'g' }))).toEqual({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      meta: { resourceType: 'Group' },
      displayName: 'acme_owners',
      externalId: 'g',
    })
  })
})
