import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf } from '../json.ts'
import { enterpriseSchema, userSchema } from '../lab.ts'
import { unlessInterop } from './unless-interop.ts'

const withoutEnterprise = ({ enterprise }: { readonly enterprise: boolean }) =>
  enterprise ? null : 'the server does not announce the enterprise extension'

/** Making resources and reading them (RFC 7644 §3.3, §3.4.1). */
export const createChecks: CheckGroup = {
  name: 'create',
  source: 'RFC 7644 §3.3',
  checks: [
    {
      id: 'user',
      title: 'POST answers 201 with the resource, its id, meta and Location',
      async run({ call, unique }) {
        const userName = `${unique()}@example.com`
        const body = { schemas: [userSchema], userName, name: { givenName: 'Ann', familyName: 'Lee' }, active: true }
        const reply = await call('POST', '/Users', { body })
        expectStatus(reply, 201)
        expectEqual(at(reply.body, 'userName'), userName, 'userName')
        expectEqual(at(reply.body, 'name', 'familyName'), 'Lee', 'name.familyName')
        expectEqual(at(reply.body, 'meta', 'resourceType'), 'User', 'meta.resourceType')
        const location = reply.headers.get('location') ?? ''
        expectThat(location !== '', 'there is no Location header')
        expectEqual(at(reply.body, 'meta', 'location'), location, 'meta.location')
        expectStatus(await call('GET', location), 200)
      },
    },
    {
      id: 'dates',
      title: 'meta.created and meta.lastModified are instants',
      source: 'RFC 7643 §2.3.5',
      async run(lab) {
        const user = await lab.user()
        for (const name of ['created', 'lastModified']) {
          const value = String(at(user, 'meta', name))
          expectThat(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
            `meta.${name} is ${value}`,
          )
        }
      },
    },
    {
      id: 'read-back',
      title: 'GET gives back what was made',
      source: 'RFC 7644 §3.4.1',
      async run(lab) {
        const emails = [{ value: `${lab.unique()}@example.com`, type: 'work', primary: true }]
        const user = await lab.user({ displayName: 'Ann “Ünal” 李', emails, title: 'a  b', active: false })
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, 'displayName'), 'Ann “Ünal” 李', 'displayName')
        expectEqual(at(body, 'title'), 'a  b', 'title')
        expectEqual(at(body, 'active'), false, 'active')
        expectEqual(at(body, 'emails', 0, 'value'), emails[0]?.value, 'emails[0].value')
        expectEqual(at(body, 'emails', 0, 'primary'), true, 'emails[0].primary')
      },
    },
    {
      id: 'schemas',
      title: 'A resource names its schemas',
      source: 'RFC 7643 §3',
      run: async (lab) =>
        expectThat(elementsOf(at(await lab.user(), 'schemas')).includes(userSchema), `schemas lacks ${userSchema}`),
    },
    {
      id: 'enterprise',
      title: 'The enterprise extension is kept under its URN and named in schemas',
      source: 'RFC 7643 §4.3',
      skip: withoutEnterprise,
      async run(lab) {
        const user = await lab.user({
          schemas: [userSchema, enterpriseSchema],
          [enterpriseSchema]: { department: 'Sales' },
        })
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, enterpriseSchema, 'department'), 'Sales', 'department')
        expectThat(elementsOf(at(body, 'schemas')).includes(enterpriseSchema), `schemas lacks ${enterpriseSchema}`)
      },
    },
    {
      id: 'duplicate',
      title: 'A userName that is taken is a 409 uniqueness',
      async run(lab) {
        const { userName } = await lab.user()
        expectError(await lab.call('POST', '/Users', { body: { schemas: [userSchema], userName } }), 409, 'uniqueness')
      },
    },
    {
      id: 'duplicate-case',
      title: 'So is one that differs in case alone',
      source: 'RFC 7643 §4.1.1',
      async run(lab) {
        const { userName } = await lab.user()
        const body = { schemas: [userSchema], userName: String(userName).toUpperCase() }
        expectError(await lab.call('POST', '/Users', { body }), 409, 'uniqueness')
      },
    },
    {
      id: 'required',
      title: 'A user without userName is refused by 400',
      run: async ({ call }) =>
        expectError(
          await call('POST', '/Users', { body: { schemas: [userSchema], displayName: 'x' } }),
          400,
          'invalidValue',
        ),
    },
    {
      id: 'read-only',
      title: 'id and meta of the client are ignored',
      source: 'RFC 7643 §2.2',
      async run(lab) {
        const user = await lab.user({ id: 'mine', meta: { resourceType: 'Thing', created: '1999-01-01T00:00:00Z' } })
        expectThat(user.id !== 'mine', 'the id of the client was taken')
        expectEqual(at(user, 'meta', 'resourceType'), 'User', 'meta.resourceType')
        expectThat(!String(at(user, 'meta', 'created')).startsWith('1999'), 'meta.created of the client was taken')
      },
    },
    {
      id: 'wrong-type',
      title: 'A value of another type is refused by 400',
      source: 'RFC 7643 §2.3',
      async run({ call, unique }) {
        const body = { schemas: [userSchema], userName: `${unique()}@example.com`, name: 'Ann' }
        expectError(await call('POST', '/Users', { body }), 400)
      },
    },
    {
      id: 'password',
      title: 'A password is never returned',
      source: 'RFC 7643 §4.1.1',
      skip: unlessInterop,
      async run(lab) {
        const user = await lab.user({ password: 'A-long-password-1' })
        expectEqual(at(user, 'password'), undefined, 'password')
        const { body } = await lab.call('GET', `/Users/${user.id}?attributes=password,userName`)
        expectEqual(at(body, 'password'), undefined, 'password')
      },
    },
    {
      id: 'null',
      title: 'null, an empty list and an absent attribute are the same',
      source: 'RFC 7643 §2.5',
      async run(lab) {
        const user = await lab.user({ displayName: null, emails: [], title: null })
        for (const name of ['displayName', 'title', 'emails']) {
          const value = at(user, name)
          expectThat(
            value === undefined || (elementsOf(value).length === 0 && Array.isArray(value)),
            `${name} is ${show(value)}`,
          )
        }
      },
    },
    {
      id: 'names-case',
      title: 'Names of attributes compare without case',
      source: 'RFC 7643 §2.1',
      async run({ call, unique }) {
        const userName = `${unique()}@example.com`
        const reply = await call('POST', '/Users', {
          body: { SCHEMAS: [userSchema], USERNAME: userName, DisplayName: 'x' },
        })
        expectStatus(reply, 201)
        expectEqual(at(reply.body, 'displayName'), 'x', 'displayName')
      },
    },
    {
      id: 'primary',
      title: 'Of the values of an attribute at most one is primary',
      source: 'RFC 7643 §2.4',
      async run(lab) {
        const emails = ['a', 'b'].map((word) => ({ value: `${lab.unique(word)}@example.com`, primary: true }))
        const body = { schemas: [userSchema], userName: `${lab.unique()}@example.com`, emails }
        const reply = await lab.call('POST', '/Users', { body })
        if (reply.status === 400) return
        expectStatus(reply, 201)
        const primaries = elementsOf(at(reply.body, 'emails')).filter((email) => at(email, 'primary') === true)
        expectThat(primaries.length <= 1, `${primaries.length} values are primary`)
      },
    },
    {
      id: 'json',
      title: 'application/json is understood too',
      level: 'should',
      source: 'RFC 7644 §3.8',
      async run({ call, unique }) {
        const body = { schemas: [userSchema], userName: `${unique()}@example.com` }
        expectStatus(
          await call('POST', '/Users', { body, headers: { 'content-type': 'application/json; charset=utf-8' } }),
          201,
        )
      },
    },
    {
      id: 'accept',
      title: 'Who takes application/json alone is answered so',
      level: 'should',
      source: 'RFC 7644 §3.8',
      async run({ call }) {
        const reply = await call('GET', '/Users?count=1', { headers: { accept: 'application/json' } })
        expectList(reply)
        const type = reply.headers.get('content-type') ?? 'absent'
        expectThat(/^application\/json\b/i.test(type), `Content-Type is ${type}`)
      },
    },
    {
      id: 'unknown',
      title: 'A user that is not there is a 404',
      source: 'RFC 7644 §3.4.1',
      run: async ({ call, unique }) => expectError(await call('GET', `/Users/${unique()}`), 404),
    },
  ],
}
