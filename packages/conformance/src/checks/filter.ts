import type { CheckGroup, CheckRow } from '../check.ts'
import { expectError, expectFound, expectList } from '../expect.ts'
import type { Lab } from '../lab.ts'
import { unlessInterop } from './unless-interop.ts'

/** Three people, found by filters within what their titles begin with. */
interface People {
  readonly ann: string
  readonly bob: string
  readonly eve: string
  /** In the title of all three. */
  readonly mark: string
}

async function makePeople(lab: Lab): Promise<People> {
  const mark = lab.unique('mark')
  const make = async (title: string, attributes: object): Promise<string> =>
    (await lab.user({ title: `${mark} ${title}`, ...attributes })).id
  return {
    mark,
    ann: await make('Alpha', {
      displayName: 'Ann "Ünal" O\\Neil',
      name: { familyName: 'Lee' },
      nickName: 'annie',
      emails: [
        { value: `${mark}-ann@work.example`, type: 'work', primary: true },
        { value: `${mark}-ann@home.example`, type: 'home' },
      ],
    }),
    bob: await make('Beta', {
      displayName: 'bob',
      name: { familyName: 'leeroy' },
      emails: [{ value: `${mark}-bob@home.example`, type: 'home' }],
      active: false,
    }),
    eve: await make('Gamma', { displayName: 'Eve', active: true }),
  }
}

type Name = 'ann' | 'bob' | 'eve'

/** Filters within the three, and whom each of them finds. */
const found: readonly (readonly [id: string, filter: string, names: readonly Name[]])[] = [
  ['eq', 'displayName eq "bob"', ['bob']],
  ['eq-case', 'displayName eq "BOB"', ['bob']],
  ['eq-escape', String.raw`displayName eq "Ann \"Ünal\" O\\Neil"`, ['ann']],
  ['eq-unicode', String.raw`displayName co "\u00fcnal"`, ['ann']],
  ['eq-boolean', 'active eq false', ['bob']],
  ['ne', 'displayName ne "bob"', ['ann', 'eve']],
  ['ne-absent', 'nickName ne "annie"', ['bob', 'eve']],
  ['co', 'displayName co "O"', ['ann', 'bob']],
  ['sw', 'displayName sw "e"', ['eve']],
  ['ew', 'displayName ew "b"', ['bob']],
  ['wildcards', 'displayName co "%"', []],
  ['wildcard-one', 'displayName eq "b_b"', []],
  ['gt', 'displayName gt "bob"', ['eve']],
  ['ge', 'displayName ge "bob"', ['bob', 'eve']],
  ['lt', 'displayName lt "bob"', ['ann']],
  ['le', 'displayName le "bob"', ['ann', 'bob']],
  ['pr', 'nickName pr', ['ann']],
  ['pr-complex', 'name pr', ['ann', 'bob']],
  ['pr-multi', 'emails pr', ['ann', 'bob']],
  ['not', 'not (nickName pr)', ['bob', 'eve']],
  ['and', 'displayName sw "b" and active eq false', ['bob']],
  ['or', 'displayName eq "bob" or displayName eq "Eve"', ['bob', 'eve']],
  ['precedence', 'displayName eq "Eve" or displayName eq "bob" and active eq true', ['eve']],
  ['parentheses', '(displayName eq "Eve" or displayName eq "bob") and active eq false', ['bob']],
  ['operator-case', 'displayName EQ "bob" AND active Eq false', ['bob']],
  ['name-case', 'DISPLAYNAME eq "bob"', ['bob']],
  ['sub-attribute', 'name.familyName eq "Lee"', ['ann']],
  ['sub-attribute-sw', 'name.familyName sw "lee"', ['ann', 'bob']],
  ['urn', 'urn:ietf:params:scim:schemas:core:2.0:User:displayName eq "bob"', ['bob']],
  ['multi', 'emails.type eq "home"', ['ann', 'bob']],
  ['multi-default', 'emails co "-bob@"', ['bob']],
  ['value-path', 'emails[type eq "work" and value co "ann@"]', ['ann']],
  ['value-path-one', 'emails[type eq "work" and value co "home.example"]', []],
  ['value-path-not', 'emails[not (type eq "work")]', ['ann', 'bob']],
  ['value-path-and', 'emails[type eq "home"] and active eq true', ['ann']],
  ['date', 'meta.created gt "2011-05-13T04:42:34Z"', ['ann', 'bob', 'eve']],
  ['date-zone', 'meta.lastModified ge "2011-05-13T04:42:34+02:00"', ['ann', 'bob', 'eve']],
  ['date-future', 'meta.created gt "2999-01-01T00:00:00Z"', []],
]

const refused: readonly (readonly [id: string, filter: string])[] = [
  ['no-value', 'userName eq'],
  ['unknown-operator', 'userName is "x"'],
  ['no-operator', 'userName "x"'],
  ['unclosed-quote', 'userName eq "x'],
  ['unclosed-parenthesis', '(userName eq "x"'],
  ['unclosed-bracket', 'emails[type eq "x"'],
  ['trailing', 'userName eq "x" and'],
  ['gt-boolean', 'active gt true'],
]

const filterOf = (text: string): string => encodeURIComponent(text)

function toRow([id, filter, names]: (typeof found)[number]): CheckRow {
  return {
    id,
    title: filter,
    async run(lab) {
      const people = await makePeople(lab)
      const whole = `title sw "${people.mark}" and (${filter})`
      expectFound(
        await lab.call('GET', `/Users?filter=${filterOf(whole)}`),
        names.map((name) => people[name]),
      )
    },
  }
}

/** The whole grammar of filters (RFC 7644 §3.4.2.2). */
export const filterChecks: CheckGroup = {
  name: 'filter',
  source: 'RFC 7644 §3.4.2.2',
  skip: ({ filter }) => (filter ? null : 'the server announces no filter'),
  checks: [
    ...found.map(toRow),
    {
      id: 'id',
      title: 'id eq finds one',
      async run(lab) {
        const user = await lab.user()
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`id eq "${user.id}"`)}`), [user.id])
      },
    },
    {
      id: 'external-id',
      title: 'externalId compares with regard to case',
      source: 'RFC 7643 §3.1',
      async run(lab) {
        const externalId = lab.unique('External')
        const user = await lab.user({ externalId })
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`externalId eq "${externalId}"`)}`), [user.id])
        expectFound(
          await lab.call('GET', `/Users?filter=${filterOf(`externalId eq "${externalId.toUpperCase()}"`)}`),
          [],
        )
      },
    },
    {
      id: 'nobody',
      title: 'A filter that finds nobody is an empty list, not an error',
      source: 'RFC 7644 §3.4.2',
      run: async (lab) =>
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${lab.unique()}"`)}`), []),
    },
    {
      id: 'search',
      title: 'POST to /.search does what GET does',
      source: 'RFC 7644 §3.4.3',
      async run(lab) {
        const { bob, mark } = await makePeople(lab)
        const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
        const body = {
          schemas,
          filter: `title sw "${mark}" and active eq false`,
          attributes: ['userName'],
          startIndex: 1,
          count: 10,
        }
        expectFound(await lab.call('POST', '/Users/.search', { body }), [bob])
      },
    },
    {
      id: 'search-root',
      title: 'POST to /.search of the root searches all types',
      source: 'RFC 7644 §3.4.3',
      level: 'should',
      async run(lab) {
        const externalId = lab.unique('root')
        const user = await lab.user({ externalId })
        const group = lab.server.groups ? [(await lab.group({ externalId })).id] : []
        const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
        const body = { schemas, filter: `externalId eq "${externalId}"` }
        expectFound(await lab.call('POST', '/.search', { body }), [user.id, ...group])
      },
    },
    {
      id: 'password',
      title: 'A password can not be found out by a filter',
      source: 'RFC 7644 §7.5.2',
      level: 'should',
      skip: unlessInterop,
      async run(lab) {
        const user = await lab.user({ password: 'A-long-password-1' })
        const reply = await lab.call('GET', `/Users?filter=${filterOf(`id eq "${user.id}" and password sw "A-long"`)}`)
        if (reply.status < 400) expectFound(reply, [])
      },
    },
    ...refused.map(([id, filter]): CheckRow => ({
      id,
      title: `${filter} is refused by 400 invalidFilter`,
      run: async ({ call }) =>
        expectError(await call('GET', `/Users?filter=${filterOf(filter)}`), 400, 'invalidFilter'),
    })),
    {
      id: 'deep',
      title: 'A filter of 2,000 parentheses is answered, not choked on',
      source: 'RFC 7644 §7',
      level: 'should',
      async run({ call }) {
        const filter = `${'('.repeat(2_000)}userName pr${')'.repeat(2_000)}`
        const reply = await call('POST', '/Users/.search', {
          body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter, count: 1 },
        })
        if (reply.status === 200) expectList(reply)
        else expectError(reply, [400, 413])
      },
    },
  ],
}
