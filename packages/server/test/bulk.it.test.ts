import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const bulk = '/api/scim/v2/Bulk'
const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

interface Result {
  readonly method: string
  readonly bulkId?: string
  readonly location?: string
  readonly version?: string
  readonly status: string
  readonly response?: { readonly status: string; readonly scimType?: string; readonly detail: string }
}

/** The operations of a response, held against RFC 7644 §3.7.3. */
function resultsOf(reply: Reply): readonly Result[] {
  expect([reply.status, reply.body.schemas]).toEqual([200, ['urn:ietf:params:scim:api:messages:2.0:BulkResponse']])
  const results = reply.body.Operations as Result[]
  for (const { bulkId, location, method, response, status } of results) {
    const failed = !status.startsWith('2')
    expect(response?.status).toBe(failed ? status : undefined)
    if (method === 'POST') expect([typeof bulkId, location !== undefined]).toEqual(['string', !failed])
  }
  return results
}

const statuses = (reply: Reply) => resultsOf(reply).map(({ status }) => status)
const pathOf = (result: Result | undefined) => new URL(result?.location ?? '').pathname
const idOf = (result: Result | undefined) => result?.location?.split('/').at(-1) ?? 'none'

describe.each(eachDatabase)('POST /Bulk on $name (RFC 7644 §3.7)', ({ create }) => {
  let rolecall: Rolecall
  let scim: Client
  let owner: Client
  let number = 0
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    const organization = await rolecall.createOrganization('acme')
    scim = createClient(rolecall.url, organization.keys.scim)
    owner = createClient(rolecall.url, organization.keys.organization)
  })
  afterAll(() => rolecall.stop())

  const send = (Operations: readonly unknown[], others: object = {}) =>
    scim('POST', bulk, { body: { schemas, Operations, ...others } })
  const user = (bulkId: string, data: object = {}) => {
    number += 1
    return { method: 'POST', path: '/Users', bulkId, data: { userName: `bulk${number}@example.com`, ...data } }
  }
  const group = (bulkId: string, data: object = {}) => {
    number += 1
    return { method: 'POST', path: '/Groups', bulkId, data: { displayName: `bulk${number}`, ...data } }
  }
  const members = (...ids: readonly string[]) => ({ members: ids.map((id) => ({ value: `bulkId:${id}` })) })
  const membersOf = async (result: Result | undefined) => {
    const { body } = await scim('GET', `/api/scim/v2/Groups/${idOf(result)}`)
    return ((body.members ?? []) as { value: string }[]).map(({ value }) => value)
  }
  const totalOf = async (endpoint: string) => (await scim('GET', `${endpoint}?count=0`)).body.totalResults as number

  it('creates, replaces, changes and deletes, and says of each what a single request would have', async () => {
    const made = resultsOf(await send([user('a'), user('b'), group('g')]))
    const [a, b, g] = made.map((result) => pathOf(result).replace('/api/scim/v2', ''))
    const data = { userName: (await scim('GET', `/api/scim/v2${a}`)).body.userName as string, title: 'Lead' }
    const reply = await send([
      { method: 'PUT', path: a?.toLowerCase(), version: made[0]?.version, data },
      { method: 'PATCH', path: g, data: { Operations: [{ op: 'replace', path: 'displayName', value: 'renamed' }] } },
      { method: 'DELETE', path: b, bulkId: 'gone' },
    ])
    expect(resultsOf(reply)).toEqual([
      { method: 'PUT', location: made[0]?.location, version: 'W/"2"', status: '200' },
      { method: 'PATCH', location: made[2]?.location, version: 'W/"2"', status: '200' },
      { method: 'DELETE', bulkId: 'gone', location: made[1]?.location, status: '204' },
    ])
    expect((await scim('GET', `/api/scim/v2${a}`)).body).toMatchObject({ title: 'Lead', meta: { version: 'W/"2"' } })
    expect((await scim('GET', `/api/scim/v2${g}`)).body.displayName).toBe('renamed')
    expect((await scim('GET', `/api/scim/v2${b}`)).status).toBe(404)
  })

  it('resolves references, to what comes later too, in members, manager, paths and filters (§3.7.2)', async () => {
    const reply = await send([
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:b' }] }] },
      },
      group('g', members('a', 'c')),
      user('a', { [enterprise]: { manager: { value: 'bulkId:b' } } }),
      user('b'),
      user('c'),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: { Operations: [{ op: 'remove', path: 'members[value eq "bulkId:c"]' }] },
      },
    ])
    expect(statuses(reply)).toEqual(['200', '201', '201', '201', '201', '200'])
    const [, g, a, b] = resultsOf(reply)
    expect((await membersOf(g)).toSorted()).toEqual([idOf(a), idOf(b)].toSorted())
    const { body } = await scim('GET', pathOf(a))
    expect(body[enterprise].manager.value).toBe(idOf(b))
  })

  it('creates groups that are members of each other (§3.7.1, whose example this is)', async () => {
    const reply = await send([
      group('qwerty', { members: [{ type: 'Group', value: 'bulkId:ytrewq' }] }),
      group('ytrewq', { members: [{ type: 'Group', value: 'bulkId:qwerty' }] }),
    ])
    expect(statuses(reply)).toEqual(['201', '201'])
    const [first, second] = resultsOf(reply)
    expect([await membersOf(first), await membersOf(second)]).toEqual([[idOf(second)], [idOf(first)]])
    for (const result of [first, second]) {
      expect((await scim('GET', pathOf(result))).headers.get('etag')).toBe(result?.version)
    }
  })

  it('creates people who manage each other, and one who manages themselves', async () => {
    const managed = (id: string) => ({ [enterprise]: { department: 'D', manager: { value: `bulkId:${id}` } } })
    const reply = await send([user('a', managed('b')), user('b', managed('a')), user('c', managed('c'))])
    const [a, b, c] = resultsOf(reply)
    const managers = await Promise.all([a, b, c].map((result) => scim('GET', pathOf(result))))
    expect(managers.map(({ body }) => body[enterprise].manager.value)).toEqual([idOf(b), idOf(a), idOf(c)])
  })

  it('creates nothing of a circle of which one can not be created', async () => {
    const before = { groups: await totalOf('/api/scim/v2/Groups'), users: await totalOf('/api/scim/v2/Users') }
    const broken = { ...group('b', members('a')), data: { ...members('a') } }
    const reply = await send([group('a', members('b')), broken, user('c'), group('d', members('a'))])
    expect(statuses(reply)).toEqual(['409', '400', '201', '409'])
    const [a, b, , d] = resultsOf(reply)
    expect(b?.response?.scimType).toBe('invalidValue')
    expect([a?.response?.detail, d?.response?.detail]).toEqual([
      expect.stringContaining('bulkId:b'),
      expect.stringContaining('bulkId:a'),
    ])
    const after = { groups: await totalOf('/api/scim/v2/Groups'), users: await totalOf('/api/scim/v2/Users') }
    expect(after).toEqual({ ...before, users: before.users + 1 })
  })

  it('goes on after an error, and leaves nothing of what failed', async () => {
    const taken = user('taken')
    const reply = await send([
      taken,
      { ...user('again'), data: taken.data },
      group('g', members('again')),
      group('h', members('nobody')),
      { method: 'DELETE', path: '/Users/nobody' },
      { method: 'PUT', path: '/Users/bulkId:taken', version: 'W/"9"', data: taken.data },
      { method: 'DELETE', path: '/Printers/1' },
      {
        method: 'PATCH',
        path: '/Users/bulkId:taken',
        data: { Operations: [{ op: 'add', path: 'nonsense', value: 1 }] },
      },
      user('last'),
    ])
    const results = resultsOf(reply)
    const described = results.map(({ status, response }) => `${status} ${response?.scimType ?? '-'}`)
    expect(described).toEqual([
      '201 -',
      '409 uniqueness',
      '409 -',
      '400 invalidValue',
      '404 -',
      '412 -',
      '404 -',
      '400 invalidPath',
      '201 -',
    ])
    expect(results[5]?.location).toBe(results[0]?.location)
    expect(results[4]?.location).toBe(`${rolecall.url}/api/scim/v2/Users/nobody`)
    expect((await scim('GET', `/api/scim/v2/Groups?filter=displayName%20eq%20"${number}"`)).body.totalResults).toBe(0)
  })

  it('stops after failOnErrors errors, and answers what was done until then', async () => {
    const nobody = { method: 'DELETE', path: '/Users/nobody' }
    const last = user('last')
    const reply = await send([user('first'), nobody, nobody, last], { failOnErrors: 2 })
    expect(statuses(reply)).toEqual(['201', '404', '404'])
    const search = `/api/scim/v2/Users?filter=userName%20eq%20"${last.data.userName}"`
    expect((await scim('GET', search)).body.totalResults).toBe(0)
    expect(statuses(await send([nobody, user('next')], { failOnErrors: 1 }))).toEqual(['404'])
  })

  it('answers 404 for an id that no database can keep', async () => {
    const nobody = { method: 'DELETE', path: '/Users/a%00b' }
    const data = { Operations: [{ op: 'remove', path: 'title' }] }
    const reply = await send([nobody, { method: 'PATCH', path: '/Users/a\u0000b', data }])
    expect([reply.status, statuses(reply)]).toEqual([200, ['404', '404']])
  })

  it('gives and takes roles as single requests do', async () => {
    const mapping = 'scimGroupMappings:\n  - { scimGroup: bulk-owners, type: organizationOwner }\n'
    await owner('PUT', '/api/settings/scim-mapping', { body: mapping, headers: { 'content-type': 'application/yaml' } })
    const ann = user('ann')
    const reply = await send([{ ...group('g'), data: { displayName: 'bulk-owners', ...members('ann') } }, ann])
    expect(statuses(reply)).toEqual(['201', '201'])
    const { body } = await owner('GET', `/api/organization/members/${ann.data.userName}`)
    expect(body.role).toBe('Owner')
  })

  it('refuses an operation that is malformed alone, and what refers to it (§3.7)', async () => {
    const wrong: readonly unknown[] = [
      { path: '/Users/1' },
      { method: 'DELETE' },
      { method: 'PUT', path: '/Users/1', data: 'text' },
      'text',
      { ...user('nobody'), path: '/Users/1' },
    ]
    const reply = await send([
      user('x'),
      ...wrong,
      user('twice'),
      user('twice'),
      group('y', members('nobody')),
      group('z'),
    ])
    expect(reply.body.Operations).toMatchObject([
      { method: 'POST', bulkId: 'x', status: '201' },
      {
        status: '400',
        response: { scimType: 'invalidSyntax', detail: expect.stringContaining('Operations[1].method') },
      },
      { method: 'DELETE', status: '400' },
      { method: 'PUT', status: '400' },
      { status: '400' },
      { method: 'POST', bulkId: 'nobody', status: '400' },
      { method: 'POST', bulkId: 'twice', status: '400', response: { detail: expect.stringContaining('there twice') } },
      { method: 'POST', bulkId: 'twice', status: '400' },
      { method: 'POST', bulkId: 'y', status: '409' },
      { method: 'POST', bulkId: 'z', status: '201' },
    ])
    const stopped = await send([wrong[0], user('x')], { failOnErrors: 1 })
    expect(stopped.body.Operations).toMatchObject([{ status: '400' }])
  })

  it('takes bulkId: for a reference only where an id stands (§3.7.2)', async () => {
    const reply = await send([
      user('a', { displayName: 'bulkId:a', emails: [{ value: 'bulkId:b' }], [enterprise]: { manager: 'bulkId:b' } }),
      user('b', { externalId: 'bulkId:nobody' }),
    ])
    expect(statuses(reply)).toEqual(['201', '201'])
    const [a, b] = resultsOf(reply)
    expect((await scim('GET', pathOf(a))).body).toMatchObject({
      displayName: 'bulkId:a',
      emails: [{ value: 'bulkId:b' }],
      [enterprise]: { manager: { value: idOf(b) } },
    })
    expect((await scim('GET', pathOf(b))).body.externalId).toBe('bulkId:nobody')
  })

  describe('refuses the whole request, and applies nothing of it', () => {
    it.each([
      ['no operations', (): unknown => [], 400, 'invalidSyntax'],
      [
        '1,001 operations',
        (): unknown => Array.from({ length: 1_001 }, (_, index) => user(`x${index}`)),
        413,
        undefined,
      ],
    ])('for %s', async (_, operations, status, scimType) => {
      const before = await totalOf('/api/scim/v2/Users')
      const reply = await scim('POST', bulk, { body: { schemas, Operations: operations() } })
      expect([reply.status, reply.body.scimType]).toEqual([status, scimType])
      expect(await totalOf('/api/scim/v2/Users')).toBe(before)
    })

    it('for more bytes than maxPayloadSize, and names the limit (§3.7.4)', async () => {
      const config = await scim('GET', '/api/scim/v2/ServiceProviderConfig')
      const { maxPayloadSize, maxOperations, supported } = config.body.bulk
      expect([supported, maxOperations]).toEqual([true, 1_000])
      const big = await send([user('x', { title: 'x'.repeat(maxPayloadSize as number) })])
      expect(big.status).toBe(413)
      expect(big.body.detail).toBe(`The size of the bulk operation exceeds the maxPayloadSize (${maxPayloadSize})`)
      const many = await send(Array.from({ length: 1_001 }, () => ({ method: 'DELETE', path: '/Users/1' })))
      expect(many.body.detail).toContain('maxOperations (1000)')
    })
  })

  it('does as many operations as are allowed', async () => {
    const people = Array.from({ length: 999 }, (_, index) => user(`m${index}`))
    const all = group('all', members(...people.map(({ bulkId }) => bulkId)))
    const reply = await send([all, ...people])
    expect(new Set(statuses(reply))).toEqual(new Set(['201']))
    expect(await membersOf(resultsOf(reply)[0])).toHaveLength(999)
    // A thousand commits, each of which a busy machine may keep waiting.
  }, 120_000)
})
