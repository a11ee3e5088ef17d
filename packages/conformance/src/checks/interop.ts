import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectFound, expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf } from '../json.ts'
import { userSchema } from '../lab.ts'

const section = (number: string): string => `Interoperability Profile §${number}`
const filterOf = (text: string): string => encodeURIComponent(text)

/** Attributes whose types the profile names; of others, such as roles, RFC 7643 §4.1.2 has no canonical values. */
const typed = ['emails', 'phoneNumbers', 'ims', 'addresses']

/**
 * What the SCIM Interoperability Profile asks of a server (draft-zollner-scim-interop-profile-01) but for PATCH. It
 * forbids some of what the RFCs allow, so that no server can pass both for the same token.
 */
export const interopChecks: CheckGroup = {
  name: 'interop',
  source: section('4'),
  profile: 'interop',
  checks: [
    {
      id: 'announced',
      row: 'INT-01',
      title: 'ServiceProviderConfig says that the profile is kept',
      run: async ({ server }) =>
        expectEqual(at(server.config, 'interopProfileConformant'), true, 'interopProfileConformant'),
    },
    {
      id: 'schemas-used',
      row: 'INT-03',
      title: 'Every schema that a resource type names is in Schemas',
      source: section('5.1'),
      async run({ call }) {
        const known = expectList(await call('GET', '/Schemas')).resources.map(({ id }) => id)
        for (const type of expectList(await call('GET', '/ResourceTypes')).resources)
          for (const id of [
            at(type, 'schema'),
            ...elementsOf(at(type, 'schemaExtensions')).map((one) => at(one, 'schema')),
          ])
            expectThat(known.includes(id), `Schemas lacks ${show(id)}`)
      },
    },
    {
      id: 'type-ids',
      row: 'INT-05',
      title: 'Every resource type has its name as its id, and an endpoint of its own',
      source: section('5.1'),
      async run({ call }) {
        const types = expectList(await call('GET', '/ResourceTypes')).resources
        for (const type of types) expectEqual(type.id, type.name, 'id')
        expectEqual(new Set(types.map(({ endpoint }) => endpoint)).size, types.length, 'the number of endpoints')
      },
    },
    {
      id: 'case',
      row: 'INT-06',
      title: 'userName is compared without case, by filters and for uniqueness; id and externalId with it',
      source: section('5.2'),
      async run(lab) {
        const user = await lab.user({ externalId: lab.unique('a') })
        const userName = String(user.userName).toUpperCase()
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${userName}"`)}`), [user.id])
        const body = { schemas: [userSchema], userName }
        expectError(await lab.call('POST', '/Users', { body }), 409, 'uniqueness')
        const externalId = String(user.externalId)
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`externalId eq "${externalId}"`)}`), [user.id])
        const other = filterOf(`externalId eq "${externalId.toUpperCase()}"`)
        expectFound(await lab.call('GET', `/Users?filter=${other}`), [])
        if (user.id.toUpperCase() !== user.id)
          expectError(await lab.call('GET', `/Users/${user.id.toUpperCase()}`), 404)
      },
    },
    {
      id: 'unknown-names',
      row: 'INT-07',
      title: 'POST with an attribute or a schema that no definition knows is refused by 400 invalidSyntax',
      source: section('5.3'),
      async run(lab) {
        for (const more of [
          { colour: 'red' },
          { name: { colour: 'red' } },
          { emails: [{ value: 'a@example.com', colour: 'red' }] },
          { 'urn:example:params:scim:schemas:colours': { red: true } },
          { schemas: [userSchema, 'urn:example:params:scim:schemas:colours'] },
        ]) {
          const userName = `${lab.unique('user')}@example.com`
          const body = { schemas: [userSchema], userName, ...more }
          expectError(await lab.call('POST', '/Users', { body }), 400, 'invalidSyntax')
          expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${userName}"`)}`), [])
        }
      },
    },
    {
      id: 'types-declared',
      row: 'INT-08',
      title: 'Schemas has the types of e-mail addresses, phone numbers, messengers and addresses as canonicalValues',
      source: section('5.4'),
      async run({ call }) {
        const reply = await call('GET', `/Schemas/${userSchema}`)
        expectStatus(reply, 200)
        for (const attribute of elementsOf(at(reply.body, 'attributes'))) {
          if (!typed.includes(String(at(attribute, 'name')))) continue
          const type = elementsOf(at(attribute, 'subAttributes')).find((one) => at(one, 'name') === 'type')
          const declared = type === undefined || elementsOf(at(type, 'canonicalValues')).length > 0
          expectThat(declared, `${show(at(attribute, 'name'))}.type has no canonicalValues`)
        }
      },
    },
    {
      id: 'type-unknown',
      row: 'INT-08',
      title: 'A type that Schemas does not declare is refused by 400',
      source: section('5.4'),
      level: 'may',
      async run(lab) {
        const emails = [{ value: 'a@example.com', type: 'colour' }]
        const body = { schemas: [userSchema], userName: lab.unique('user'), emails }
        expectError(await lab.call('POST', '/Users', { body }), 400)
      },
    },
    {
      id: 'addressed-by-id',
      row: 'INT-09',
      title: 'A user is addressed by id and by nothing else',
      source: section('6.1'),
      async run(lab) {
        const user = await lab.user()
        expectStatus(await lab.call('GET', `/Users/${user.id}`), 200)
        expectError(await lab.call('GET', `/Users/${encodeURIComponent(String(user.userName))}`), 404)
      },
    },
    {
      id: 'media-type',
      row: 'INT-10',
      title: 'Resources, lists and errors are application/scim+json',
      source: section('6.2'),
      async run(lab) {
        const user = await lab.user()
        for (const path of [`/Users/${user.id}`, '/Users?count=1', `/Users/${lab.unique()}`]) {
          const type = (await lab.call('GET', path)).headers.get('content-type') ?? 'none'
          expectThat(/^application\/scim\+json/i.test(type), `the Content-Type of ${path} is ${type}`)
        }
      },
    },
    {
      id: 'filter',
      row: 'INT-11',
      title: 'A filter of eq and and finds',
      source: section('6.3'),
      async run(lab) {
        const user = await lab.user()
        for (const [value, found] of [
          ['true', [user.id]],
          ['false', []],
        ] as const) {
          const filter = filterOf(`userName eq "${String(user.userName)}" and active eq ${value}`)
          expectFound(await lab.call('GET', `/Users?filter=${filter}`), found)
        }
      },
    },
    {
      id: 'filter-unknown',
      row: 'INT-12',
      title: 'A filter on an attribute that no schema has is refused by 400 invalidFilter',
      source: section('6.3'),
      run: async ({ call }) =>
        expectError(await call('GET', `/Users?filter=${filterOf('colour eq "red"')}`), 400, 'invalidFilter'),
    },
    {
      id: 'pages',
      row: 'INT-13',
      title: 'Lists page, a count of 100 is served, and one of a million is answered with fewer',
      source: section('6.4'),
      async run(lab) {
        for (const word of ['a', 'b']) await lab.user({ displayName: lab.unique(word) })
        expectEqual(expectList(await lab.call('GET', '/Users?startIndex=2&count=1')).resources.length, 1, 'the page')
        for (const count of [100, 1_000_000]) {
          const { resources } = expectList(await lab.call('GET', `/Users?count=${count}`))
          expectThat(resources.length >= 2 && resources.length <= count, `${resources.length} of ${count} are answered`)
        }
      },
    },
    {
      id: 'delete',
      row: 'INT-23',
      title: 'A deleted user is a 404 to everything and in no list, and the userName is free again',
      source: section('6.6'),
      async run(lab) {
        const { id, userName } = await lab.user()
        expectStatus(await lab.call('DELETE', `/Users/${id}`), 204)
        expectError(await lab.call('GET', `/Users/${id}`), 404)
        expectError(await lab.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: true }]), 404)
        expectError(await lab.call('DELETE', `/Users/${id}`), 404)
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${String(userName)}"`)}`), [])
        expectThat((await lab.user({ userName })).id !== id, 'the id of the deleted user is given again')
      },
    },
    {
      id: 'uniqueness',
      row: 'INT-26',
      title: 'A userName that is taken is a 409 with scimType uniqueness, by POST and by PATCH',
      source: section('6.9.1'),
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const body = { schemas: [userSchema], userName: ann.userName }
        expectError(await lab.call('POST', '/Users', { body }), 409, 'uniqueness')
        if (!lab.server.userNameMutable) return
        const operation = { op: 'replace', path: 'userName', value: ann.userName }
        expectError(await lab.patch(`/Users/${bob.id}`, [operation]), 409, 'uniqueness')
      },
    },
  ],
}
