import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { FloodKind } from '../load/flood-requests.ts'
import type { FloodCount, TenantAccess } from './messages.ts'

const connections = 64

/** A flood under way, from a process of its own. */
export interface Flood {
  /** Ends it, and says what it was answered. */
  stop(): Promise<FloodCount>
}

export async function startFlood(url: string, kind: FloodKind, tenant: TenantAccess): Promise<Flood> {
  const file = fileURLToPath(new URL('flood-client.js', import.meta.url))
  const child = fork(file, [url, kind, JSON.stringify(tenant), String(connections)])
  await once(child, 'message')
  return {
    async stop() {
      const ended = once(child, 'exit')
      const counted = once(child, 'message')
      child.send('stop')
      const [count] = (await counted) as [FloodCount]
      await ended
      return count
    },
  }
}
