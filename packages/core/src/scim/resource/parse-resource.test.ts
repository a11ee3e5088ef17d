import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidSyntax, InvalidValue, MAX_ISSUES, ScimError } from '../errors.ts'
import { defineAttribute } from '../schema/attribute-definition.ts'
import { GROUP } from '../schema/group.ts'
import { withAttributes, withExtension } from '../schema/resource-type.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { MAX_VALUES } from './parse-elements.ts'
import { parseResource } from './parse-resource.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

function parseUser(body: Record<string, unknown>, tolerances = new Tolerances()) {
  return parseResource(USER, { schemas: [CORE], userName: 'ann@example.com', ...body }, tolerances)
}

function issuesOf(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidValue)
    return (error as InvalidValue).issues.map(({ path }) => path)
  }
  return expect.unreachable()
}

describe('parseResource', () => {
  it('keeps what a standard client sends as sent, with nothing to tolerate', () => {
    const tolerances = new Tolerances({ strict: true })
    const data = {
      externalId: 'bjensen',
      userName: 'bjensen@example.com',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen' },
      emails: [
        { value: 'Bjensen@example.com', type: 'work', primary: true },
        { value: 'babs@jensen.org', type: 'home' },
      ],
      active: true,
      [ENTERPRISE]: { employeeNumber: '701984', manager: { value: '26118915', $ref: '../Users/26118915' } },
    }
    expect(parseResource(USER, { schemas: [CORE, ENTERPRISE], ...data }, tolerances)).toEqual({ data, unset: [] })
    expect(tolerances.recorded).toEqual([])
  })

  it('reads attribute names in any case and stores them in the schema’s (RFC 7643 §2.1)', () => {
    const { data } = parseResource(
      USER,
      { SCHEMAS: [CORE], USERNAME: 'Ann', Name: { GIVENNAME: 'Ann' }, [ENTERPRISE.toUpperCase()]: { Department: 'X' } },
      new Tolerances(),
    )
    expect(data).toEqual({ userName: 'Ann', name: { givenName: 'Ann' }, [ENTERPRISE]: { department: 'X' } })
  })

  it('ignores what is read-only, also in strict mode (RFC 7644 §3.5.1)', () => {
    const strict = new Tolerances({ strict: true })
    const { data } = parseResource(
      USER,
      {
        schemas: [CORE, ENTERPRISE],
        userName: 'ann@example.com',
        id: 'x',
        meta: { version: '1' },
        groups: [{ value: 'g' }],
        [ENTERPRISE]: { manager: { value: 'm', displayName: 'M' } },
      },
      strict,
    )
    expect(data).toEqual({ userName: 'ann@example.com', [ENTERPRISE]: { manager: { value: 'm' } } })
  })

  it('creates what Entra sends: nulls, empty roles, unnamed extension, meta', () => {
    const { data, unset } = parseUser({
      externalId: '0a1b',
      active: true,
      displayName: null,
      nickName: '',
      emails: [{ primary: true, type: 'work', value: 'ann@example.com' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Ann', familyName: null },
      roles: [],
      [ENTERPRISE]: { department: 'Sales', division: null },
    })
    expect(data).toEqual({
      userName: 'ann@example.com',
      externalId: '0a1b',
      active: true,
      emails: [{ primary: true, type: 'work', value: 'ann@example.com' }],
      name: { formatted: 'Ann' },
      [ENTERPRISE]: { department: 'Sales' },
    })
    expect(unset).toEqual(['displayName', 'nickName', 'roles', `${ENTERPRISE}:division`])
  })

  it('takes Entra’s group with its own URN', () => {
    const tolerances = new Tolerances()
    const schemas = [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    ]
    const { data, unset } = parseResource(
      GROUP,
      { schemas, externalId: 'e', displayName: 'Staff', members: [], meta: { resourceType: 'Group' } },
      tolerances,
    )
    expect(data).toEqual({ externalId: 'e', displayName: 'Staff' })
    expect(unset).toEqual(['members'])
    expect(tolerances.recorded).toEqual(['unknown-schema'])
  })

  it.each([
    [{ active: 'True' }, { active: true }, 'string-boolean'],
    [{ active: 'FALSE' }, { active: false }, 'string-boolean'],
    [{ emails: [{ value: 'a', primary: 'true' }] }, { emails: [{ value: 'a', primary: true }] }, 'string-boolean'],
    [{ [ENTERPRISE]: { manager: 'boss' } }, { [ENTERPRISE]: { manager: { value: 'boss' } } }, 'bare-value'],
    [
      { [ENTERPRISE]: { manager: [{ value: 'boss' }] } },
      { [ENTERPRISE]: { manager: { value: 'boss' } } },
      'array-value',
    ],
    [{ emails: { value: 'a' } }, { emails: [{ value: 'a' }] }, 'single-value'],
    [{ emails: ['a'] }, { emails: [{ value: 'a' }] }, 'bare-value'],
    [{ 'name.givenName': 'Ann' }, { name: { givenName: 'Ann' } }, 'dotted-key'],
    [{ [`${ENTERPRISE}:department`]: 'Sales' }, { [ENTERPRISE]: { department: 'Sales' } }, 'dotted-key'],
    [{ colour: 'red' }, {}, 'unknown-attribute'],
    [{ 'urn:example:ext:2.0:User': { a: 1 } }, {}, 'unknown-schema'],
    [
      { 'urn:scim:schemas:extension:enterprise:1.0': { department: 'Sales' } },
      { [ENTERPRISE]: { department: 'Sales' } },
      'former-urn',
    ],
    [
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: false },
        ],
      },
      'several-primaries',
    ],
    [
      { roles: [{ value: '{"id":"06b0","value":"Admin","displayName":"Administrator"}' }] },
      { roles: [{ value: 'Admin', display: 'Administrator' }] },
      'json-string',
    ],
  ])('tolerates %j', (body, expected, tolerance) => {
    const tolerances = new Tolerances()
    expect(parseUser(body, tolerances).data).toEqual({ userName: 'ann@example.com', ...expected })
    expect(tolerances.recorded).toContain(tolerance)
    if (tolerance !== 'json-string') expect(() => parseUser(body, new Tolerances({ strict: true }))).toThrow(ScimError)
  })

  it('does not let another name overwrite the right one', () => {
    const body = { emails: [{ value: 'a' }], email: 'b' }
    expect(parseUser(body).data).toEqual({ userName: 'ann@example.com', emails: [{ value: 'a' }] })
    const exact = { [ENTERPRISE]: { department: 'c' }, [`${ENTERPRISE}:division`]: null }
    for (const both of [
      { ...exact, department: 'd', division: 'd' },
      { department: 'd', division: 'd', ...exact },
    ]) {
      expect(parseUser(both).data).toEqual({ userName: 'ann@example.com', [ENTERPRISE]: { department: 'c' } })
    }
  })

  it('accepts a password and keeps it nowhere', () => {
    const tolerances = new Tolerances()
    expect(parseUser({ password: 'secret' }, tolerances).data).toEqual({ userName: 'ann@example.com' })
    expect(tolerances.recorded).toEqual(['password-ignored'])
  })

  it.each<[object, string]>([
    [{ colour: 'x' }, 'colour: there is no such attribute'],
    [{ colour: null }, 'colour: there is no such attribute'],
    [{ colour: '' }, 'colour: there is no such attribute'],
    [{ password: 'secret' }, 'password: there is no such attribute'],
    [{ department: 'Sales' }, 'department: there is no such attribute'],
    [{ 'name.givenName': 'Ann' }, 'name.givenName: there is no such attribute'],
    [{ name: { colour: 'x' } }, 'name.colour: there is no such attribute'],
    [{ emails: [{ value: 'a@x', colour: [] }] }, 'emails[0].colour: there is no such attribute'],
    [{ [ENTERPRISE]: { colour: 'x' } }, `${ENTERPRISE}:colour: there is no such attribute`],
    [{ 'urn:example:colours': {} }, 'urn:example:colours: there is no such schema or attribute'],
    [{ colour: 'x', active: 'yes' }, 'colour: there is no such attribute; active: expected true or false, found "yes"'],
  ])('is no body of its schema in strict mode with %j', (body, detail) => {
    const parse = () => parseUser({ schemas: [CORE], ...body }, new Tolerances({ strict: true }))
    expect(parse).toThrow(InvalidSyntax)
    expect(parse).toThrow(detail)
  })

  it('knows no type in strict mode that the schema does not have', () => {
    const strict = new Tolerances({ strict: true })
    const parse = (body: object, tolerances = strict) => parseUser({ schemas: [CORE], ...body }, tolerances).data
    const colour = { emails: [{ value: 'a@x', type: 'colour' }] }
    expect(issuesOf(() => parse(colour))).toEqual(['emails[0].type'])
    expect(parse(colour, new Tolerances())).toMatchObject(colour)
    const known = { emails: [{ value: 'a@x', type: 'WORK' }], roles: [{ value: 'r', type: 'colour' }] }
    expect(parse(known)).toMatchObject(known)
  })

  it.each([
    [{ [ENTERPRISE]: { manager: '' } }, [`${ENTERPRISE}:manager`]],
    [{ [ENTERPRISE]: { manager: { value: '' } } }, [`${ENTERPRISE}:manager`]],
    [{ [ENTERPRISE]: null }, [ENTERPRISE]],
    [{ active: null }, ['active']],
    [{ active: '' }, ['active']],
    [{ emails: [{ type: 'work', value: null }] }, ['emails']],
    [{ addresses: [{ type: 'work', primary: true, locality: '' }] }, ['addresses']],
    [{ name: {} }, ['name']],
    [{ name: { givenName: null } }, ['name']],
  ])('takes %j for unassigned', (body, unset) => {
    expect(parseUser(body)).toEqual({ data: { userName: 'ann@example.com' }, unset })
  })

  it.each([false, true])(
    'refuses an element that names nobody, which would else empty a group (strict: %s)',
    (strict) => {
      const group = { schemas: [GROUP.schema.id], displayName: 'g' }
      const parse = (members: unknown) =>
        issuesOf(() => parseResource(GROUP, { ...group, members }, new Tolerances({ strict })))
      for (const nobody of ['', null, [], {}]) {
        expect(parse([nobody])).toEqual(['members[0]'])
        expect(parse([{ value: 'a' }, nobody])).toEqual(['members[1]'])
      }
      expect(parse('')).toEqual(['members'])
      expect(parse([{}, { type: 'User' }])).toEqual(['members[0]'])
      expect(parse([{ value: 'a' }, { type: 'User' }])).toEqual(['members[1].value'])
      for (const empty of [[], null])
        expect(parseResource(GROUP, { ...group, members: empty }, new Tolerances({ strict })).unset).toEqual([
          'members',
        ])
    },
  )

  it.each<[string, Record<string, unknown>]>([
    ['another case', { active: false, Active: true }],
    ['its URN', { [CORE]: { active: false }, active: 'True' }],
    ['a URN and a dot', { active: 'False', [`${CORE}.active`]: 'True' }],
    ['no value', { active: true, ACTIVE: null }],
  ])('refuses an attribute that is there again by %s with another value', (_, body) => {
    expect(issuesOf(() => parseUser(body))).toEqual(['active'])
    expect(() => parseUser({ emails: [{ value: 'a@example.com', Value: 'b@example.com' }] })).toThrow(InvalidValue)
  })

  it('takes an attribute once that is there again with the same value', () => {
    expect(parseUser({ active: false, Active: false, [CORE]: { active: false } }).data['active']).toBe(false)
  })

  it('never puts members out for another name of theirs, or for a part of them', () => {
    const parse = (body: object) => parseResource(GROUP, { displayName: 'g', ...body }, new Tolerances())
    for (const body of [
      { members: [{ value: 'a' }], Members: [] },
      { members: [{ value: 'a' }], Members: null },
      { 'members.$ref': 'https://example.com/Users/a' },
      { 'members[value eq "a"]': { value: 'b' } },
      { 'members.colour': 'red' },
    ])
      expect(() => parse(body)).toThrow(InvalidValue)
  })

  it('reports everything that is wrong at once', () => {
    const body = {
      userName: null,
      active: 'yes',
      title: true,
      name: 'Ann',
      emails: [{ value: 'a' }, { value: {} }],
      x509Certificates: [{ value: '%' }],
      [ENTERPRISE]: { department: ['a', 'b'] },
    }
    expect(issuesOf(() => parseUser(body))).toEqual([
      'active',
      'title',
      'name',
      'emails[1].value',
      'x509Certificates[0].value',
      `${ENTERPRISE}:department`,
      'userName',
    ])
  })

  it.each(['0', '1', 'yes', 1, {}])('refuses %j as a boolean', (active) => {
    expect(issuesOf(() => parseUser({ active }))).toEqual(['active'])
  })

  it.each(['a\0b', '\ud800', 'x\udc00y'])('refuses %j, which the databases can’t keep', (title) => {
    expect(issuesOf(() => parseUser({ title }))).toEqual(['title'])
  })

  it('honours types and required sub-attributes of custom schemas', () => {
    const type = withExtension(
      withAttributes(USER, [
        defineAttribute('level', '', { type: 'integer', required: true }),
        defineAttribute('since', '', { type: 'dateTime' }),
        defineAttribute('badge', '', {
          type: 'complex',
          subAttributes: [
            defineAttribute('code', '', { required: true }),
            defineAttribute('floor', '', { type: 'decimal' }),
          ],
        }),
      ]),
      {
        id: 'urn:example:hr',
        name: 'HR',
        description: '',
        attributes: [defineAttribute('grade', '', { required: true })],
      },
      true,
    )
    const body = { schemas: [CORE], userName: 'a', level: 1.5, since: 'now', badge: { floor: 'up' } }
    expect(issuesOf(() => parseResource(type, { ...body, badge: { floor: 2 } }, new Tolerances()))).toEqual([
      'level',
      'since',
      'badge.code',
      'urn:example:hr',
    ])
    expect(
      parseResource(
        type,
        {
          ...body,
          level: '3',
          since: '2011-05-13T04:42:34Z',
          badge: { code: 'c', floor: 2.5 },
          'urn:example:hr': { grade: 'A' },
        },
        new Tolerances(),
      ).data,
    ).toEqual({
      userName: 'a',
      level: 3,
      since: '2011-05-13T04:42:34Z',
      badge: { code: 'c', floor: 2.5 },
      'urn:example:hr': { grade: 'A' },
    })
  })

  it.each([null, [], 'x', 5])('refuses %j as a body', (body) => {
    expect(() => parseResource(USER, body, new Tolerances())).toThrow(InvalidSyntax)
  })

  it('does not let a body reach a prototype', () => {
    const body: unknown = JSON.parse(
      `{"schemas":["${CORE}"],"userName":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":{"__proto__":{"polluted":1},"givenName":"A"}}`,
    )
    const { data } = parseResource(USER, body, new Tolerances())
    expect(data).toEqual({ userName: 'a', name: { givenName: 'A' } })
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('answers any JSON with a resource or a ScimError, and reads back what it made', () => {
    const key = fc.constantFrom(
      'schemas',
      'userName',
      'active',
      'emails',
      'name',
      'manager',
      ENTERPRISE,
      'roles',
      'id',
      '__proto__',
      'value',
      'primary',
    )
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(key, tie('json')),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(key, json), (body) => {
        try {
          const { data } = parseResource(USER, body, new Tolerances())
          expect(parseResource(USER, data, new Tolerances()).data).toEqual(data)
        } catch (error) {
          if (!(error instanceof ScimError)) throw error
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('what a resource may hold', () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `v${index}` }))
  const tooMany = `has ${MAX_VALUES + 1} values; at most ${MAX_VALUES} are allowed`

  it('is at most MAX_VALUES of an attribute, as a list or as JSON in a text', () => {
    expect(parseUser({ emails: values(MAX_VALUES) }).data['emails']).toHaveLength(MAX_VALUES)
    for (const emails of [values(MAX_VALUES + 1), JSON.stringify(values(MAX_VALUES + 1))])
      expect(() => parseUser({ emails })).toThrow(`emails: ${tooMany}`)
  })

  it('is any number of members', () => {
    const members = values(2 * MAX_VALUES)
    const { data } = parseResource(GROUP, { displayName: 'g', members }, new Tolerances())
    expect(data['members']).toHaveLength(2 * MAX_VALUES)
  })

  it('is nothing in a text that goes beyond what a body may hold', () => {
    expect(() => parseUser({ emails: '['.repeat(100) })).toThrow(InvalidSyntax)
  })

  it.each<[string, () => unknown]>([
    ['as no object', () => 1],
    ['as nobody', () => ''],
  ])('is not told again and again to be wrong %s', (_, wrong) => {
    const members = Array.from({ length: 10 * MAX_ISSUES }, wrong)
    const strict = new Tolerances({ strict: true })
    const body = { schemas: [GROUP.schema.id], displayName: 'g', members }
    expect(issuesOf(() => parseResource(GROUP, body, strict))).toHaveLength(MAX_ISSUES)
    expect(() => parseResource(GROUP, body, strict)).toThrow(/; and more$/)
  })
})
