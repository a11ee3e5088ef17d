import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createTenant } from '../client/tenant.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Bench } from './bench.ts'

const warmUp = 20
const users = 300

/** From a provider's request, before it is sent, to the webhook that tells the product of it: one after another, and eight at once. */
export async function measureDelivery({ client, report, server }: Bench): Promise<void> {
  const sent = new Map<string, number>()
  const took: number[] = []
  let arrived = (): void => {}
  const receiver = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const at = performance.now()
      response.writeHead(204).end()
      const { data } = JSON.parse(body) as { readonly data: { readonly userName: string } }
      took.push(at - (sent.get(data.userName) ?? at))
      arrived()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  try {
    for (const concurrency of [1, 8]) {
      const tenant = await createTenant(server, client)
      await tenant.manage('POST', '/api/webhooks', [201], { displayName: 'bench', url, types: ['MemberProvisioned'] })
      const run = async (count: number): Promise<void> => {
        const names = Array.from({ length: count }, (_, index) => `user-${concurrency}-${count}-${index}@example.com`)
        const all = new Promise<void>((resolve) => (arrived = () => took.length >= count && resolve()))
        await runConcurrently(concurrency, names, async (userName) => {
          sent.set(userName, performance.now())
          await tenant.scim('POST', '/Users', 201, { userName })
        })
        await all
      }
      await run(warmUp)
      took.length = 0
      await run(users)
      report.times(`request to webhook, ${concurrency} at once`, took)
      took.length = 0
    }
  } finally {
    receiver.closeAllConnections()
    receiver.close()
  }
}
