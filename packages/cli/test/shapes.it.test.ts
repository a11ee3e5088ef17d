import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { withWords } from './corpus/library.ts'
import { toBefore, toComparable, toExpected, toRequest, urns, type ShapeCase } from './shapes/shape-case.ts'
import { readShapeRows, type ShapeRow, type Verb } from './shapes/shape-rows.ts'
import { send, startTestServer, type Answer, type Tenant, type TestServer } from './test-server.ts'

type Resource = Readonly<Record<string, unknown>> & { readonly id: string }
type Send = Tenant['provider']

const providers = [null, 'entra', 'okta', 'onelogin', 'jumpcloud', 'google', 'ping', 'keycloak', 'authentik'] as const
const cases = ['lists.yaml', 'names.yaml'].flatMap((file) =>
  readShapeRows(file).flatMap((row) =>
    row.verbs.map((verb) => ({ title: `${file}: ${row.shape}, by ${verb}`, row, verb })),
  ),
)

/** The shapes through a server, by keys of one provider after another, alone and in bulk; `shapes.test.ts` has every combination. */
describe.each(eachDatabase)('shapes of bodies, on $name', ({ create, name }) => {
  let server: TestServer
  let tenant: Tenant
  let senders: readonly Send[]
  const words: Record<string, string> = { ...urns }
  beforeAll(async () => {
    server = await startTestServer(create)
    tenant = await server.createTenant()
    senders = await Promise.all(providers.map((provider) => makeSender(tenant, provider)))
    for (const person of ['ann', 'bob', 'eve'])
      words[person] = (await made(tenant.provider, '/Users', { userName: person })).id
  })
  afterAll(() => server.close())

  // What a body means is the same to both databases, and shapes.test.ts has every verb: here each row comes by some.
  const step = name === 'SQLite' ? 2 : 4
  const played = cases.flatMap((one, index) => (index % step === 0 ? [{ ...one, index: index / step }] : []))
  it.each(played)('$title', async ({ index, row: written, verb }) => {
    const one = toCase(written, verb, `${name}-${index}`)
    const sender = senders[index % senders.length] ?? tenant.provider
    const { endpoint, before } = await prepare(one)
    const { answer, id } = await deliver(sender, one, endpoint, before, index % 2 === 0)
    if (one.row.refused === undefined) {
      if (answer.status >= 300) expect.fail(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      const after = await read(endpoint, id ?? '')
      expect(toComparable(after, one)).toEqual(toExpected(one))
    } else {
      expect(answer).toMatchObject({ status: 400, body: { scimType: one.row.refused } })
      if (before !== undefined) expect(await read(endpoint, before.id)).toEqual(before)
    }
  })

  it('are named in the provisioning log', async () => {
    const { id } = await made(tenant.provider, '/Users', { userName: 'logged' })
    const Operations = [
      { op: 'replace', path: `${urns.enterprise}.department`, value: { value: 'Sales' } },
      { op: 'replace', path: 'manager', value: '{"value":"boss"}' },
      { op: 'replace', path: 'colour', value: 'red' },
    ]
    expect((await tenant.provider('PATCH', `/Users/${id}`, { Operations })).status).toBe(200)
    const tolerances = expect.arrayContaining([
      'urn-dot',
      'wrapped-value',
      'unqualified-extension',
      'json-string',
      'unknown-attribute',
    ])
    await expect
      .poll(async () => (await tenant.owner('GET', `/api/provisioning-log?resource=${id}&method=PATCH`)).body)
      .toMatchObject([{ tolerances }])
  })

  it('of names in filters, sorting and projections mean what they mean in bodies', async () => {
    const { id } = await made(tenant.provider, '/Users', {
      userName: 'found',
      [urns.enterprise]: { department: 'Found' },
    })
    for (const path of [`${urns.enterprise}.department`, `${urns.enterprise}:department`, 'department']) {
      const query = `filter=${encodeURIComponent(`${path} eq "Found"`)}&sortBy=${path}&attributes=${path}`
      for (const sender of senders)
        expect((await sender('GET', `/Users?${query}`)).body).toMatchObject({
          totalResults: 1,
          Resources: [{ id, [urns.enterprise]: { department: 'Found' } }],
        })
    }
  })

  function toCase(written: ShapeRow, verb: Verb, ownName: string): ShapeCase {
    return { row: withWords(written, words), verb, members: [words['ann'] ?? '', words['bob'] ?? ''], ownName }
  }

  async function prepare(one: ShapeCase): Promise<{ endpoint: string; before: Resource | undefined }> {
    const endpoint = `/${one.row.type}s`
    if (one.verb === 'POST') return { endpoint, before: undefined }
    const { id } = await made(tenant.provider, endpoint, toBefore(one))
    return { endpoint, before: await read(endpoint, id) }
  }

  async function read(endpoint: string, id: string): Promise<Resource> {
    return (await tenant.provider('GET', `${endpoint}/${id}`)).body as Resource
  }
})

async function makeSender({ owner, scim }: Tenant, provider: string | null): Promise<Send> {
  const { body } = await owner('POST', '/api/api-keys', { displayName: 'shapes', scopes: ['scim'], provider })
  const { key } = body as { key: string }
  return (method, path, sent, headers) => send(key, method, scim.tenantUrl + path, sent, headers)
}

async function made(sender: Send, endpoint: string, attributes: object): Promise<Resource> {
  const { body, status } = await sender('POST', endpoint, attributes)
  if (status !== 201) expect.fail(`answered ${status}: ${JSON.stringify(body)}`)
  return body as Resource
}

/** As a request of its own, or as an operation of a bulk request; with the id of the resource. */
async function deliver(
  sender: Send,
  one: ShapeCase,
  endpoint: string,
  before: Resource | undefined,
  alone: boolean,
): Promise<{ answer: Pick<Answer, 'status' | 'body'>; id: string | undefined }> {
  const { body: data, method } = toRequest(one, { text: true })
  const path = before === undefined ? endpoint : `${endpoint}/${before.id}`
  if (alone) {
    const answer = await sender(method, path, data)
    return { answer, id: before?.id ?? (answer.body as Resource).id }
  }
  const { body } = await sender('POST', '/Bulk', { Operations: [{ method, path, bulkId: 'b', data }] })
  const [operation] = (body as { Operations: { status: string; location?: string; response?: unknown }[] }).Operations
  return {
    answer: { status: Number(operation?.status), body: operation?.response },
    id: before?.id ?? operation?.location?.split('/').at(-1),
  }
}
