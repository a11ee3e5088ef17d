import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'

import type { OperationContext } from '@rolecall/core/change/operation-context'
import { createReadDigest, type ReadDigest } from '@rolecall/core/delivery/digest'
import { isKnown, type FeedCursor } from '@rolecall/core/delivery/feed-cursor'
import { readChanges } from '@rolecall/core/delivery/read-changes'
import { readSnapshot } from '@rolecall/core/delivery/read-snapshot'
import { TooManyRequests } from '@rolecall/core/scim/errors'

import { parseFlag } from '../api/page.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { flag } from '../route/parameter-schemas.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { parseCursor } from './cursor-text.ts'
import { toLines } from './snapshot-lines.ts'
import type { WaitForEvents } from './wait-for-events.ts'
import { readWait, waitParameter } from './wait-parameter.ts'
import { longestStall, writeSteadily } from './write-steadily.ts'

const path = '/api/snapshot'
const type = 'application/jsonl'

/** A snapshot holds a state of the database: so many are made at once, of all organizations and of one. */
const most = { all: 3, each: 1 } as const

const busy = (): Error => new TooManyRequests('Another snapshot is being read; wait for its end, then try again', 5)

/** Everything that the product keeps of an organization, or what of it has changed, and where it goes on. */
export function snapshotRoutes(waitForEvents: WaitForEvents, stall = longestStall): readonly Route[] {
  const [few, fewOfEach] = [createFewAtATime(most.all, busy), createFewAtATime(most.each, busy)]
  const readDigest = createReadDigest()
  const oneOfFew = <T>({ organizationId }: OperationContext, work: () => Promise<T>): Promise<T> =>
    fewOfEach(organizationId, () => few('', work))

  async function stream(context: OperationContext, digest: ReadDigest | null): Promise<Readable> {
    const body = new PassThrough()
    const whole = oneOfFew(context, () => writeSnapshot(context, body, { stall, digest }))
    // What fails before the first line is answered as any failure; later, the answer is cut. Ended when its place is free again.
    whole.then(
      () => body.end(),
      (error: unknown) => body.destroy(error as Error),
    )
    await Promise.race([once(body, 'readable'), whole])
    return body
  }

  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'readSnapshot',
      summary:
        'Read all roles, teams and members as one revision left them, or those that have changed since another, as JSON lines; the last has the cursor to go on from',
      scope: 'organization_read',
      query: [
        {
          name: 'after',
          description:
            'The cursor of the answer before: only what has changed since. Where the log does not know it, or anything may be different, all comes, and `begin` says so',
        },
        { ...waitParameter, description: `With \`after\`. ${waitParameter.description}` },
        { name: 'digest', description: 'Whether `end` has the digest of all at that revision', schema: flag },
      ],
      answers: {
        200: {
          description:
            'A JSON object on each line, told apart by `kind`: `begin`, `role`, `gone`, `team`, `member`, and at last `end`, without which it is not whole',
          mediaTypes: [type],
        },
      },
      async handle(request) {
        const { context } = request
        const after = parseCursor(new URLSearchParams(request.query).get('after'))
        const digest = parseFlag(new URLSearchParams(request.query), 'digest') === true ? readDigest : null
        const seconds = readWait(request)
        if (after !== null) {
          if (seconds > 0) await waitBehind(request, waitForEvents, after, seconds)
          const make = () => makeChanges(context, after, digest)
          // A digest reads as much as a snapshot does.
          const changes = await (digest === null ? make() : oneOfFew(context, make))
          if (changes !== undefined) return { status: 200, type, body: changes }
        }
        return { status: 200, type, body: await stream(context, digest) }
      },
    }),
  ]
}

/** There is nothing to wait for behind a cursor that the log does not know. */
async function waitBehind(
  request: RouteRequest,
  waitForEvents: WaitForEvents,
  after: FeedCursor,
  seconds: number,
): Promise<void> {
  const { organizationId, store } = request.context
  if (!(await isKnown(store.read(organizationId), after))) return
  await waitForEvents(request, { organizationId, after, limit: 1 }, seconds)
}

/** Made whole before it is sent, so that it holds a state of the database no longer than it takes. */
function makeChanges(
  context: OperationContext,
  after: FeedCursor,
  digest: ReadDigest | null,
): Promise<string | undefined> {
  return context.store.snapshot(context.organizationId, async (reader) => {
    const parts = await readChanges(context, reader, after)
    return parts && toLines(parts, await digest?.(context, reader))
  })
}

function writeSnapshot(
  context: OperationContext,
  body: PassThrough,
  { digest, stall }: { readonly stall: number; readonly digest: ReadDigest | null },
): Promise<void> {
  return context.store.snapshot(context.organizationId, (reader) => {
    async function* pieces(): AsyncGenerator<string> {
      for await (const parts of readSnapshot(context, reader)) {
        const isEnd = parts.at(-1)?.kind === 'end'
        yield toLines(parts, isEnd ? await digest?.(context, reader) : undefined)
      }
    }
    return writeSteadily(pieces(), body, { pause: context.pause, stall })
  })
}
