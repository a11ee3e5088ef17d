import { expectStatus } from '../expect-status.ts'
import { measure } from '../measure.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Bench } from './bench.ts'

const concurrency = 16

const pages = 200

const keys = [{ displayName: 'Provider', scopes: ['scim'] }]

const catalogue = {
  'team-roles': [{ name: 'Owner' }, { name: 'Editor', permissions: ['write'] }, { name: 'Reader' }],
  teams: [
    { id: 'sales', name: 'Sales' },
    { id: 'sales-emea', name: 'Sales EMEA', parent: 'sales' },
  ],
}

/** Organizations as a product makes them, each with a key and a catalogue; then the feed over all of them, whole and at its end. */
export async function measurePlatform({ client, options, report, server }: Bench): Promise<void> {
  const headers = {
    authorization: `Bearer ${await server.createPlatformKey()}`,
    'content-type': 'application/json',
  }
  const ask = async (method: string, path: string, expected: number, body?: unknown): Promise<string> => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await client.send(method, `${server.url}/api/platform${path}`, headers, text)
    expectStatus(`${method} ${path}`, answer.status, [expected], answer.text)
    return answer.text
  }
  const readFeed = async (after: string): Promise<string> =>
    (JSON.parse(await ask('GET', `/events?limit=100&after=${after}`, 200)) as { readonly cursor: string }).cursor

  const ids = Array.from({ length: options.organizations }, (_, index) => `customer-${index}`)
  const started = performance.now()
  const made = await measure(server, client, () =>
    runConcurrently(concurrency, ids, async (id) => {
      await ask('POST', '/organizations', 201, { id, name: id, keys })
      await ask('PUT', `/organizations/${id}/catalogue`, 200, catalogue)
    }),
  )
  report.measurement(`a new organization, and its catalogue, C=${concurrency}`, made)
  console.log(`  ${ids.length} of them took ${((performance.now() - started) / 1_000).toFixed(1)} s`)

  let cursor = '0'
  const whole = await measure(server, client, async () => {
    for (let page = 0; page < pages; page++) cursor = await readFeed(cursor)
  })
  report.measurement('a page of the feed over all', whole)
  cursor = await readFeed('end')
  const end = await measure(server, client, async () => {
    for (let page = 0; page < pages; page++) {
      const id = ids[page % ids.length] ?? ''
      await ask('PATCH', `/organizations/${id}`, 200, { name: `${id} ${page}` })
      cursor = await readFeed(cursor)
    }
  })
  report.measurement('a change, and the end of the feed over all', end)
}
