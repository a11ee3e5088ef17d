import { describe, expect, it } from 'vitest'
import { Mutability, NoTarget } from '../errors.ts'
import type { ResourceData } from '../resource/resource-data.ts'
import { defineAttribute } from '../schema/attribute-definition.ts'
import { withAttributes } from '../schema/resource-type.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { applyPatch } from './apply-patch.ts'
import { parsePatch, PATCH_OP_URN } from './parse-patch.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const WORK = { type: 'work', value: 'bjensen@example.com', primary: true }
const HOME = { type: 'home', value: 'babs@jensen.org' }
const BABS: ResourceData = {
  userName: 'bjensen',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [WORK, HOME],
  active: true,
}

type Operation = Readonly<Record<string, unknown>>

function patch(
  operations: readonly Operation[],
  data: ResourceData = BABS,
  tolerances = new Tolerances(),
  type = USER,
) {
  const parsed = parsePatch(type, { schemas: [PATCH_OP_URN], Operations: operations }, tolerances)
  return applyPatch(type, data, parsed, tolerances)
}

/** In strict mode, so that the RFC and the interoperability profile alone speak. */
function strictly(operation: Operation, data: ResourceData = BABS) {
  return patch([operation], data, new Tolerances({ strict: true })).data
}

describe('add (RFC 7644 §3.5.2.1)', () => {
  it.each([
    ['a singular attribute', { op: 'add', path: 'title', value: 'VP' }, { ...BABS, title: 'VP' }],
    ['in place of a singular value', { op: 'add', path: 'userName', value: 'babs' }, { ...BABS, userName: 'babs' }],
    [
      'sub-attributes to a complex attribute',
      { op: 'add', path: 'name', value: { middleName: 'Jane' } },
      { ...BABS, name: { givenName: 'Barbara', familyName: 'Jensen', middleName: 'Jane' } },
    ],
    [
      'a sub-attribute',
      { op: 'add', path: 'name.middleName', value: 'Jane' },
      { ...BABS, name: { givenName: 'Barbara', familyName: 'Jensen', middleName: 'Jane' } },
    ],
    [
      'a qualified attribute',
      { op: 'add', path: `${ENTERPRISE}:employeeNumber`, value: '7' },
      { ...BABS, [ENTERPRISE]: { employeeNumber: '7' } },
    ],
    [
      'one value as the object that it is',
      { op: 'add', path: 'emails', value: { value: 'n@x', type: 'other' } },
      { ...BABS, emails: [WORK, HOME, { value: 'n@x', type: 'other' }] },
    ],
    [
      'a sub-attribute of chosen values',
      { op: 'add', path: 'emails[type eq "home"].display', value: 'B' },
      { ...BABS, emails: [WORK, { ...HOME, display: 'B' }] },
    ],
    [
      'a primary value, which takes it from the others (§3.5.2)',
      { op: 'add', path: 'emails', value: [{ value: 'n@x', primary: true }] },
      { ...BABS, emails: [{ ...WORK, primary: false }, HOME, { value: 'n@x', primary: true }] },
    ],
    [
      'primary by a path',
      { op: 'add', path: 'emails[type eq "home"].primary', value: true },
      {
        ...BABS,
        emails: [
          { ...WORK, primary: false },
          { ...HOME, primary: true },
        ],
      },
    ],
  ])('adds %s', (_title, operation, expected) => {
    expect(strictly(operation)).toEqual(expected)
  })

  it.each([
    [
      'attributes',
      { emails: [{ value: 'b@x', type: 'other' }], nickname: 'Babs' },
      { ...BABS, emails: [WORK, HOME, { value: 'b@x', type: 'other' }], nickName: 'Babs' },
    ],
    [
      'a qualified attribute',
      { [`${ENTERPRISE}:employeeNumber`]: '7' },
      { ...BABS, [ENTERPRISE]: { employeeNumber: '7' } },
    ],
  ])('adds %s without path, with nothing to tolerate', (_title, value, expected) => {
    const tolerances = new Tolerances()
    expect(patch([{ op: 'add', value }], BABS, tolerances).data).toEqual(expected)
    expect(tolerances.recorded).toEqual([])
  })

  it('merges a manager too in strict mode (SCIM Interoperability Profile §6.5.2.1)', () => {
    const data = { ...BABS, [ENTERPRISE]: { manager: { value: 'm' } } }
    const operation = { op: 'add', path: `${ENTERPRISE}:manager`, value: { $ref: '../Users/m' } }
    expect(strictly(operation, data)).toEqual({
      ...BABS,
      [ENTERPRISE]: { manager: { value: 'm', $ref: '../Users/m' } },
    })
  })

  it.each([
    { op: 'add', path: 'emails', value: [HOME] },
    { op: 'add', path: 'emails', value: [{ value: 'BABS@jensen.org', type: 'Home' }].map(() => HOME) },
    { op: 'add', path: 'name', value: { givenName: 'Barbara' } },
    { op: 'add', value: { active: true } },
    { op: 'replace', path: 'emails', value: [WORK, HOME] },
    { op: 'replace', path: 'emails', value: [{ primary: true, value: WORK.value, type: 'work' }, HOME] },
    { op: 'remove', path: 'title' },
    { op: 'remove', path: 'emails[type eq "other"]' },
    { op: 'remove', path: `${ENTERPRISE}:department` },
  ])('changes nothing where %j says what is there', (operation) => {
    const result = patch([operation])
    expect(result.changed).toBe(false)
    expect(result.data).toBe(BABS)
  })

  it.each([
    ['in one list', { op: 'replace', path: 'emails', value: [HOME, { ...HOME }] }, [HOME]],
    ['by values that become equal', { op: 'replace', path: 'emails[value pr]', value: HOME }, [HOME]],
    ['by a sub-attribute', { op: 'add', path: 'emails', value: [{ ...HOME, value: 'BABS@JENSEN.ORG' }] }, undefined],
  ])('keeps no value and type twice, %s (RFC 7643 §2.4)', (_title, operation, emails) => {
    expect(strictly(operation)['emails']).toEqual(emails ?? [WORK, { ...HOME, value: 'BABS@JENSEN.ORG' }])
  })

  it('brings a value up to date that is there with the same value and type', () => {
    expect(strictly({ op: 'add', path: 'emails', value: [{ ...HOME, display: 'Home' }] })).toEqual({
      ...BABS,
      emails: [WORK, { ...HOME, display: 'Home' }],
    })
  })
})

describe('remove (RFC 7644 §3.5.2.2)', () => {
  const { name: _name, ...nameless } = BABS
  const { emails: _emails, ...mailless } = BABS

  it.each([
    ['a singular attribute', { op: 'remove', path: 'name' }, nameless],
    ['a sub-attribute', { op: 'remove', path: 'name.givenName' }, { ...BABS, name: { familyName: 'Jensen' } }],
    ['all values', { op: 'remove', path: 'emails' }, mailless],
    [
      'values by a filter',
      { op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' },
      { ...BABS, emails: [HOME] },
    ],
    ['the last value, and the attribute with it', { op: 'remove', path: 'emails[value pr]' }, mailless],
    [
      'a sub-attribute of chosen values',
      { op: 'remove', path: 'emails[type eq "work"].primary' },
      { ...BABS, emails: [{ type: 'work', value: WORK.value }, HOME] },
    ],
    [
      'the value, and leaves what was not asked for',
      { op: 'remove', path: 'emails[type eq "work"].value' },
      { ...BABS, emails: [{ type: 'work', primary: true }, HOME] },
    ],
    [
      'the value, and an element of which nothing but the type is left',
      { op: 'remove', path: 'emails[type eq "home"].value' },
      { ...BABS, emails: [WORK] },
    ],
  ])('removes %s', (_title, operation, expected) => {
    expect(strictly(operation)).toEqual(expected)
  })

  it('refuses remove without path', () => {
    expect(() => patch([{ op: 'remove' }])).toThrow(NoTarget)
    expect(() => patch([{ op: 'remove', value: { title: 'x' } }])).toThrow(NoTarget)
  })

  it.each(['userName', 'id', 'meta.created', 'groups'])(
    'refuses to remove %s, which is required or read-only',
    (path) => {
      expect(() => patch([{ op: 'remove', path }])).toThrow(Mutability)
    },
  )

  it('removes values that are named by their value', () => {
    const tolerances = new Tolerances()
    expect(
      patch([{ op: 'remove', path: 'emails', value: [{ value: 'BABS@jensen.org' }] }], BABS, tolerances).data,
    ).toEqual({ ...BABS, emails: [WORK] })
    expect(tolerances.recorded).toEqual(['remove-with-value'])
    expect(patch([{ op: 'remove', path: 'emails', value: [] }]).changed).toBe(false)
    expect(patch([{ op: 'remove', path: 'emails', value: null }]).data).toEqual(mailless)
  })

  it('removes a whole extension by its URN', () => {
    const data = { ...BABS, [ENTERPRISE]: { department: 'Sales', manager: { value: 'm' } } }
    expect(strictly({ op: 'remove', path: ENTERPRISE }, data)).toEqual(BABS)
  })
})

describe('replace (RFC 7644 §3.5.2.3)', () => {
  const ADDRESS = { type: 'work', streetAddress: '911 Universal City Plaza', locality: 'Hollywood', primary: true }

  it.each([
    ['all values', { op: 'replace', path: 'emails', value: [HOME] }, BABS, { ...BABS, emails: [HOME] }],
    [
      'a chosen value',
      { op: 'replace', path: 'addresses[type eq "work"]', value: ADDRESS },
      { ...BABS, addresses: [{ type: 'work', region: 'CA' }] },
      { ...BABS, addresses: [ADDRESS] },
    ],
    [
      'a chosen value, which stays chosen',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'n@x' } },
      BABS,
      { ...BABS, emails: [WORK, { type: 'home', value: 'n@x' }] },
    ],
    [
      'a sub-attribute of a chosen value',
      { op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' },
      { ...BABS, addresses: [ADDRESS] },
      { ...BABS, addresses: [{ ...ADDRESS, streetAddress: '1010 Broadway Ave' }] },
    ],
    ['what did not exist', { op: 'replace', path: 'title', value: 'VP' }, BABS, { ...BABS, title: 'VP' }],
    [
      'the manager as a whole',
      { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: 'n' } },
      { ...BABS, [ENTERPRISE]: { manager: { value: 'm', $ref: 'Users/m' } } },
      { ...BABS, [ENTERPRISE]: { manager: { value: 'n' } } },
    ],
    [
      'the manager by value, without the stale $ref',
      { op: 'replace', path: `${ENTERPRISE}:manager.value`, value: 'n' },
      { ...BABS, [ENTERPRISE]: { manager: { value: 'm', $ref: 'Users/m' } } },
      { ...BABS, [ENTERPRISE]: { manager: { value: 'n' } } },
    ],
    [
      'an extension by its URN',
      { op: 'replace', path: ENTERPRISE, value: { department: 'Sales' } },
      BABS,
      { ...BABS, [ENTERPRISE]: { department: 'Sales' } },
    ],
  ])('replaces %s', (_title, operation, before, expected) => {
    expect(strictly(operation, before)).toEqual(expected)
  })

  it('replaces attributes without path, with nothing to tolerate', () => {
    const tolerances = new Tolerances()
    const operation = { op: 'replace', value: { emails: [HOME], nickname: 'Babs' } }
    expect(patch([operation], BABS, tolerances).data).toEqual({ ...BABS, emails: [HOME], nickName: 'Babs' })
    expect(tolerances.recorded).toEqual([])
  })

  it('replaces sub-attributes and lets the others stay; in strict mode all of them (SCIM Interoperability Profile §6.5.2.1)', () => {
    const operation = { op: 'replace', path: 'name', value: { givenName: 'Babs' } }
    expect(patch([operation]).data).toEqual({ ...BABS, name: { givenName: 'Babs', familyName: 'Jensen' } })
    expect(strictly(operation)).toEqual({ ...BABS, name: { givenName: 'Babs' } })
  })

  it('refuses a filter that matches nothing', () => {
    expect(() => strictly({ op: 'replace', path: 'emails[type eq "other"].value', value: 'x' })).toThrow(NoTarget)
    expect(() => patch([{ op: 'replace', path: 'emails[type sw "oth"].value', value: 'x' }])).toThrow(NoTarget)
    expect(() => patch([{ op: 'replace', path: 'emails[type eq "a" or type eq "b"].value', value: 'x' }])).toThrow(
      NoTarget,
    )
  })

  it('applies all operations or none, and leaves the data alone', () => {
    const before = structuredClone(BABS)
    expect(() =>
      patch([
        { op: 'replace', path: 'title', value: 'VP' },
        { op: 'remove', path: 'userName' },
      ]),
    ).toThrow(Mutability)
    patch([
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'name.givenName', value: 'B' },
    ])
    expect(BABS).toEqual(before)
  })

  it('honours immutable attributes and parts (RFC 7643 §2.2)', () => {
    const code = defineAttribute('code', '', { mutability: 'immutable' })
    const type = withAttributes(USER, [code, defineAttribute('badge', '', { type: 'complex', subAttributes: [code] })])
    const patchFixed = (operation: Operation, data: ResourceData) =>
      patch([operation], data, new Tolerances(), type).data
    expect(patchFixed({ op: 'add', path: 'code', value: 'a' }, BABS)).toEqual({ ...BABS, code: 'a' })
    expect(patchFixed({ op: 'replace', path: 'code', value: 'a' }, { ...BABS, code: 'a' })).toEqual({
      ...BABS,
      code: 'a',
    })
    expect(() => patchFixed({ op: 'replace', path: 'code', value: 'b' }, { ...BABS, code: 'a' })).toThrow(Mutability)
    expect(() => patchFixed({ op: 'remove', path: 'code' }, { ...BABS, code: 'a' })).toThrow(Mutability)
    expect(() =>
      patchFixed({ op: 'replace', path: 'badge.code', value: 'b' }, { ...BABS, badge: { code: 'a' } }),
    ).toThrow(Mutability)
  })

  it('patches plain and nested lists of custom schemas', () => {
    const tags = defineAttribute('tags', '', { multiValued: true })
    const type = withAttributes(USER, [tags, defineAttribute('badge', '', { type: 'complex', subAttributes: [tags] })])
    const run = (operation: Operation, data: ResourceData) => patch([operation], data, new Tolerances(), type).data
    expect(run({ op: 'add', path: 'tags', value: ['b', 'a'] }, { ...BABS, tags: ['a'] })).toEqual({
      ...BABS,
      tags: ['a', 'b'],
    })
    expect(run({ op: 'remove', path: 'tags[value eq "A"]' }, { ...BABS, tags: ['a', 'b'] })).toEqual({
      ...BABS,
      tags: ['b'],
    })
    expect(run({ op: 'remove', path: 'tags', value: ['B'] }, { ...BABS, tags: ['a', 'b'] })).toEqual({
      ...BABS,
      tags: ['a'],
    })
    expect(run({ op: 'add', path: 'badge.tags', value: ['b'] }, { ...BABS, badge: { tags: ['a'] } })).toEqual({
      ...BABS,
      badge: { tags: ['a', 'b'] },
    })
    expect(run({ op: 'remove', path: 'badge.tags' }, { ...BABS, badge: { tags: ['a'] } })).toEqual(BABS)
  })
})
