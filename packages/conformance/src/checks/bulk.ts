import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectStatus, expectThat } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, patchSchema, userSchema, type Lab } from '../lab.ts'
import type { Reply } from '../ask.ts'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']

async function send(lab: Lab, Operations: readonly object[], more: object = {}): Promise<Reply> {
  const reply = await lab.call('POST', '/Bulk', { body: { schemas, Operations, ...more } })
  expectStatus(reply, 200)
  return reply
}

/** The status of each operation, however it is written: as text or as an object with a code (RFC 7644 §3.7.3 has both). */
function statusesOf({ body }: Reply): Json {
  return elementsOf(at(body, 'Operations')).map((operation) =>
    String(at(operation, 'status', 'code') ?? at(operation, 'status')),
  )
}

const post = (lab: Lab, bulkId: string, more: object = {}): object => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [userSchema], userName: `${lab.unique()}@example.com`, ...more },
})

/** Many operations in one request (RFC 7644 §3.7). */
export const bulkChecks: CheckGroup = {
  name: 'bulk',
  source: 'RFC 7644 §3.7',
  skip: ({ bulk }) => (bulk ? null : 'the server announces no bulk'),
  checks: [
    {
      id: 'operations',
      title: 'POST, PUT, PATCH and DELETE in one request, each with its status and location',
      source: 'RFC 7644 §3.7.3',
      async run(lab) {
        const [one, two, three] = [await lab.user(), await lab.user(), await lab.user()]
        const Operations = [{ op: 'replace', path: 'displayName', value: 'patched' }]
        const reply = await send(lab, [
          post(lab, 'new'),
          {
            method: 'PUT',
            path: `/Users/${one.id}`,
            data: { schemas: [userSchema], userName: one['userName'], displayName: 'put' },
          },
          { method: 'PATCH', path: `/Users/${two.id}`, data: { schemas: [patchSchema], Operations } },
          { method: 'DELETE', path: `/Users/${three.id}` },
        ])
        expectEqual(statusesOf(reply), ['201', '200', '200', '204'], 'status of the operations')
        for (const operation of elementsOf(at(reply.body, 'Operations')))
          expectThat(typeof at(operation, 'location') === 'string', 'an operation has no location')
        expectEqual(at(reply.body, 'Operations', 0, 'bulkId'), 'new', 'bulkId')
        expectEqual(at((await lab.call('GET', `/Users/${two.id}`)).body, 'displayName'), 'patched', 'displayName')
      },
    },
    {
      id: 'references',
      title: 'bulkId refers to what another operation makes, also before it does',
      source: 'RFC 7644 §3.7.2',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const group = { schemas: [groupSchema], displayName: lab.unique(), members: [{ value: 'bulkId:ann' }] }
        const reply = await send(lab, [
          { method: 'POST', path: '/Groups', bulkId: 'group', data: group },
          post(lab, 'ann'),
        ])
        expectEqual(statusesOf(reply), ['201', '201'], 'status of the operations')
        const location = String(
          elementsOf(at(reply.body, 'Operations'))
            .map((one) => at(one, 'location'))
            .find((one) => String(one).includes('/Groups/')),
        )
        const { body } = await lab.call('GET', location)
        const value = at(body, 'members', 0, 'value')
        expectStatus(await lab.call('GET', `/Users/${String(value)}`), 200)
      },
    },
    {
      id: 'failure',
      title: 'An operation that fails has an error, and the others are done',
      source: 'RFC 7644 §3.7.3',
      async run(lab) {
        const { userName } = await lab.user()
        const reply = await send(lab, [post(lab, 'a', { userName }), post(lab, 'b')])
        expectEqual(statusesOf(reply), ['409', '201'], 'status of the operations')
        expectEqual(at(reply.body, 'Operations', 0, 'response', 'scimType'), 'uniqueness', 'scimType')
      },
    },
    {
      id: 'fail-on-errors',
      title: 'failOnErrors stops after so many',
      source: 'RFC 7644 §3.7.1',
      async run(lab) {
        const { userName } = await lab.user()
        const reply = await send(lab, [post(lab, 'a', { userName }), post(lab, 'b')], { failOnErrors: 1 })
        expectEqual(statusesOf(reply), ['409'], 'status of the operations')
      },
    },
    {
      id: 'unresolved',
      title: 'A bulkId that no operation has fails',
      source: 'RFC 7644 §3.7.2',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const data = { schemas: [groupSchema], displayName: lab.unique(), members: [{ value: 'bulkId:nobody' }] }
        const [status] = statusesOf(
          await send(lab, [{ method: 'POST', path: '/Groups', bulkId: 'group', data }]),
        ) as readonly string[]
        expectThat(['400', '409', '412'].includes(String(status)), `status is ${String(status)}`)
      },
    },
    {
      id: 'too-many',
      title: 'More operations than announced are refused by 413',
      source: 'RFC 7644 §3.7.4',
      async run(lab) {
        const limit = Number(at(lab.server.config, 'bulk', 'maxOperations'))
        if (!(limit > 0 && limit <= 10_000)) return
        const Operations = Array.from({ length: limit + 1 }, () => ({ method: 'DELETE', path: '/Users/nobody' }))
        expectError(await lab.call('POST', '/Bulk', { body: { schemas, Operations } }), 413)
      },
    },
    {
      id: 'bulk-id',
      title: 'A POST without bulkId is refused',
      source: 'RFC 7644 §3.7',
      level: 'should',
      async run(lab) {
        const { bulkId: _, ...operation } = post(lab, 'x') as { readonly bulkId: string }
        const reply = await lab.call('POST', '/Bulk', { body: { schemas, Operations: [operation] } })
        if (reply.status === 200) expectEqual(statusesOf(reply), ['400'], 'status of the operations')
        else expectError(reply, 400)
      },
    },
    {
      id: 'malformed',
      title: 'An operation that is malformed fails alone',
      level: 'should',
      async run(lab) {
        const reply = await send(lab, [{ method: 'DELETE' }, post(lab, 'new')])
        expectEqual(statusesOf(reply), ['400', '201'], 'status of the operations')
      },
    },
    {
      id: 'no-reference',
      title: 'bulkId: is text like any other where no id belongs',
      source: 'RFC 7644 §3.7.2',
      async run(lab) {
        const reply = await send(lab, [post(lab, 'new', { displayName: 'bulkId:new' })])
        expectEqual(statusesOf(reply), ['201'], 'status of the operation')
        const location = String(at(reply.body, 'Operations', 0, 'location'))
        const { body } = await lab.call('GET', location.replace(/^.*?(?=\/Users\/)/i, ''))
        expectEqual(at(body, 'displayName'), 'bulkId:new', 'displayName')
      },
    },
  ],
}
