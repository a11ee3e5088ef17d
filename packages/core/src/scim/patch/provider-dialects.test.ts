import { describe, expect, it } from 'vitest'
import { InvalidValue } from '../errors.ts'
import type { ResourceData } from '../resource/resource-data.ts'
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

describe('what providers send', () => {
  const { emails: _emails, ...mailless } = BABS

  it.each([
    [
      'Entra replaces a value that is not there',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a@x' },
      mailless,
      { ...mailless, emails: [{ type: 'work', value: 'a@x' }] },
      'create-on-filtered-replace',
    ],
    [
      'Entra adds a value that is not there',
      { op: 'Add', path: 'phoneNumbers[type eq "Mobile"].value', value: '1' },
      BABS,
      { ...BABS, phoneNumbers: [{ type: 'Mobile', value: '1' }] },
      'create-on-filtered-replace',
    ],
    [
      'Entra, older dialect',
      { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Sales' },
      BABS,
      { ...BABS, [ENTERPRISE]: { department: 'Sales' } },
      'op-case',
    ],
    [
      'Entra, older dialect, boolean',
      { op: 'Replace', path: 'active', value: 'False' },
      BABS,
      { ...BABS, active: false },
      'string-boolean',
    ],
    [
      'Entra, manager',
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm' },
      BABS,
      { ...BABS, [ENTERPRISE]: { manager: { value: 'm' } } },
      'bare-value',
    ],
    [
      'Entra, dotted keys',
      { op: 'replace', value: { displayName: 'B', 'name.givenName': 'Babs', [`${ENTERPRISE}:employeeNumber`]: '7' } },
      BABS,
      {
        ...BABS,
        displayName: 'B',
        name: { givenName: 'Babs', familyName: 'Jensen' },
        [ENTERPRISE]: { employeeNumber: '7' },
      },
      'dotted-key',
    ],
    [
      'a value path as key',
      { op: 'replace', value: { 'emails[type eq "work"].value': 'n@x' } },
      BABS,
      { ...BABS, emails: [{ ...WORK, value: 'n@x' }, HOME] },
      'dotted-key',
    ],
    [
      'Entra app roles',
      { op: 'add', path: 'roles', value: [{ value: '{"id":"1","value":"Admin","displayName":"Administrator"}' }] },
      BABS,
      { ...BABS, roles: [{ value: 'Admin', display: 'Administrator' }] },
      'json-string',
    ],
    [
      'an unknown schema',
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:acme:2.0:User:tag', value: 'x' },
      BABS,
      BABS,
      'unknown-schema',
    ],
    [
      'an unknown key without path',
      { op: 'replace', value: { colour: 'red', title: 'VP' } },
      BABS,
      { ...BABS, title: 'VP' },
      'unknown-attribute',
    ],
    ['authentik', { op: 'replace', path: null, value: { title: 'VP' } }, BABS, { ...BABS, title: 'VP' }, 'null-path'],
    [
      'Okta',
      { op: 'replace', value: { id: 'x', schemas: ['y'], meta: {}, title: 'VP' } },
      BABS,
      { ...BABS, title: 'VP' },
      'read-only-ignored',
    ],
  ])('%s', (_title, operation, before, expected, tolerance) => {
    const tolerances = new Tolerances()
    expect(patch([operation], before, tolerances).data).toEqual(expected)
    expect(tolerances.recorded).toContain(tolerance)
  })

  it.each(['', null])('reads back absent after each attribute was replaced with %j (Entra, null update)', (value) => {
    const emails = [{ type: 'work', value: WORK.value }, HOME]
    const full = { ...BABS, emails, title: 'VP', [ENTERPRISE]: { department: 'Sales', manager: { value: 'm' } } }
    const paths = [
      'title',
      'name.givenName',
      'name.familyName',
      'emails[type eq "work"].value',
      'emails[type eq "home"].value',
      `${ENTERPRISE}:department`,
      `${ENTERPRISE}:manager`,
      'phoneNumbers[type eq "mobile"].value',
    ]
    const operations = paths.map((path) => ({ op: 'Replace', path, value }))
    expect(patch(operations, full).data).toEqual({ userName: 'bjensen', active: true })
  })

  it.each(['', null])('keeps what was not asked for where only the value is replaced with %j', (value) => {
    const [before, after] = [
      { ...WORK, display: 'Work' },
      { type: 'work', primary: true, display: 'Work' },
    ]
    const operation = { op: 'Replace', path: 'emails[type eq "work"].value', value }
    expect(patch([operation], { ...BABS, emails: [before, HOME] }).data).toEqual({ ...BABS, emails: [after, HOME] })
  })

  it('removes by value what a label chooses, and nothing else', () => {
    const remove = (value: unknown) => patch([{ op: 'remove', path: 'emails', value }]).data
    for (const home of [{ type: 'home' }, [{ type: 'HOME' }], '{"type":"home"}', { type: 'home', value: HOME.value }])
      expect(remove(home)).toEqual({ ...BABS, emails: [WORK] })
    expect(remove([{ type: 'home' }, { primary: true }])).toEqual(mailless)
    expect(remove({ type: 'other' })).toEqual(BABS)
    expect(remove({ type: 'work', primary: false })).toEqual(BABS)
    for (const nobody of [[{}], [null], [''], { type: null }]) expect(() => remove(nobody)).toThrow(InvalidValue)
  })

  it('keeps what comes before the value of a new element', () => {
    const operations = [
      { op: 'Add', path: 'emails[type eq "work"].primary', value: 'True' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'a@x' },
    ]
    expect(patch(operations, { userName: 'a' }).data).toEqual({
      userName: 'a',
      emails: [{ type: 'work', primary: true, value: 'a@x' }],
    })
  })

  it('never keeps a password', () => {
    expect(
      patch([
        { op: 'replace', path: 'password', value: 's' },
        { op: 'replace', value: { password: 's' } },
      ]).changed,
    ).toBe(false)
  })
})
