import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { OperationContext } from '@rolecall/core/change/operation-context'
import { readSnapshot, type SnapshotPart } from '@rolecall/core/delivery/read-snapshot'
import { TooManyRequests } from '@rolecall/core/scim/errors'

import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { defineRoute, type Route } from '../route/route.ts'

const path = '/api/snapshot'

/** A snapshot holds a state of the database: so many are made at once, of all organizations and of one. */
const most = { all: 3, each: 1 } as const

/** How long a client may take nothing, in milliseconds. */
const longestStall = 15_000

const busy = (): Error => new TooManyRequests('Another snapshot is being read; wait for its end, then try again', 5)

/** Everything that the product keeps of an organization, and where the feed goes on. */
export function snapshotRoutes(stall = longestStall): readonly Route[] {
  const [few, fewOfEach] = [createFewAtATime(most.all, busy), createFewAtATime(most.each, busy)]
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'readSnapshot',
      summary:
        'Read all roles, teams and members as one revision left them, as JSON lines; the last has the place in the feed',
      scope: 'organization_read',
      answers: {
        200: {
          description:
            'A JSON object on each line, told apart by `kind`: `begin`, `role`, `team`, `member`, and at last `end`, without which it is not whole',
          mediaTypes: ['application/jsonl'],
        },
      },
      async handle({ context }) {
        const body = new PassThrough()
        const whole = fewOfEach(context.organizationId, () => few('', () => writeSnapshot(context, body, stall)))
        // What fails before the first line is answered as any failure; later, the answer is cut.
        whole.catch((error: unknown) => body.destroy(error as Error))
        await Promise.race([once(body, 'readable'), whole])
        return { status: 200, type: 'application/jsonl', body }
      },
    }),
  ]
}

function writeSnapshot(context: OperationContext, body: PassThrough, stall: number): Promise<void> {
  return context.store.snapshot(context.organizationId, async (reader) => {
    const stalled = new AbortController()
    let timer = setTimeout(() => stalled.abort(), stall)
    async function* toLines(): AsyncGenerator<string> {
      for await (const parts of readSnapshot(context, reader)) {
        clearTimeout(timer)
        timer = setTimeout(() => stalled.abort(), stall)
        yield parts.map((part) => `${JSON.stringify(toLine(part))}\n`).join('')
        await context.pause?.()
      }
    }
    try {
      await pipeline(Readable.from(toLines(), { objectMode: false }), body, { signal: stalled.signal })
    } finally {
      clearTimeout(timer)
    }
  })
}

/** As the feed names places, and as the API names the id of a team. */
function toLine(part: SnapshotPart): object {
  if (part.kind === 'end') {
    const { after, ...counts } = part
    return { ...counts, lastEventId: `${after.revision}-${after.index}` }
  }
  return part
}
