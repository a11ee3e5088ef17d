import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

const users = '/api/scim/v2/Users'
const groups = '/api/scim/v2/Groups'

const scimType = ({ status, body }: Reply) => [status, body?.scimType]
const search = (path: string, filter: string) => `${path}?filter=${encodeURIComponent(filter)}`

describe.each(eachDatabase)('SCIM over HTTP on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let scim: Client
  let number = 0

  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
    scim = createClient(rolecall.url, organization.keys.scim)
  })
  afterAll(() => rolecall.stop())

  async function makeUser(more: object = {}): Promise<Reply> {
    number += 1
    return scim('POST', users, { body: { userName: `user${number}@example.com`, ...more } })
  }

  describe('POST (RFC 7644 §3.3)', () => {
    it('answers 201 with the resource, its place and its version', async () => {
      const { status, headers, body } = await makeUser({ name: { givenName: 'Ann' } })
      const location = `${rolecall.url}${users}/${body.id as string}`
      expect(status).toBe(201)
      expect(headers.get('content-type')).toBe('application/scim+json')
      expect(headers.get('location')).toBe(location)
      expect(body.meta).toMatchObject({ resourceType: 'User', location, version: headers.get('etag') })
      expect(body).toMatchObject({ name: { givenName: 'Ann' }, active: true })
    })

    it.each(['application/json', 'application/scim+json; charset=utf-8', 'application/json;charset=UTF-8'])(
      'understands %s',
      async (type) => {
        number += 1
        const body = JSON.stringify({ userName: `user${number}@example.com` })
        expect((await scim('POST', users, { body, headers: { 'content-type': type } })).status).toBe(201)
      },
    )

    it('is answered as application/json to who takes only that, errors too (§3.8)', async () => {
      const headers = { accept: 'application/json' }
      for (const path of [users, '/api/scim/v2/Nothing']) {
        const reply = await scim('GET', path, { headers })
        expect(reply.headers.get('content-type')).toBe('application/json')
      }
    })

    it('answers only the attributes that are asked for (§3.9)', async () => {
      number += 1
      const body = { userName: `user${number}@example.com`, displayName: 'Ann' }
      const reply = await scim('POST', `${users}?attributes=displayName`, { body })
      expect(Object.keys(reply.body).toSorted()).toEqual(['displayName', 'id', 'schemas'])
      expect(reply.headers.get('location')).toBe(`${rolecall.url}${users}/${reply.body.id as string}`)
    })

    it('keeps what is looked up by an index up to what every index holds, and refuses more by invalidValue', async () => {
      // Each letter another one, so that no database can compress it.
      const letters = Array.from({ length: 512 }, (_, index) => String.fromCharCode(0x2800 + ((index * 97) % 256)))
      const long = letters.join('').slice(0, 341)
      for (const [path, body, attribute] of [
        [users, (text: string) => ({ userName: text }), 'userName'],
        [users, (text: string) => ({ userName: 'long@example.com', externalId: text }), 'externalId'],
        [users, (text: string) => ({ userName: 'long@example.com', emails: [{ value: text }] }), 'emails.value'],
        [groups, (text: string) => ({ displayName: text, externalId: text }), 'displayName'],
        [groups, (text: string) => ({ displayName: 'long', members: [{ value: text }] }), 'members.value'],
      ] as const) {
        const made = await scim('POST', path, { body: body(long) })
        expect([made.status, attribute]).toEqual([201, attribute])
        const put = await scim('PUT', `${path}/${made.body.id as string}`, { body: body(`${long}⠿`) })
        expect(put.status).toBe(400)
        expect((await scim('DELETE', `${path}/${made.body.id as string}`)).status).toBe(204)
        const refused = await scim('POST', path, { body: body(`${long}⠿`) })
        expect(refused.body).toMatchObject({ status: '400', scimType: 'invalidValue' })
        expect(refused.body.detail).toContain(`${attribute}: is longer than 1024 bytes`)
      }
    })

    it('says uniqueness for a userName that is there, and nothing else with 409', async () => {
      const { body } = await makeUser()
      const again = await scim('POST', users, { body: { userName: (body.userName as string).toUpperCase() } })
      expect(scimType(again)).toEqual([409, 'uniqueness'])
    })

    it('refuses what no database can keep', async () => {
      expect(scimType(await makeUser({ displayName: 'a\u0000b' }))).toEqual([400, 'invalidValue'])
    })

    it.each([
      ['[]', 'invalidSyntax'],
      ['"text"', 'invalidSyntax'],
      ['{}', 'invalidValue'],
    ])('refuses %s', async (body, type) => {
      expect(scimType(await scim('POST', users, { body }))).toEqual([400, type])
    })
  })

  describe('GET of one (RFC 7644 §3.4.1)', () => {
    it('answers with Location and ETag, in any case of the path', async () => {
      const { body, headers } = await makeUser()
      const reply = await scim('GET', `/API/scim/V2/users/${body.id as string}/`)
      expect(reply.status).toBe(200)
      expect(reply.headers.get('etag')).toBe(headers.get('etag'))
      expect(reply.headers.get('location')).toBe(headers.get('location'))
    })

    it('never answers 304 for a user with groups, whose version does not tell of them', async () => {
      const { body, headers } = await makeUser()
      const condition = { headers: { 'if-none-match': headers.get('etag') as string } }
      const path = `${users}/${body.id as string}`
      expect((await scim('GET', path, condition)).status).toBe(200)
      const without = await scim('GET', `${path}?excludedAttributes=groups`, condition)
      expect([without.status, without.text, without.headers.get('etag')]).toEqual([304, '', headers.get('etag')])
      expect(
        (await scim('GET', `${path}?excludedAttributes=groups`, { headers: { 'if-none-match': 'W/"99"' } })).status,
      ).toBe(200)
    })

    it('holds If-None-Match: * against there being one, and If-Match against the version (RFC 9110 §13.1)', async () => {
      const { body, headers } = await makeUser()
      const path = `${users}/${body.id as string}`
      const etag = headers.get('etag') as string
      const get = (condition: Record<string, string>) => scim('GET', path, { headers: condition })
      expect((await get({ 'if-none-match': '*' })).status).toBe(304)
      expect((await get({ 'if-match': etag })).status).toBe(200)
      expect((await get({ 'if-match': `"x", ${etag.slice(2)}` })).status).toBe(200)
      expect(scimType(await get({ 'if-match': 'W/"99"' }))).toEqual([412, undefined])
      expect((await scim('GET', `${users}/nothing`, { headers: { 'if-none-match': '*' } })).status).toBe(404)
    })

    it('answers HEAD as GET without a body, with its length, and 304 too (RFC 9110 §9.3.2)', async () => {
      const { body } = await makeUser({ displayName: 'Zoë' })
      for (const path of [
        `${users}/${body.id as string}`,
        '/api/scim/v2/Schemas',
        '/api/scim/v2?count=2',
        `${users}/no`,
      ]) {
        const [get, head] = [await scim('GET', path), await scim('HEAD', path)]
        const length = String(Buffer.byteLength(get.text))
        expect([path, head.status, head.text, head.headers.get('content-length')]).toEqual([
          path,
          get.status,
          '',
          length,
        ])
        expect(head.headers.get('etag')).toBe(get.headers.get('etag'))
      }
      const known = { headers: { 'if-none-match': '*' } }
      expect((await scim('HEAD', `${users}/${body.id as string}`, known)).status).toBe(304)
    })

    it.each(['nothing', '0190c2a0-0000-7000-8000-000000000000', '%00', '%', 'a%2Fb', "'; DROP TABLE users; --"])(
      'answers 404 for the id %s',
      async (id) => {
        const reply = await scim('GET', `${users}/${id}`)
        expect([reply.status, reply.body.status]).toEqual([404, '404'])
      },
    )
  })

  describe('PUT and PATCH (RFC 7644 §3.5)', () => {
    it('hold If-Match against the version: 412 (§3.14)', async () => {
      const { body, headers } = await makeUser()
      const path = `${users}/${body.id as string}`
      const replace = { userName: body.userName as string, displayName: 'one' }
      const stale = { 'if-match': headers.get('etag') as string }
      expect((await scim('PUT', path, { body: replace, headers: stale })).status).toBe(200)
      const patch = { Operations: [{ op: 'replace', path: 'displayName', value: 'two' }] }
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const sent = method === 'DELETE' ? {} : { body: method === 'PUT' ? { ...replace, displayName: 'two' } : patch }
        expect((await scim(method, path, { ...sent, headers: stale })).status).toBe(412)
      }
      expect((await scim('PATCH', path, { body: patch, headers: { 'if-match': '*' } })).body.displayName).toBe('two')
    })

    it('hold If-None-Match too: 412 where it names the version, or is *', async () => {
      const { body, headers } = await makeUser()
      const path = `${users}/${body.id as string}`
      const patch = { Operations: [{ op: 'replace', path: 'displayName', value: 'two' }] }
      const replace = { userName: body.userName as string }
      for (const condition of ['*', headers.get('etag') as string, `"x", ${headers.get('etag')}`]) {
        const conditional = { headers: { 'if-none-match': condition } }
        expect((await scim('PATCH', path, { body: patch, ...conditional })).status).toBe(412)
        expect((await scim('PUT', path, { body: replace, ...conditional })).status).toBe(412)
        expect((await scim('DELETE', path, conditional)).status).toBe(412)
      }
      const other = { headers: { 'if-none-match': 'W/"99"' } }
      expect((await scim('PATCH', path, { body: patch, ...other })).status).toBe(200)
    })

    it('answer with the attributes that are asked for (§3.9)', async () => {
      const { body } = await makeUser({ displayName: 'Ann', name: { givenName: 'Ann', familyName: 'Lee' } })
      const path = `${users}/${body.id as string}`
      const replace = { userName: body.userName as string, displayName: 'Ann', name: { familyName: 'Lee' } }
      const put = await scim('PUT', `${path}?attributes=name.familyName`, { body: replace })
      expect(put.body).toEqual({ schemas: body.schemas, id: body.id, name: { familyName: 'Lee' } })
      const patch = { Operations: [{ op: 'replace', path: 'title', value: 'x' }] }
      const patched = await scim('PATCH', `${path}?excludedAttributes=name,meta,active,id`, { body: patch })
      expect(patched.body).toEqual({
        schemas: body.schemas,
        id: body.id,
        userName: body.userName,
        displayName: 'Ann',
        title: 'x',
      })
    })

    it('PATCH of a user answers 200 with the whole resource', async () => {
      const { body } = await makeUser()
      const patch = { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }
      const reply = await scim('PATCH', `${users}/${body.id as string}?aadOptscim062020`, { body: patch })
      expect([reply.status, reply.body.active, reply.body.userName]).toEqual([200, false, body.userName])
    })

    it('PATCH of a group answers 204, or 200 where attributes are asked for', async () => {
      const user = await makeUser()
      const group = await scim('POST', groups, { body: { displayName: 'patched' } })
      const path = `${groups}/${group.body.id as string}`
      const patch = {
        Operations: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: user.body.id as string }] }],
      }
      const bare = await scim('PATCH', path, { body: patch })
      expect([bare.status, bare.text, bare.headers.get('content-type')]).toEqual([204, '', null])
      expect(bare.headers.get('etag')).not.toBe(group.headers.get('etag'))
      const asked = await scim('PATCH', `${path}?attributes=members`, { body: patch })
      expect([asked.status, asked.body.members[0].value]).toEqual([200, user.body.id])
      expect(asked.headers.get('etag')).toBe(bare.headers.get('etag'))
    })

    it('an unknown id is 404 before anything is said about the body', async () => {
      for (const method of ['PUT', 'PATCH']) {
        expect((await scim(method, `${users}/nothing`, { body: {}, headers: { 'if-match': 'W/"1"' } })).status).toBe(
          404,
        )
      }
    })
  })

  it('DELETE answers 204, then 404', async () => {
    const { body } = await makeUser()
    const path = `${users}/${body.id as string}`
    const gone = await scim('DELETE', path)
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await scim('DELETE', path)).status).toBe(404)
    expect((await scim('GET', path)).status).toBe(404)
  })

  describe('queries (RFC 7644 §3.4.2)', () => {
    it('find by userName in any case, and answer an empty list where nobody is', async () => {
      const { body } = await makeUser()
      const found = await scim('GET', search(users, `USERNAME EQ "${(body.userName as string).toUpperCase()}"`))
      expect(found.body).toMatchObject({
        totalResults: 1,
        itemsPerPage: 1,
        startIndex: 1,
        Resources: [{ id: body.id }],
      })
      const nobody = await scim('GET', search(users, 'userName eq "3f0c8e2a-1b1e-4a55-9d2f-000000000000"'))
      expect([nobody.status, nobody.body.totalResults, nobody.body.Resources]).toEqual([200, 0, []])
    })

    it.each([
      ['userName%20eq%20"ann+test@example.com"', 'a plus that belongs to the value'],
      ['userName+eq+%22ann-test@example.com%22', 'a plus for each space'],
      ['userName%20eq%20"ann%2Btest@example.com"&', 'a delimiter at the end'],
    ])('read %s: %s', async (filter) => {
      for (const userName of ['ann+test@example.com', 'ann-test@example.com'])
        await scim('POST', users, { body: { userName } })
      expect((await scim('GET', `${users}?filter=${filter}`)).body.totalResults).toBe(1)
    })

    it.each(['userName eq', 'userName is "x"', 'noSuchAttribute eq "x"', '('])(
      'refuse the filter %j',
      async (filter) => {
        expect(scimType(await scim('GET', search(users, filter)))).toEqual([400, 'invalidFilter'])
      },
    )

    it('page by startIndex and count, sorted', async () => {
      await Promise.all(['c', 'a', 'b'].map((name) => scim('POST', groups, { body: { displayName: `page-${name}` } })))
      const query = `${search(groups, 'displayName sw "page-"')}&sortBy=displayName&count=2`
      const names = (reply: Reply) =>
        reply.body.Resources.map(({ displayName }: { displayName: string }) => displayName)
      const first = await scim('GET', `${query}&startIndex=1`)
      expect([first.body.totalResults, names(first)]).toEqual([3, ['page-a', 'page-b']])
      expect(names(await scim('GET', `${query}&startIndex=3`))).toEqual(['page-c'])
      expect((await scim('GET', `${query}&count=0`)).status).toBe(200)
    })

    it('are the same as a SearchRequest (§3.4.3)', async () => {
      const { body } = await makeUser({ displayName: 'searched' })
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
      const request = { schemas, filter: 'displayName eq "searched"', attributes: ['userName'] }
      const reply = await scim('POST', `${users}/.search`, { body: request })
      expect(reply.body.Resources).toEqual([{ schemas: expect.any(Array), id: body.id, userName: body.userName }])
    })

    it('search users and groups as one list at the root (§3.4.2.1)', async () => {
      const user = await makeUser({ displayName: 'rooted', title: 'Lead' })
      const group = await scim('POST', groups, { body: { displayName: 'rooted' } })
      const found = async (filter: string, more = '') => {
        const { body } = await scim('GET', `${search('/api/scim/v2', filter)}${more}`)
        return (body.Resources as { id: string }[]).map(({ id }) => id)
      }
      const ids = [user.body.id as string, group.body.id as string]
      expect(await found('displayName eq "rooted"')).toEqual(ids)
      expect(await found('displayName eq "rooted"', '&sortBy=meta.created&sortOrder=descending')).toEqual(
        ids.toReversed(),
      )
      expect(await found('displayName eq "rooted"', '&startIndex=2&count=1')).toEqual(ids.slice(1))
      expect(await found('displayName eq "rooted" and meta.resourceType eq "User"')).toEqual(ids.slice(0, 1))
      // What a type does not have is no value of it: false, and by `not` true.
      expect(await found('displayName eq "rooted" and title eq "lead"')).toEqual(ids.slice(0, 1))
      expect(await found('displayName eq "rooted" and not (title pr)')).toEqual(ids.slice(1))
      expect(await found('displayName eq "rooted" and title ne "lead"')).toEqual(ids.slice(1))
      expect(scimType(await scim('GET', search('/api/scim/v2', 'colour pr')))).toEqual([400, 'invalidFilter'])
      expect(scimType(await scim('GET', '/api/scim/v2?sortBy=colour'))).toEqual([400, 'invalidPath'])
      const body = { filter: 'displayName eq "rooted"', attributes: ['displayName', 'title', 'members'] }
      const posted = await scim('POST', '/api/scim/v2/.search', { body })
      expect(posted.body).toMatchObject({ totalResults: 2, itemsPerPage: 2, startIndex: 1 })
      expect(posted.body.Resources).toEqual([
        { schemas: user.body.schemas, id: ids[0], displayName: 'rooted', title: 'Lead' },
        { schemas: group.body.schemas, id: ids[1], displayName: 'rooted' },
      ])
    })

    it("take a value filter among attributes for its attribute, as Microsoft's Postman collection asks", async () => {
      const { body } = await makeUser({ emails: [{ type: 'work', value: 'emailName357' }], displayName: 'Bob' })
      for (const name of ['emails%5Btype+eq+%22work%22%5D', 'emails%5Bvalue+eq+%22emailName357%22%5D.value,id']) {
        const reply = await scim('GET', `${search(users, `id eq "${body.id as string}"`)}&attributes=${name}`)
        expect(reply.body.Resources[0]).toMatchObject({ id: body.id, emails: [{ value: 'emailName357' }] })
        expect(Object.keys(reply.body.Resources[0]).toSorted()).toEqual(['emails', 'id', 'schemas'])
      }
    })

    it('answer HEAD with the length and nothing else', async () => {
      const head = await scim('HEAD', search(users, 'userName eq "nobody"'))
      const get = await scim('GET', search(users, 'userName eq "nobody"'))
      expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', String(get.text.length)])
    })
  })

  describe('discovery (RFC 7644 §4)', () => {
    const schemasPath = '/api/scim/v2/Schemas'
    const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'

    it('announces what is true, with integers as integers and no nulls', async () => {
      const { body, text } = await scim('GET', '/api/scim/v2/ServiceProviderConfig')
      expect(body).toMatchObject({
        patch: { supported: true },
        bulk: { supported: true, maxOperations: expect.any(Number), maxPayloadSize: expect.any(Number) },
        filter: { supported: true, maxResults: 1_000 },
        etag: { supported: true },
        sort: { supported: true },
        changePassword: { supported: false },
        authenticationSchemes: [{ type: 'oauth2' }, { type: 'oauthbearertoken' }],
      })
      expect(text).not.toContain('null')
    })

    it('lists the types, and each by its id in any case', async () => {
      const { body } = await scim('GET', '/api/scim/v2/ResourceTypes')
      expect(body.Resources.map(({ id }: { id: string }) => id)).toEqual(['User', 'Group', 'Role'])
      const user = await scim('GET', '/api/scim/v2/resourcetypes/user')
      expect(user.body).toEqual(body.Resources[0])
      expect(user.body.meta.location).toBe(`${rolecall.url}/api/scim/v2/ResourceTypes/User`)
      expect((await scim('GET', '/api/scim/v2/ResourceTypes/Printer')).status).toBe(404)
    })

    it('lists every schema that a resource or a description names', async () => {
      const { body, text } = await scim('GET', schemasPath)
      const ids = (body.Resources as { id: string }[]).map(({ id }) => id)
      expect(ids).toEqual(
        expect.arrayContaining([
          userUrn,
          userUrn.replace('User', 'Group'),
          userUrn.replace('User', 'ServiceProviderConfig'),
        ]),
      )
      // The Python suite scim2-tester looks for these by name.
      expect(body.Resources.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['ServiceProviderConfig', 'ResourceType', 'Schema']),
      )
      expect(text).not.toContain('null')
      expect((await scim('GET', `${schemasPath}/${userUrn.toUpperCase()}`)).body.id).toBe(userUrn)
    })

    it('shows userName as immutable exactly as long as it is', async () => {
      const call = createClient(rolecall.url, organization.keys.organization)
      const mutability = async () => {
        const { body } = await scim('GET', `${schemasPath}/${userUrn}`)
        return (body.attributes as { name: string; mutability: string }[]).find(({ name }) => name === 'userName')
          ?.mutability
      }
      expect(await mutability()).toBe('immutable')
      await call('PUT', '/api/settings/organization', { body: { userNameMutable: true } })
      expect(await mutability()).toBe('readWrite')
      await call('PUT', '/api/settings/organization', { body: { userNameMutable: false } })
    })

    it('can not be filtered', async () => {
      expect((await scim('GET', search(schemasPath, 'id eq "x"'))).status).toBe(403)
      expect((await scim('GET', `${schemasPath}?count=1&startIndex=2`)).status).toBe(200)
    })
  })
})
