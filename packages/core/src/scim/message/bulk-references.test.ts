import { describe, expect, it } from 'vitest'

import type { Json, JsonObject } from '../resource/resource-data.ts'
import { findReferences, resolveReferences, splitReferences } from './bulk-references.ts'
import type { BulkOperation } from './bulk-request.ts'

const names = new Set(['members', 'manager', 'owners'])
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

function operation(data: Json, changes: Partial<BulkOperation> = {}): BulkOperation {
  return { method: 'POST', bulkId: 'self', endpoint: 'Groups', id: undefined, version: null, data, ...changes }
}

const patch = (...operations: readonly JsonObject[]) => operation({ Operations: operations }, { method: 'PATCH' })

describe('references by bulkId (RFC 7644 §3.7.2)', () => {
  it.each([
    ['a member', operation({ members: [{ value: 'bulkId:a' }, { value: '1' }] }), ['a']],
    ['a manager in an extension', operation({ [enterprise]: { manager: { value: 'bulkId:a' } } }), ['a']],
    ['a $ref', operation({ members: [{ $ref: 'https://host/Users/bulkId:a' }] }), ['a']],
    ['the path of the operation', operation(null, { method: 'DELETE', id: 'bulkId:a' }), ['a']],
    ['a value of a PATCH', patch({ op: 'add', path: 'members', value: [{ value: 'bulkId:a' }] }), ['a']],
    ['a filter of a PATCH', patch({ op: 'remove', path: 'members[value eq "bulkId:a" or value eq "1"]' }), ['a']],
    ['a bare member', operation({ Members: ['bulkId:a'] }), ['a']],
    ['a manager as a text', operation({ [`${enterprise}:manager`]: 'bulkId:a' }), ['a']],
    ['a manager after a dot', operation({ [`${enterprise}.manager.value`]: 'bulkId:a' }), ['a']],
    ['a value without a path', patch({ op: 'add', value: { members: [{ value: 'bulkId:a' }] } }), ['a']],
    [
      'a value at the URN of an extension',
      patch({ op: 'add', path: enterprise, value: { manager: 'bulkId:a' } }),
      ['a'],
    ],
    ['a reference that begins and ends there', operation({ members: [{ value: 'bulkId:' }] }), []],
    ['a name that only looks so', operation({ displayName: 'bulkId:a', externalId: 'bulkId:a' }), []],
    ['a value of another attribute', operation({ emails: [{ value: 'bulkId:a' }], roles: ['bulkId:a'] }), []],
    ['another part of a member', operation({ members: [{ value: '1', display: 'bulkId:a' }] }), []],
    ['a name in a PATCH', patch({ op: 'replace', path: 'displayName', value: 'bulkId:a' }), []],
    ['a filter of another attribute', patch({ op: 'remove', path: 'emails[value eq "bulkId:a"]' }), []],
    ['a text that only begins so', operation({ displayName: 'bulkId:' }), []],
    ['a text that has it inside', operation({ displayName: 'my bulkId:a' }), []],
    ['a path that can not be parsed', patch({ op: 'remove', path: 'members[value eq "bulkId:a"' }), []],
  ])('finds %s', (_, { ...found }, expected) => {
    expect([...findReferences(found, names)]).toEqual(expected)
  })

  it('become ids everywhere, and what is unknown stays', () => {
    const ids = new Map([['a', '17']])
    const { data, id } = resolveReferences(
      operation(
        {
          Operations: [
            { op: 'remove', path: 'members[value eq "bulkId:a" and type eq "User"].display' },
            { op: 'add', path: 'members', value: [{ value: 'bulkId:b', $ref: '../Users/bulkId:a' }] },
          ],
        },
        { method: 'PATCH', id: 'bulkId:a' },
      ),
      ids,
      names,
    )
    expect(id).toBe('17')
    expect(data).toEqual({
      Operations: [
        { op: 'remove', path: 'members[value eq "17" and type eq "User"].display' },
        { op: 'add', path: 'members', value: [{ value: 'bulkId:b', $ref: '../Users/17' }] },
      ],
    })
  })

  it('that wait are taken out: elements, attributes, attributes of an extension (§3.7.1)', () => {
    const data = {
      displayName: 'A',
      members: [{ value: 'bulkId:a' }, { value: '1' }],
      owners: [{ value: 'bulkId:a' }],
      [enterprise]: { department: 'D', manager: { value: 'bulkId:a' } },
      'urn:only': { manager: { value: 'bulkId:a' } },
    }
    expect(splitReferences(data, new Set(['a']), names)).toEqual({
      data: { displayName: 'A', members: [{ value: '1' }], [enterprise]: { department: 'D' } },
      additions: [
        { path: 'members', value: [{ value: 'bulkId:a' }] },
        { path: 'owners', value: [{ value: 'bulkId:a' }] },
        { path: `${enterprise}:manager`, value: { value: 'bulkId:a' } },
        { path: 'urn:only:manager', value: { value: 'bulkId:a' } },
      ],
    })
    expect(splitReferences(data, new Set(['b']), names)).toEqual({ data, additions: [] })
  })
})
