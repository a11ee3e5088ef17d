import type { CheckGroup } from '../check.ts'
import { expectEqual, expectList, expectThat, show } from '../expect.ts'
import { at, type Json } from '../json.ts'
import type { ServerDescription } from '../server-description.ts'

const roleSchema = 'urn:okta:scim:schemas:core:1.0:Role'
const entitlementSchema = 'urn:okta:scim:schemas:core:1.0:Entitlement'

const isEntitlement = (type: Json): boolean => at(type, 'schema') === entitlementSchema
const typesOf = ({ resourceTypes }: ServerDescription): readonly Json[] =>
  resourceTypes.filter((type) => isEntitlement(type) || at(type, 'schema') === roleSchema)

/** Okta's Entitlement Management (https://developer.okta.com/docs/guides/scim-with-entitlements). */
export const entitlementChecks: CheckGroup = {
  name: 'okta',
  source: 'Okta',
  provider: 'okta',
  skip: (server) => (typesOf(server).length > 0 ? null : 'the server announces no type of roles or entitlements'),
  checks: [
    {
      id: 'entitlement-types',
      row: 'OKT-10',
      title: 'A type of roles or entitlements has id, name and an endpoint',
      async run({ server }) {
        for (const type of typesOf(server))
          for (const name of ['id', 'name', 'endpoint'])
            expectThat(typeof at(type, name) === 'string', `${show(at(type, 'schema'))} has no ${name}`)
      },
    },
    {
      id: 'entitlements',
      row: 'OKT-11',
      title: 'Each role and entitlement has id and displayName, an entitlement the name of its type',
      async run({ call, server }) {
        for (const type of typesOf(server)) {
          const { resources } = expectList(await call('GET', String(at(type, 'endpoint'))))
          for (const resource of resources) {
            for (const name of ['id', 'displayName'])
              expectThat(typeof at(resource, name) === 'string', `${show(resource)} has no ${name}`)
            if (isEntitlement(type)) expectEqual(at(resource, 'type'), at(type, 'name'), 'type')
          }
        }
      },
    },
    {
      id: 'entitlement-page',
      row: 'OKT-13',
      title: 'A page of one role or entitlement is a list with numbers',
      async run({ call, server }) {
        for (const type of typesOf(server)) {
          const reply = await call('GET', `${String(at(type, 'endpoint'))}?count=1&startIndex=1`)
          expectEqual(expectList(reply).resources.length, 1, 'the number of resources')
          expectEqual(at(reply.body, 'itemsPerPage'), 1, 'itemsPerPage')
          for (const name of ['startIndex', 'totalResults'])
            expectThat(typeof at(reply.body, name) === 'number', `${name} is ${show(at(reply.body, name))}, no number`)
        }
      },
    },
    {
      id: 'user-roles',
      row: 'OKT-12',
      title: 'A user is made with a role or an entitlement, and reads with it',
      async run(lab) {
        for (const type of typesOf(lab.server)) {
          const { resources } = expectList(
            await lab.call('GET', `${String(at(type, 'endpoint'))}?count=1&startIndex=1`),
          )
          const [value = null, display = null] = [at(resources[0], 'id'), at(resources[0], 'displayName')]
          const name = isEntitlement(type) ? 'entitlements' : 'roles'
          const given = isEntitlement(type) ? { value, display, type: at(type, 'name') } : { value, display }
          const user = await lab.user({ [name]: [given] })
          const { body } = await lab.call('GET', `/Users/${user.id}`)
          expectEqual(at(body, name, 0, 'value'), value, `${name}[0].value`)
        }
      },
    },
  ],
}
