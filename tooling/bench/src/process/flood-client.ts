import { createHttpClient } from '../client/http-client.ts'
import { toFloodRequest, type FloodKind } from '../load/flood-requests.ts'
import type { FloodCount, TenantAccess } from './messages.ts'

/** Sends as fast as it is answered, over as many connections as it is told. Forked; ends by a disconnect. */
const [url = '', kind = '', access = '', connections = ''] = process.argv.slice(2)
const tenant = JSON.parse(access) as TenantAccess
const client = createHttpClient()
const answers: Record<string, number> = {}
const first = process.pid * 1_000_000
let sent = 0
const state = { stopped: false }

async function flood(): Promise<void> {
  while (!state.stopped) {
    const { body, headers, method, path } = toFloodRequest(kind as FloodKind, tenant, first + sent++)
    const { status } = await client.send(method, url + path, headers, body)
    answers[status] = (answers[status] ?? 0) + 1
  }
}

const lanes = Array.from({ length: Number(connections) }, flood)
const started = performance.now()
process.send?.('flooding')
process.once('message', () => {
  const seconds = (performance.now() - started) / 1_000
  process.send?.({ answers, seconds } satisfies FloodCount, () => {
    state.stopped = true
    client.close()
    void Promise.allSettled(lanes).then(() => process.exit(0))
  })
})
