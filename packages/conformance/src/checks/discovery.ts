import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf, isObject } from '../json.ts'

const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'

/** What a server says about itself (RFC 7644 §4, RFC 7643 §5 and §6). */
export const discoveryChecks: CheckGroup = {
  name: 'discovery',
  source: 'RFC 7644 §4',
  checks: [
    {
      id: 'config',
      title: 'ServiceProviderConfig says what is supported, each as a boolean',
      source: 'RFC 7643 §5',
      async run({ call }) {
        const reply = await call('GET', '/ServiceProviderConfig')
        expectStatus(reply, 200)
        expectThat(elementsOf(at(reply.body, 'schemas')).includes(configSchema), `schemas lacks ${configSchema}`)
        for (const name of ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag']) {
          const supported = at(reply.body, name, 'supported')
          expectThat(typeof supported === 'boolean', `${name}.supported is ${show(supported)}, no boolean`)
        }
      },
    },
    {
      id: 'config-limits',
      title: 'ServiceProviderConfig gives the limits of bulk and filter as integers',
      source: 'RFC 7643 §5',
      async run({ call }) {
        const { body } = await call('GET', '/ServiceProviderConfig')
        for (const [name, limit] of [
          ['bulk', 'maxOperations'],
          ['bulk', 'maxPayloadSize'],
          ['filter', 'maxResults'],
        ] as const) {
          const value = at(body, name, limit)
          expectThat(Number.isInteger(value), `${name}.${limit} is ${show(value)}, no integer`)
        }
      },
    },
    {
      id: 'config-authentication',
      title: 'ServiceProviderConfig names at least one authentication scheme, with type, name and description',
      source: 'RFC 7643 §5',
      async run({ call }) {
        const { body } = await call('GET', '/ServiceProviderConfig')
        const schemes = elementsOf(at(body, 'authenticationSchemes'))
        expectThat(schemes.length > 0, 'authenticationSchemes is empty')
        for (const scheme of schemes) {
          for (const name of ['type', 'name', 'description'])
            expectThat(typeof at(scheme, name) === 'string', `a scheme has no ${name}`)
        }
      },
    },
    {
      id: 'resource-types',
      title: 'ResourceTypes lists each type with name, endpoint and schema',
      source: 'RFC 7643 §6',
      async run({ call }) {
        const { resources } = expectList(await call('GET', '/ResourceTypes'))
        expectThat(resources.length > 0, 'there is no resource type')
        for (const type of resources) {
          for (const name of ['name', 'endpoint', 'schema'])
            expectThat(typeof at(type, name) === 'string', `the type ${show(at(type, 'name'))} has no ${name}`)
        }
      },
    },
    {
      id: 'resource-type-by-id',
      title: 'Each resource type can be read alone',
      async run({ call }) {
        for (const type of expectList(await call('GET', '/ResourceTypes')).resources) {
          const name = String(at(type, 'id') ?? at(type, 'name'))
          const reply = await call('GET', `/ResourceTypes/${encodeURIComponent(name)}`)
          expectStatus(reply, 200)
          expectEqual(at(reply.body, 'endpoint'), at(type, 'endpoint'), 'endpoint')
        }
      },
    },
    {
      id: 'unknown-schema',
      title: 'A schema that is not there is a 404 with a SCIM Error',
      run: async ({ call }) => expectError(await call('GET', '/Schemas/urn:example:nothing'), 404),
    },
    {
      id: 'unknown-type',
      title: 'A resource type that is not there is a 404 with a SCIM Error',
      run: async ({ call }) => expectError(await call('GET', '/ResourceTypes/Printer'), 404),
    },
    {
      id: 'no-filter',
      title: 'A filter on a discovery endpoint is refused by 403',
      run: async ({ call }) => expectError(await call('GET', '/Schemas?filter=id%20pr'), 403),
    },
    {
      id: 'schemas-used',
      title: 'Every schema that a resource type names is in Schemas',
      async run({ call }) {
        const known = expectList(await call('GET', '/Schemas')).resources.map(({ id }) => id)
        for (const type of expectList(await call('GET', '/ResourceTypes')).resources) {
          const extensions = elementsOf(at(type, 'schemaExtensions')).map((extension) => at(extension, 'schema'))
          for (const id of [at(type, 'schema'), ...extensions])
            expectThat(known.includes(id), `Schemas lacks ${show(id)}`)
        }
      },
    },
    {
      id: 'media-type',
      title: 'Answers are application/scim+json',
      source: 'RFC 7644 §3.1',
      async run({ call }) {
        const type = (await call('GET', '/ServiceProviderConfig')).headers.get('content-type') ?? 'none'
        expectThat(/^application\/scim\+json/i.test(type), `the Content-Type is ${type}`)
      },
    },
    {
      id: 'locations',
      title: 'What is described has meta.location where it can be read',
      level: 'should',
      source: 'RFC 7643 §3.1',
      async run({ call }) {
        for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas']) {
          const reply = await call('GET', path)
          expectStatus(reply, 200)
          const { body } = reply
          for (const one of isObject(at(body, 'meta')) ? [body] : elementsOf(at(body, 'Resources'))) {
            const location = at(one, 'meta', 'location')
            expectThat(typeof location === 'string', `${show(at(one, 'id'))} of ${path} has no meta.location`)
            expectStatus(await call('GET', location), 200)
          }
        }
      },
    },
  ],
}
