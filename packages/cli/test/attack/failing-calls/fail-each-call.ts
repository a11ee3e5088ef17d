import { setImmediate } from 'node:timers/promises'

import type { CallFaults } from '@rolecall/testkit/faults/call-faults'
import { expect } from 'vitest'

import { clientOf, type Client, type Reply, type Sent } from '../../../../server/test/client.ts'
import type { RolecallUnderTest } from '../../../../server/test/rolecall.ts'

export interface FailingOptions {
  readonly rolecall: RolecallUnderTest
  readonly faults: CallFaults
  /** Everything that is stored, without what is written beside the requests. */
  readonly readState: () => Promise<unknown>
  /** Whether the calls of a GET fail as well. */
  readonly reads?: boolean
  /** Which call is the next to fail; each one where nothing is said. */
  readonly next?: (call: number) => number
  /** Whether a call that fails need not fail its request: a connection that is cut while nobody has it does not. */
  readonly forgives?: boolean
}

/** Clients whose requests meet a database that fails, and what came of it. */
export interface Failing {
  /** Of a key, or of nobody. */
  as(key: string | null): Client
  /** How many calls have failed. */
  readonly calls: number
  /** Throws where a request was refused and done all the same, answered though something of it had failed, or told of the database. */
  check(): void
}

/**
 * Sends every request again and again, each time with the next of its calls to the database failing, until there is no
 * further one: it is refused as unavailable and has done nothing, or it is answered with success and done. Nobody is told
 * that something failed which was done.
 */
export function failEachCall(options: FailingOptions): Failing {
  const { faults, forgives = false, next = (call) => call + 1, readState, reads = false, rolecall } = options
  const forgiven: string[] = []
  const done: string[] = []
  const told: string[] = []
  let calls = 0

  async function send(client: Client, method: string, path: string, sent: Sent): Promise<Reply> {
    const before = await readState()
    for (let call = 1; ; call = next(call)) {
      // What the answer before has left to be done beside it, such as its entry in the log, has begun by the next turn.
      for (let turn = 0; turn < 3; turn++) await setImmediate()
      if (method !== 'GET' || reads) faults.arm(call)
      const reply = await client(method, path, sent).catch((error: unknown) => ({ cutBy: error }))
      const failed = faults.disarm()
      const where = `${method} ${path}, call ${call}: ${failed}`
      if (failed !== null) calls += 1
      // An answer that had begun is cut, so that nobody takes it for a whole one.
      if ('cutBy' in reply) {
        if (failed === null || method !== 'GET') throw reply.cutBy
        continue
      }
      if (failed !== null && isRefused(reply)) {
        if (tellsInternals.test(reply.text)) told.push(`${where}: ${reply.text}`)
        if (!isSame(await readState(), before)) done.push(where)
        continue
      }
      expect([where, reply.status, reply.status < 300 ? '' : reply.text]).toEqual([where, reply.status, ''])
      if (failed === null) return reply
      if (!forgives) forgiven.push(where)
      // It is done: to send it again would do it twice.
      if (method !== 'GET') return reply
    }
  }

  return {
    as(key) {
      const client = clientOf(rolecall, key)
      return (method, path, sent = {}) => send(client, method, path, sent)
    },
    get calls() {
      return calls
    },
    check: () => expect({ done, forgiven, told }).toEqual({ done: [], forgiven: [], told: [] }),
  }
}

/** What only the server's log may say. */
const tellsInternals = /as a test wants it|SELECT|INSERT|SQLITE|node:|\.ts\b|terminat/

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** Also where the one operation of a bulk request is. */
function isRefused({ body, headers, status }: Reply): boolean {
  if (status === 503) return /^\d+$/.test(headers.get('retry-after') ?? '')
  const operations = body?.Operations as readonly { readonly status: string }[] | undefined
  return operations?.some((operation) => operation.status === '503') === true
}
