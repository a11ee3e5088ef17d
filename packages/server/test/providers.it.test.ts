import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

const USERS = '/api/scim/v2/Users'
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

describe.each(eachDatabase)('providers of keys on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let owner: Client
  let count = 0
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('acme')
    owner = createClient(rolecall.url, organization.keys.organization)
  })
  afterAll(() => rolecall?.stop())

  async function makeKey(change: object): Promise<{ readonly id: string; readonly client: Client }> {
    const { body, status } = await owner('POST', '/api/api-keys', {
      body: { displayName: 'k', scopes: ['scim'], ...change },
    })
    expect({ status, body }).toMatchObject({ status: 201 })
    return { id: body.id, client: createClient(rolecall.url, body.key) }
  }

  async function shownKey(id: string): Promise<Record<string, unknown>> {
    const { body } = await owner('GET', '/api/api-keys')
    return body.find((key: { id: string }) => key.id === id)
  }

  function user(change: object = {}): { body: object } {
    count += 1
    return { body: { schemas: [CORE], userName: `p${count}@acme.example`, active: true, ...change } }
  }

  it('are those of the configured plugins, each with what it is forgiven', async () => {
    const { body } = await owner('GET', '/api/providers')
    const names = body.map(({ name }: { name: string }) => name)
    expect(names).toEqual(['entra', 'okta', 'onelogin', 'jumpcloud', 'google', 'ping', 'keycloak', 'authentik'])
    const tolerancesOf = (wanted: string): string[] =>
      body.find(({ name }: { name: string }) => name === wanted).tolerances.map(({ name }: { name: string }) => name)
    expect(tolerancesOf('entra')).toEqual(expect.arrayContaining(['entra-group-schema', 'json-string', 'op-case']))
    expect(tolerancesOf('okta')).not.toContain('entra-group-schema')
    expect(tolerancesOf('okta')).toContain('op-case')
    expect((await createClient(rolecall.url, organization.keys.scim)('GET', '/api/providers')).status).toBe(403)
  })

  it('can be chosen when a key is made, and are shown with it', async () => {
    const { id } = await makeKey({ provider: 'okta', strict: true, tolerancesOff: ['op-case'] })
    expect(await shownKey(id)).toMatchObject({
      provider: { name: 'okta', from: 'chosen' },
      strict: true,
      tolerancesOff: ['op-case'],
    })
  })

  it('can be changed while the key is in use, and count from the next request on', async () => {
    const { client, id } = await makeKey({ displayName: 'before' })
    const capital = user({ active: 'True' })
    const change = async (body: object) => owner('PATCH', `/api/api-keys/${id}`, { body })
    expect(await change({ strict: true })).toMatchObject({ status: 200, body: { strict: true, displayName: 'before' } })
    expect((await client('POST', USERS, capital)).status).toBe(400)
    const changed = { strict: false, provider: 'okta', tolerancesOff: ['op-case', 'op-case'], displayName: 'after' }
    expect((await change(changed)).body).toMatchObject({
      displayName: 'after',
      provider: { name: 'okta', from: 'chosen' },
      strict: false,
      tolerancesOff: ['op-case'],
    })
    expect((await client('POST', USERS, capital)).status).toBe(201)
    expect((await change({ provider: null })).body).toMatchObject({ provider: { from: 'guessed' }, strict: false })
    const { body: events } = await owner('GET', '/api/events?limit=1000')
    const told = events.filter(
      ({ type, subject }: Record<string, string>) => type === 'ApiKeyChanged' && subject?.endsWith(id),
    )
    expect(told.map(({ data }: { data: object }) => data)).toMatchObject([
      { attributes: ['strict'] },
      { attributes: ['displayName', 'provider', 'strict', 'tolerancesOff'] },
      { attributes: ['provider'] },
    ])
  })

  it('stay as they are where a change names what nobody knows, or a key that is gone', async () => {
    const { id } = await makeKey({ provider: 'okta' })
    const before = await shownKey(id)
    const change = async (body: object) => owner('PATCH', `/api/api-keys/${id}`, { body })
    expect((await change({ provider: 'entar', displayName: 'x' })).status).toBe(422)
    expect((await change({ scopes: ['organization'] })).status).toBe(422)
    expect(await shownKey(id)).toEqual(before)
    await owner('DELETE', `/api/api-keys/${id}`)
    expect((await change({ strict: true })).status).toBe(404)
  })

  it('are known by name: an unknown one, and unknown tolerances, are 422 and make no key', async () => {
    const before = (await owner('GET', '/api/api-keys')).body.length
    const body = { displayName: 'k', scopes: ['scim'], provider: 'entar', tolerancesOff: ['op-case', 'nothing'] }
    const reply = await owner('POST', '/api/api-keys', { body })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('entar')
    expect(reply.text).toContain('nothing')
    expect((await owner('GET', '/api/api-keys')).body).toHaveLength(before)
  })

  it.each([
    ['entra', 'a flag in the query', 'GET', `${USERS}?aadOptscim062020&count=1`, {}],
    [
      'okta',
      'a User-Agent',
      'GET',
      `${USERS}?startIndex=1&count=2`,
      { headers: { 'user-agent': 'Okta SCIM Client 1.0.0' } },
    ],
    ['google', 'the schemas of a body', 'POST', USERS, user({ schemas: ['urn:scim:schemas:core:1.0', CORE] })],
  ])('are recognised: %s by %s', async (name, _, method, path, sent) => {
    const { client, id } = await makeKey({})
    expect(await shownKey(id)).toMatchObject({ provider: { name: null, from: 'guessed' }, strict: false })
    expect((await client(method, path, sent)).status).toBeLessThan(300)
    await vi.waitFor(async () => expect(await shownKey(id)).toMatchObject({ provider: { name, from: 'guessed' } }))
    // What another provider would send later changes nothing.
    await client('GET', USERS, { headers: { 'user-agent': 'authentik@2026.1' } })
    expect(await shownKey(id)).toMatchObject({ provider: { name, from: 'guessed' } })
  })

  it('are in the line that the log has for a request', async () => {
    const { client } = await makeKey({ provider: 'ping' })
    await client('GET', `${USERS}?count=1`)
    expect(rolecall.logged).toContainEqual(expect.objectContaining({ msg: 'request', provider: 'ping' }))
  })

  it('keep what only they need to themselves: for keys of another, chosen provider it is an error', async () => {
    const filter = `${USERS}?filter=${encodeURIComponent('email Co "x"')}`
    const [ping, okta, unknown] = [
      await makeKey({ provider: 'ping' }),
      await makeKey({ provider: 'okta' }),
      await makeKey({}),
    ]
    expect((await ping.client('GET', filter)).status).toBe(200)
    expect((await unknown.client('GET', filter)).status).toBe(200)
    expect(await okta.client('GET', filter)).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    const group = {
      body: {
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:Group',
          'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
        ],
        displayName: 'adscim',
      },
    }
    const strict = await makeKey({ provider: 'okta', tolerancesOff: ['unknown-schema'] })
    const entra = await makeKey({ provider: 'entra', tolerancesOff: ['unknown-schema'] })
    expect((await entra.client('POST', '/api/scim/v2/Groups', group)).status).toBe(201)
    expect((await strict.client('POST', '/api/scim/v2/Groups', group)).status).toBe(400)
  })

  it('are held to the letter by strict keys, and to one thing where one tolerance is off', async () => {
    const [strict, single] = [await makeKey({ strict: true }), await makeKey({ tolerancesOff: ['string-boolean'] })]
    const lenient = user({ active: 'True', 'name.givenName': 'A', password: 'x' })
    expect(await strict.client('POST', USERS, lenient)).toMatchObject({ status: 400 })
    expect(await single.client('POST', USERS, lenient)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    })
    const { body } = await single.client('POST', USERS, user({ 'name.givenName': 'A', password: 'x' }))
    expect(body).toMatchObject({ name: { givenName: 'A' } })
    const capital = { body: { schemas: [PATCH], Operations: [{ op: 'Replace', path: 'title', value: 'T' }] } }
    expect((await single.client('PATCH', `${USERS}/${body.id}`, capital)).status).toBe(200)
    expect(await strict.client('PATCH', `${USERS}/${body.id}`, capital)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax' },
    })
    // What the RFCs allow stays as it is, but for what the interoperability profile forbids.
    expect((await strict.client('POST', USERS, user())).status).toBe(201)
    expect((await strict.client('GET', `${USERS}?count=1&`)).status).toBe(400)
  })

  it('keep the interoperability profile with strict keys, which ServiceProviderConfig says to them alone', async () => {
    const [strict, normal] = [await makeKey({ strict: true }), await makeKey({})]
    const { body: made } = await strict.client('POST', USERS, user({ name: { givenName: 'A', familyName: 'B' } }))
    const change = (key: typeof strict, Operations: readonly object[]) =>
      key.client('PATCH', `${USERS}/${made.id}`, { body: { schemas: [PATCH], Operations } })
    const refused = (scimType: string) => ({ status: 400, body: { scimType } })
    const config = async (key: typeof strict) => (await key.client('GET', '/api/scim/v2/ServiceProviderConfig')).body
    expect(await config(strict)).toMatchObject({ interopProfileConformant: true })
    expect(await config(normal)).not.toHaveProperty('interopProfileConformant')
    expect(await change(strict, [{ op: 'replace', value: { title: 'T' } }])).toMatchObject(refused('invalidSyntax'))
    expect(await change(strict, [{ op: 'add', path: 'colour', value: 'x' }])).toMatchObject(refused('invalidSyntax'))
    expect(await strict.client('POST', USERS, user({ colour: 'x' }))).toMatchObject(refused('invalidSyntax'))
    const emails = [{ value: 'a@acme.example', type: 'colour' }]
    expect(await strict.client('POST', USERS, user({ emails }))).toMatchObject(refused('invalidValue'))
    const name = { op: 'replace', path: 'name', value: { givenName: 'C' } }
    expect((await change(strict, [name])).body.name).toEqual({ givenName: 'C' })
    expect((await change(normal, [{ op: 'replace', value: { emails } }])).body).toMatchObject({ emails })
  })
})
