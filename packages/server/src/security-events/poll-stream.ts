import { setTimeout } from 'node:timers/promises'

import type { OperationContext } from '@rolecall/core/change/operation-context'
import { refuseUnsigned } from '@rolecall/core/delivery/streams'
import { acknowledge, readUnacknowledged, type Acknowledgements, type Polled } from '@rolecall/core/delivery/poll'
import type { Subscription } from '@rolecall/core/directory/subscription'
import { TooManyRequests } from '@rolecall/core/scim/errors'
import { toStorableText } from '@rolecall/core/scim/storable-text'

import type { Watch } from '../feed/watch.ts'
import { parseTokenId } from './make-token.ts'

/** What a receiver asks for, with the names of RFC 8936 §2.2. */
export interface Poll {
  readonly maxEvents?: number
  readonly returnImmediately?: boolean
  readonly ack?: readonly string[]
  readonly setErrs?: Readonly<Record<string, { readonly err: string; readonly description?: string }>>
}

/** How often it is tried to acknowledge while another request of the receiver does. */
const attempts = 20

/** What the receiver has acknowledged, or could not take, in places of the log; what is no id of this stream is ignored. */
export function toAcknowledgements(
  subscription: Subscription,
  { ack = [], setErrs = {} }: Pick<Poll, 'ack' | 'setErrs'>,
): Acknowledgements {
  return {
    taken: ack.map((jti) => parseTokenId(subscription, jti)).filter((place) => place !== undefined),
    refused: Object.entries(setErrs).flatMap(([jti, { err, description = '' }]) => {
      const place = parseTokenId(subscription, jti)
      return place === undefined ? [] : [{ ...place, error: toStorableText(`${err}: ${description}`, 200) }]
    }),
  }
}

/** Throws TooManyRequests where another request acknowledges all the time. */
export async function acknowledgeAll(
  context: OperationContext,
  subscription: Subscription,
  said: Acknowledgements,
): Promise<void> {
  if (said.taken.length + said.refused.length === 0) return
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await acknowledge(context, subscription, said)) return
    await setTimeout(20)
  }
  throw new TooManyRequests('Another request acknowledges events of this stream; let one poll at a time', 1)
}

/** What is not acknowledged; throws where it can't be told by tokens, for a receiver would take nothing for all there is. */
export async function readPolled(
  context: OperationContext,
  subscription: Subscription,
  limit: number,
): Promise<Polled> {
  const polled = await readUnacknowledged(context, subscription, limit)
  if (polled.events.length > 0) refuseUnsigned(context, 'method')
  // Where another request acknowledges just now, they are dropped by the next.
  if (polled.unwanted.length > 0)
    await acknowledge(context, subscription, { taken: [], refused: [], unwanted: polled.unwanted })
  return polled
}

/** What is not acknowledged, as soon as there is any. */
export async function awaitUnacknowledged(
  context: OperationContext,
  watch: Watch,
  read: () => Promise<Subscription>,
  limit: number,
  until: AbortSignal,
): Promise<Polled> {
  const watcher = watch.begin(context.organizationId)
  try {
    for (;;) {
      const polled = await readPolled(context, await read(), limit)
      if (polled.events.length > 0 || until.aborted || watcher.closed) return polled
      await watcher.next(polled.revision, until)
    }
  } finally {
    watcher.end()
  }
}
