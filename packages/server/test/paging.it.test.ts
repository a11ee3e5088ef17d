import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'
import { startServer } from './running-server.ts'

const root = '/api/scim/v2'
const users = `${root}/Users`
const groups = `${root}/Groups`
const size = 23

interface Shown {
  readonly id: string
  readonly displayName?: string
}

const idsOf = (reply: Reply) => (reply.body.Resources as Shown[]).map(({ id }) => id)
const scimType = ({ body, status }: Reply) => [status, body.scimType as string | undefined]

describe.each(eachDatabase)('cursors on $name (RFC 9865)', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let scim: Client
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('acme')
    scim = createClient(rolecall.url, organization.keys.scim)
    const people = Array.from({ length: size }, (_, index) => ({
      userName: `p${(index * 7) % size}@example.com`,
      ...(index % 3 === 0 ? {} : { displayName: `name ${index % 4}` }),
      emails: [{ value: `z${index}@x` }, { value: `a${index}@x`, primary: index % 2 === 0 }],
    }))
    for (const body of people) await scim('POST', users, { body })
    for (let index = 0; index < 5; index += 1) await scim('POST', groups, { body: { displayName: `name ${index}` } })
  })
  afterAll(() => rolecall.stop())

  const page = (path: string, query: string, cursor: string) =>
    scim('GET', `${path}?${query}&cursor=${encodeURIComponent(cursor)}`)

  /** Every page from the first; `between` runs after each. */
  async function walk(path: string, query: string, between: (at: number) => Promise<unknown> = async () => {}) {
    const pages: Reply[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const reply = await page(path, query, cursor)
      expect([reply.status, reply.body.startIndex]).toEqual([200, undefined])
      pages.push(reply)
      cursor = reply.body.nextCursor as string | undefined
      await between(pages.length)
    }
    return pages
  }

  it.each([
    [users, 'count=7'],
    [users, 'count=7&sortBy=userName'],
    [users, 'count=4&sortBy=displayName&sortOrder=descending'],
    [users, 'count=5&sortBy=emails'],
    [users, 'count=5&sortBy=active'],
    [users, 'count=6&filter=displayName%20pr&sortBy=meta.created&sortOrder=descending'],
    [groups, 'count=2&sortBy=displayName'],
    [root, 'count=8'],
    [root, 'count=8&sortBy=displayName'],
    [root, 'count=8&sortBy=displayName&sortOrder=descending'],
    [root, 'count=8&sortBy=userName'],
    [root, 'count=9&sortBy=meta.resourceType&filter=displayName%20pr'],
  ])('the pages of %s?%s are the list by index, there and back', async (path, query) => {
    const whole = await scim('GET', `${path}?${query}&count=1000`.replace(/count=\d&?/, ''))
    const pages = await walk(path, query)
    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole))
    expect(new Set(pages.map(({ body }) => body.totalResults as number))).toEqual(new Set([whole.body.totalResults]))
    const [first, ...others] = pages
    expect(first?.body.previousCursor).toBeUndefined()
    let back = pages.at(-1) as Reply
    for (const expected of pages.slice(0, -1).toReversed()) {
      back = await page(path, query, back.body.previousCursor as string)
      expect(idsOf(back)).toEqual(idsOf(expected))
    }
    expect(back.body.previousCursor).toBeUndefined()
    expect(others.every(({ body }) => typeof body.previousCursor === 'string')).toBe(true)
    expect(idsOf(await page(path, query, back.body.nextCursor as string))).toEqual(others.slice(0, 1).flatMap(idsOf))
  })

  it('a resource that does not change is met exactly once, whatever is written between', async () => {
    const name = (index: number) => ({ userName: `stays${index}@example.com`, displayName: `stay ${index}` })
    const staying: string[] = []
    for (let index = 0; index < 20; index += 1) {
      staying.push((await scim('POST', users, { body: name(index) })).body.id as string)
    }
    const going: string[] = []
    for (let index = 0; index < 20; index += 1) {
      const body = { userName: `goes${index}@example.com`, displayName: `stay ${index}x` }
      going.push((await scim('POST', users, { body })).body.id as string)
    }
    const between = async (at: number) => {
      await scim('DELETE', `${users}/${going.pop()}`)
      await scim('DELETE', `${users}/${going.shift()}`)
      for (const place of ['a', 'stay 1', 'zz']) {
        const body = { userName: `comes${at}${place.replace(' ', '')}@example.com`, displayName: `${place}${at}` }
        await scim('POST', users, { body })
      }
      const Operations = [{ op: 'replace', path: 'displayName', value: at % 2 === 0 ? 'aa' : 'zzz' }]
      await scim('PATCH', `${users}/${going[0]}`, { body: { Operations } })
    }
    for (const query of ['count=5&sortBy=displayName', 'count=5&sortBy=displayName&sortOrder=descending', 'count=5']) {
      const met = (await walk(users, query, (at) => (going.length > 4 ? between(at) : Promise.resolve()))).flatMap(
        idsOf,
      )
      expect(met.filter((id) => staying.includes(id)).toSorted()).toEqual(staying.toSorted())
    }
  })

  it('goes on where the resource that a cursor stands at is gone, and begins anew where all before it is', async () => {
    const query = 'filter=displayName%20sw%20"gone"&sortBy=displayName&count=2'
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const body = { userName: `gone-${name}@example.com`, displayName: `gone ${name}` }
      ids.push((await scim('POST', users, { body })).body.id as string)
    }
    const first = await page(users, query, '')
    await scim('DELETE', `${users}/${ids[1]}`)
    const second = await page(users, query, first.body.nextCursor as string)
    expect(idsOf(second)).toEqual([ids[2], ids[3]])
    await scim('DELETE', `${users}/${ids[0]}`)
    const before = await page(users, query, second.body.previousCursor as string)
    expect([idsOf(before), before.body.previousCursor]).toEqual([[ids[2], ids[3]], undefined])
    await scim('DELETE', `${users}/${ids[4]}`)
    const last = await page(users, query, before.body.nextCursor as string)
    expect([idsOf(last), last.body.nextCursor, last.body.itemsPerPage]).toEqual([[], undefined, 0])
  })

  it('is the same by POST to /.search, whose cursors GET understands', async () => {
    for (const path of [root, users, groups]) {
      const body = { sortBy: 'displayName', cursor: '', count: 3 }
      const first = await scim('POST', `${path}/.search`, { body })
      const next = await scim('POST', `${path}/.search`, { body: { ...body, cursor: first.body.nextCursor as string } })
      expect(idsOf(next)).toEqual(
        idsOf(await page(path, 'count=3&sortBy=displayName', first.body.nextCursor as string)),
      )
      expect(idsOf(first)).toEqual(idsOf(await page(path, 'count=3&sortBy=displayName', '')))
    }
  })

  it('begins with a bare cursor, as the example of §2 does, and understands another case of the names', async () => {
    const first = await scim('GET', `${users}?filter=userName%20sw%20"P"&cursor&count=10`)
    expect(first.body).toMatchObject({ itemsPerPage: 10, nextCursor: expect.any(String) })
    const next = await page(users, 'filter=username%20sw%20"p"&count=10', first.body.nextCursor as string)
    expect(next.status).toBe(200)
  })

  it('without a cursor pages by index, and answers none (§2.4)', async () => {
    const { body } = await scim('GET', `${users}?count=2`)
    expect([body.startIndex, body.nextCursor, body.previousCursor]).toEqual([1, undefined, undefined])
  })

  it('count=0 asks for the total alone, and a negative count is 0 (§2, table 1)', async () => {
    const total = (await scim('GET', `${groups}?count=0`)).body.totalResults as number
    for (const count of [0, -5]) {
      const { body } = await page(groups, `count=${count}`, '')
      expect([body.totalResults, body.itemsPerPage, body.nextCursor]).toEqual([total, 0, undefined])
    }
  })

  describe('refuses (§2.1)', () => {
    let cursor: string
    beforeAll(async () => {
      cursor = (await page(users, 'count=3&sortBy=userName', '')).body.nextCursor as string
    })

    it.each([
      ['what is no cursor', 'count=3&sortBy=userName', () => 'nonsense', 'invalidCursor'],
      [
        'a cursor that was changed',
        'count=3&sortBy=userName',
        () => `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`,
        'invalidCursor',
      ],
      ['another order', 'count=3&sortBy=displayName', () => cursor, 'invalidCursor'],
      ['another direction', 'count=3&sortBy=userName&sortOrder=descending', () => cursor, 'invalidCursor'],
      ['another filter', 'count=3&sortBy=userName&filter=active%20pr', () => cursor, 'invalidCursor'],
      ['another count', 'count=4&sortBy=userName', () => cursor, 'invalidCount'],
      ['a count that is none', 'count=x&sortBy=userName', () => cursor, 'invalidCount'],
    ])('%s', async (_, query, text, keyword) => {
      expect(scimType(await page(users, query, text()))).toEqual([400, keyword])
    })

    it('another endpoint', async () => {
      expect(scimType(await page(root, 'count=3&sortBy=userName', cursor))).toEqual([400, 'invalidCursor'])
    })

    it('another organization, in the same words as nonsense', async () => {
      const other = await rolecall.createOrganization('other')
      const foreign = createClient(rolecall.url, other.keys.scim)
      const query = `${users}?count=3&sortBy=userName&cursor=`
      const [stolen, nonsense] = [await foreign('GET', query + cursor), await foreign('GET', `${query}nonsense`)]
      expect([stolen.status, stolen.body]).toEqual([400, nonsense.body])
    })
  })

  it('all servers of a database understand each other, and one with another secret does not', async () => {
    const cursor = (await page(users, 'count=3', '')).body.nextCursor as string
    const answers = []
    for (const options of [{}, { cursor: { secret: new Uint8Array(32) } }]) {
      // A store of its own: nothing that another server of this process remembers.
      const store = await rolecall.openAnotherStore()
      const { server, url } = await startServer({ ...rolecall.services, store, ...options })
      const client = createClient(url, organization.keys.scim)
      answers.push(scimType(await client('GET', `${users}?count=3&cursor=${cursor}`)))
      await server.close()
      await store.close()
    }
    expect(answers).toEqual([
      [200, undefined],
      [400, 'invalidCursor'],
    ])
  })

  it('expires, and the configuration says when', async () => {
    let now = Date.now()
    const services = { ...rolecall.services, now: () => new Date(now).toISOString(), cursor: { lifetime: 60 } }
    const { server, url } = await startServer(services)
    const client = createClient(url, organization.keys.scim)
    const config = await client('GET', `${root}/ServiceProviderConfig`)
    expect(config.body.pagination).toMatchObject({ cursor: true, index: true, cursorTimeout: 60 })
    const cursor = (await client('GET', `${users}?count=3&cursor=`)).body.nextCursor as string
    now += 60_000
    const next = await client('GET', `${users}?count=3&cursor=${cursor}`)
    expect(next.status).toBe(200)
    now += 1
    expect(scimType(await client('GET', `${users}?count=3&cursor=${cursor}`))).toEqual([400, 'expiredCursor'])
    expect((await client('GET', `${users}?count=3&cursor=${next.body.nextCursor as string}`)).status).toBe(200)
    await server.close()
  })
})
