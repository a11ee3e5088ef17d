import { setTimeout } from 'node:timers/promises'

import { createHttpClient, type HttpClient } from '../provider/http.ts'
import { always, type Fault } from './fault.ts'

/** Of each kind, shared by the servers. */
const connections = 64

export const flood: Fault = {
  name: 'flood',
  what: `${connections} connections of each: reads of another organization, its writes, wrong keys, and requests without a key`,
  missing: always,
  stopsNobody: true,
  async strike({ flooding, hold, random, servers }) {
    const state = { isOver: false }
    const first = random.below(1_000_000_000)
    const url = (index: number): string => (servers[index % servers.length] ?? servers[0])?.url ?? ''
    const kinds: readonly ((client: HttpClient, index: number) => Promise<unknown>)[] = [
      (client, index) => client.send('GET', `${url(index)}/api/scim/v2/Users?count=10`, flooding.secretToken),
      (client, index) =>
        client.send('POST', `${url(index)}/api/scim/v2/Users`, flooding.secretToken, {
          userName: `flood-${first + index}@example.com`,
        }),
      (client, index) =>
        client.send('GET', `${url(index)}/api/scim/v2/Users`, `${flooding.secretToken.slice(0, -4)}AAAA`),
      (client, index) => client.send('GET', `${url(index)}/api/openapi.json`),
    ]
    const flooded = kinds.map(async (send) => {
      const client = createHttpClient(connections)
      let sent = 0
      const lane = async (): Promise<void> => {
        while (!state.isOver) await send(client, sent++)
      }
      await Promise.all(Array.from({ length: connections }, lane))
      client.close()
    })
    await setTimeout(hold)
    state.isOver = true
    await Promise.all(flooded)
  },
}
