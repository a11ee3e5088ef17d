import { describe, expect, it } from 'vitest'
import { InvalidPath, InvalidSyntax, InvalidValue, Mutability } from '../errors.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { parsePatch, PATCH_OP_URN } from './parse-patch.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('parsePatch', () => {
  it.each([
    [null, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [null] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'move', path: 'title' }] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 5, value: 1 }] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', value: 'x' }] }, InvalidSyntax],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 'emails[type', value: 'x' }] }, InvalidPath],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 'emails[colour eq "x"]', value: 'x' }] }, InvalidPath],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 'colour', value: 'x' }] }, InvalidPath],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: `${ENTERPRISE}:colour`, value: 'x' }] }, InvalidPath],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 'title[value eq "x"]', value: 'x' }] }, InvalidPath],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', path: 'id', value: 'x' }] }, Mutability],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'remove', path: 'schemas' }] }, Mutability],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: 'title' }] }, InvalidValue],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', path: 'title' }] }, InvalidValue],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', path: 'active', value: 'yes' }] }, InvalidValue],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', path: 'name', value: 'x' }] }, InvalidValue],
    [{ schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', value: { title: 'a\0' } }] }, InvalidValue],
  ])('refuses %j', (body, error) => {
    expect(() => parsePatch(USER, body, new Tolerances())).toThrow(error)
  })

  it.each<[object, typeof InvalidPath | typeof InvalidSyntax | typeof InvalidValue]>([
    [{ op: 'add', value: { title: 'x' } }, InvalidSyntax],
    [{ op: 'replace', value: { active: false } }, InvalidSyntax],
    [{ op: 'replace', path: null, value: { active: false } }, InvalidSyntax],
    [{ op: 'replace', path: '', value: { active: false } }, InvalidSyntax],
    [{ op: 'remove' }, InvalidSyntax],
    [{ op: 'add', path: 'colour', value: 'x' }, InvalidSyntax],
    [{ op: 'remove', path: 'colour' }, InvalidSyntax],
    [{ op: 'add', path: 'name.colour', value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: 'name', value: { colour: 'x' } }, InvalidSyntax],
    [{ op: 'replace', path: 'name', value: { colour: null } }, InvalidSyntax],
    [{ op: 'replace', path: 'emails', value: [{ value: 'a@x', colour: 'x' }] }, InvalidSyntax],
    [{ op: 'add', path: 'emails[type eq "work"].colour', value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: 'department', value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: 'password', value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: `${ENTERPRISE}:colour`, value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: ENTERPRISE, value: { colour: 'x' } }, InvalidSyntax],
    [{ op: 'add', path: 'urn:example:colours:red', value: 'x' }, InvalidSyntax],
    [{ op: 'add', path: 'emails[colour eq "x"].value', value: 'x' }, InvalidPath],
    [{ op: 'add', path: 'emails[type', value: 'x' }, InvalidPath],
    [{ op: 'add', path: 'title[value eq "x"]', value: 'x' }, InvalidPath],
    [{ op: 'replace', path: 'emails[type eq "work"].type', value: 'colour' }, InvalidValue],
    [{ op: 'add', path: 'emails', value: [{ value: 'a@x', type: 'colour' }] }, InvalidValue],
  ])('refuses %j in strict mode, whatever is beside it', (operation, error) => {
    const Operations = [{ op: 'replace', path: 'active', value: false }, operation]
    const parse = () => parsePatch(USER, { schemas: [PATCH_OP_URN], Operations }, new Tolerances({ strict: true }))
    expect(parse).toThrow(error)
  })

  it('leaves what is written to schemas aside: it follows from the data', () => {
    const Operations = [
      { op: 'add', path: 'schemas', value: [ENTERPRISE] },
      { op: 'remove', path: `schemas[value eq "${ENTERPRISE}"]` },
      { op: 'replace', value: { schemas: [] } },
    ]
    expect(parsePatch(USER, { schemas: [PATCH_OP_URN], Operations }, new Tolerances())).toEqual([])
  })

  it.each([
    { active: 'False', ACTIVE: 'True' },
    { active: false, 'urn:ietf:params:scim:schemas:core:2.0:User:active': true },
    { 'name.givenName': 'Ann', 'NAME.givenName': 'Bob' },
  ])('refuses an attribute that is there twice without a path, with different values: %j', (value) => {
    const body = { schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', value }] }
    expect(() => parsePatch(USER, body, new Tolerances())).toThrow(/there twice/)
  })

  it('reports the wrong values of all operations at once', () => {
    const Operations = [
      { op: 'replace', path: 'active', value: 'yes' },
      { op: 'add', value: { title: true } },
    ]
    expect(() => parsePatch(USER, { schemas: [PATCH_OP_URN], Operations }, new Tolerances())).toThrow(
      /active: .*; title: /,
    )
  })

  it.each([
    [{ Operations: [{ op: 'add', path: 'title', value: 'x' }] }, 'missing-schemas'],
    [{ schemas: [PATCH_OP_URN], operations: [{ op: 'add', path: 'title', value: 'x' }] }, 'single-operation'],
    [{ schemas: [PATCH_OP_URN], Operations: { op: 'add', path: 'title', value: 'x' } }, 'single-operation'],
  ])('tolerates %j', (body, tolerance) => {
    const tolerances = new Tolerances()
    expect(parsePatch(USER, body, tolerances)).toHaveLength(1)
    expect(tolerances.recorded).toEqual([tolerance])
    expect(() => parsePatch(USER, body, new Tolerances({ strict: true }))).toThrow(InvalidSyntax)
  })
})
