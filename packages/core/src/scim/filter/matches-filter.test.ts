import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidFilter } from '../errors.ts'
import type { ResourceData } from '../resource/resource-data.ts'
import { toKeys } from '../resource/to-keys.ts'
import { defineAttribute } from '../schema/attribute-definition.ts'
import { GROUP } from '../schema/group.ts'
import { withAttributes } from '../schema/resource-type.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { checkFilter } from './check-filter.ts'
import { matchesFilter } from './matches-filter.ts'
import { parseFilter } from './parse-filter.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const TYPE = withAttributes(USER, [
  defineAttribute('level', 'A number.', { type: 'integer' }),
  defineAttribute('tags', 'Plain values.', { multiValued: true }),
])

const BARBARA: ResourceData = {
  id: '2819c223-7f76-453a-919d-413861904646',
  externalId: 'Oid-1',
  userName: 'BJensen',
  name: { familyName: "O'Malley", givenName: 'Barbara' },
  title: 'Vice President',
  userType: 'Employee',
  active: true,
  level: 10,
  tags: ['Red', 'Green'],
  emails: [
    { value: 'bjensen@Example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  ims: [{ value: 'babs@foo.com', type: 'XMPP' }],
  meta: { resourceType: 'User', created: '2010-01-23T04:56:22Z', lastModified: '2011-05-13T06:42:34+02:00' },
  [ENTERPRISE]: { department: 'EMEA Sales', manager: { value: 'boss-1' } },
}

function matches(text: string, data: ResourceData = BARBARA, tolerances = new Tolerances()): boolean {
  return matchesFilter(checkFilter(parseFilter(text, tolerances), TYPE, tolerances), toKeys(TYPE, data))
}

describe('matchesFilter', () => {
  it.each([
    ['userName eq "bjensen"', true],
    ['USERNAME EQ "BJENSEN"', true],
    ['userName ne "bjensen"', false],
    ['name.familyName co "o\'malley"', true],
    ['userName sw "J"', false],
    ['userName sw "b"', true],
    ['userName ew "SEN"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B"', true],
    ['title pr', true],
    ['nickName pr', false],
    ['name pr', true],
    ['emails pr', true],
    ['photos pr', false],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified eq "2011-05-13T00:42:34.000-04:00"', true],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', false],
    ['meta.created le "2011-05-13T04:42:34Z"', true],
    ['title pr and userType eq "Employee"', true],
    ['title pr or userType eq "Intern"', true],
    [`schemas eq "${ENTERPRISE.toUpperCase()}"`, true],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"', false],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', true],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', false],
    ['userType eq "Employee" and (emails.type eq "work")', true],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', true],
    ['emails[type eq "home" and value co "@example.com"]', false],
    ['emails.type eq "home" and emails.value co "@example.com"', true],
    ['emails[not (type eq "work")]', true],
    ['emails[primary eq true]', true],
    ['externalId eq "oid-1"', false],
    ['externalId eq "Oid-1"', true],
    [`${ENTERPRISE}:department sw "emea"`, true],
    [`${ENTERPRISE}:manager.value eq "boss-1"`, true],
    [`${ENTERPRISE}:manager eq "BOSS-1"`, false],
    ['active eq true', true],
    ['active ne true', false],
    ['nickName eq null', true],
    ['title eq null', false],
    ['title ne null', true],
    ['nickName ne "x"', true],
    ['level gt 9', true],
    ['level lt 9', false],
    ['level eq 10.0', true],
    ['tags eq "green"', true],
    ['tags[value eq "blue"]', false],
    ['tags[value sw "r"]', true],
    ['name[givenName eq "barbara"]', true],
    ['meta.resourceType eq "User"', true],
    ['meta.resourceType eq "Group"', false],
    ['meta.location pr and meta.version pr and meta pr', true],
    ['not (meta.resourceType pr)', false],
    ['title gt "Uncle"', true],
    ['userName eq ""', false],
    ['nickName co ""', false],
  ])('%s is %s', (text, expected) => {
    expect(matches(text)).toBe(expected)
  })

  it.each([
    ['externalId eq 123', { userName: 'x', externalId: '123' }, 'unquoted-value'],
    ['externalId eq 007', { userName: 'x', externalId: '007' }, 'unquoted-value'],
    ['externalId eq 1e3', { userName: 'x', externalId: '1e3' }, 'unquoted-value'],
    ['active eq "True"', BARBARA, 'string-boolean'],
    ['active eq True', BARBARA, 'unquoted-value'],
    ['level eq "10"', BARBARA, 'string-number'],
    ['manager eq "boss-1"', BARBARA, 'unqualified-extension'],
    ['email Co "example.com"', BARBARA, 'email-alias'],
    ['urn:scim:schemas:core:1.0:userName eq "bjensen"', BARBARA, 'former-urn'],
    ['emails[type eq "work"].value eq "bjensen@example.com"', BARBARA, 'filtered-sub-attribute'],
  ] as const)('tolerates %s', (text, data, tolerance) => {
    const tolerances = new Tolerances()
    expect(matches(text, data, tolerances)).toBe(true)
    expect(tolerances.recorded).toContain(tolerance)
    expect(() => matches(text, data, new Tolerances({ strict: true }))).toThrow(InvalidFilter)
  })

  it('takes bare members for members.value', () => {
    const group = { id: 'g', displayName: 'Staff', members: [{ value: 'U' }] }
    const filter = (text: string) => checkFilter(parseFilter(text, new Tolerances()), GROUP, new Tolerances())
    expect(matchesFilter(filter('id eq "g" and members eq "U"'), toKeys(GROUP, group))).toBe(true)
    expect(matchesFilter(filter('id eq "g" and members eq "u"'), toKeys(GROUP, group))).toBe(false)
  })

  it('gives an attribute that only another searched type has no value (RFC 7644 §3.4.2.1)', () => {
    const check = (text: string) =>
      checkFilter(parseFilter(text, new Tolerances()), GROUP, new Tolerances(), [USER, GROUP])
    expect(check('userName eq "x"')).toEqual({ kind: 'constant', value: false })
    expect(check('userName ne "x"')).toEqual({ kind: 'not', filter: { kind: 'constant', value: false } })
    expect(check('emails[type eq "work"]')).toEqual({ kind: 'constant', value: false })
    expect(() => check('nothing eq "x"')).toThrow(InvalidFilter)
  })

  it('is the negation under not, for every filter and resource', () => {
    const filter = fc.constantFrom(
      'userName eq "a"',
      'title pr',
      'emails[type eq "work" and value co "a"]',
      'level gt 3',
      'active ne true',
      'tags eq "a" or title lt "m"',
    )
    fc.assert(
      fc.property(filter, users(), (text, user) => {
        expect(matches(`not (${text})`, user)).toBe(!matches(text, user))
      }),
    )
  })
})

describe('checkFilter', () => {
  it.each([
    ['unknown eq "x"', 0],
    ['title pr and userName.x eq "x"', 13],
    ['active gt true', 0],
    ['active co "t"', 0],
    ['active eq "0"', 0],
    ['level co 1', 0],
    ['level eq "x"', 0],
    ['level eq "0x10"', 0],
    ['level eq 0b11', 0],
    ['x509Certificates.value gt "x"', 0],
    ['meta.created eq "yesterday"', 0],
    ['meta.created eq "2011-02-30T00:00:00Z"', 0],
    ['meta.created sw "2011"', 0],
    ['name eq "x"', 0],
    ['title gt null', 0],
    ['title[value pr]', 0],
    ['emails.value[value pr]', 0],
    ['emails[colour eq "x"]', 7],
    ['password eq "x"', 0],
  ])('refuses %s at position %i', (text, position) => {
    try {
      matches(text)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidFilter)
      expect(error).toMatchObject({ position })
    }
  })
})

function users(): fc.Arbitrary<ResourceData> {
  const text = fc.constantFrom('a', 'A', 'b', 'zz')
  const email = fc.record({ value: text, type: fc.constantFrom('work', 'home') })
  return fc
    .record(
      {
        userName: text,
        title: text,
        level: fc.integer({ min: 0, max: 6 }),
        active: fc.boolean(),
        tags: fc.array(text, { minLength: 1 }),
        emails: fc.array(email, { minLength: 1 }),
      },
      { requiredKeys: ['userName'] },
    )
    .map((user) => user as ResourceData)
}
