import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectList, expectStatus, expectThat } from '../expect.ts'
import { at } from '../json.ts'
import type { Lab } from '../lab.ts'

async function makeFive(lab: Lab): Promise<{ readonly filter: string; readonly ids: readonly string[] }> {
  const mark = lab.unique('cursor')
  const ids: string[] = []
  for (let index = 0; index < 5; index++) ids.push((await lab.user({ nickName: mark })).id)
  return { filter: encodeURIComponent(`nickName eq "${mark}"`), ids }
}

/** Pages by cursor (RFC 9865). */
export const cursorChecks: CheckGroup = {
  name: 'cursor',
  source: 'RFC 9865 §2',
  skip: ({ cursor, filter }) => (cursor && filter ? null : 'the server announces no cursors'),
  checks: [
    {
      id: 'pages',
      title: 'An empty cursor begins, nextCursor leads through everybody exactly once, and the last page has none',
      async run(lab) {
        const { filter, ids } = await makeFive(lab)
        const seen: string[] = []
        let cursor: string | undefined = ''
        for (let page = 0; cursor !== undefined && page < 6; page++) {
          const reply = await lab.call('GET', `/Users?filter=${filter}&count=2&cursor=${encodeURIComponent(cursor)}`)
          seen.push(...expectList(reply, false).resources.map(({ id }) => String(id)))
          const next = at(reply.body, 'nextCursor')
          expectThat(next === undefined || (typeof next === 'string' && next !== ''), 'nextCursor is no text')
          cursor = next
        }
        expectEqual(seen.toSorted(), ids.toSorted(), 'what all pages have')
      },
    },
    {
      id: 'stable',
      title: 'A resource that is removed on the way moves none of the others',
      level: 'should',
      async run(lab) {
        const { filter, ids } = await makeFive(lab)
        const first = await lab.call('GET', `/Users?filter=${filter}&count=2&cursor=`)
        const seen = expectList(first, false).resources.map(({ id }) => String(id))
        expectStatus(await lab.call('DELETE', `/Users/${seen[0]}`), 204)
        let next = at(first.body, 'nextCursor')
        for (let page = 0; typeof next === 'string' && page < 5; page++) {
          const reply = await lab.call('GET', `/Users?filter=${filter}&count=2&cursor=${encodeURIComponent(next)}`)
          seen.push(...expectList(reply, false).resources.map(({ id }) => String(id)))
          next = at(reply.body, 'nextCursor')
        }
        expectEqual(seen.toSorted(), ids.toSorted(), 'what all pages have')
      },
    },
    {
      id: 'invalid',
      level: 'should',
      title: 'A cursor that is none is a 400 invalidCursor',
      source: 'RFC 9865 §2.1',
      run: async ({ call }) => expectError(await call('GET', '/Users?cursor=not-a-cursor'), 400, 'invalidCursor'),
    },
    {
      id: 'count',
      level: 'should',
      title: 'Another count than that of the cursor is a 400 invalidCount',
      source: 'RFC 9865 §2.1',
      async run(lab) {
        const { filter } = await makeFive(lab)
        const first = await lab.call('GET', `/Users?filter=${filter}&count=2&cursor`)
        const next = encodeURIComponent(String(at(first.body, 'nextCursor')))
        expectError(await lab.call('GET', `/Users?filter=${filter}&count=3&cursor=${next}`), 400, 'invalidCount')
      },
    },
    {
      id: 'search',
      title: '/.search takes a cursor too',
      source: 'RFC 9865 §2.2',
      async run(lab) {
        const { filter } = await makeFive(lab)
        const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
        const body = { schemas, filter: decodeURIComponent(filter), cursor: '', count: 3 }
        const first = await lab.call('POST', '/Users/.search', { body })
        expectEqual(expectList(first, false).resources.length, 3, 'the number of resources')
        const second = await lab.call('POST', '/Users/.search', {
          body: { ...body, cursor: at(first.body, 'nextCursor') },
        })
        expectEqual(expectList(second, false).resources.length, 2, 'the number of resources')
      },
    },
    {
      id: 'announced',
      title: 'ServiceProviderConfig says how pages work',
      source: 'RFC 9865 §4',
      async run({ server }) {
        for (const name of ['cursor', 'index'])
          expectThat(typeof at(server.config, 'pagination', name) === 'boolean', `pagination.${name} is no boolean`)
      },
    },
  ],
}
