import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate as nextRound, setTimeout } from 'node:timers/promises'

import type { Store, StoreReader } from '@rolecall/core/store'
import pLimit from 'p-limit'

import type { Answer } from '../route/answer.ts'
import type { RequestContext, RequestState } from './request-state.ts'
import { sendHead } from './send.ts'
import { jsonInParts } from './write-json.ts'

/**
 * How long the parts of one answer wait for a client that reads slowly, in milliseconds. What is left then is read at once and
 * kept for it: the state that the answer is of is a connection to the database, which nobody may hold for as long as they like.
 */
const patience = 500

/** Answers of which parts are read at the same time: each has a connection to the database. */
const atOnce = 2

/** Answers, over one state of an organization, what is too long to be held: by parts that are read while they are written. */
export type AnswerInParts = (
  context: RequestContext,
  organizationId: string,
  handle: (reader: StoreReader) => Promise<Answer>,
) => Promise<void>

export function createAnswerInParts(store: Pick<Store, 'snapshot'>): AnswerInParts {
  const limit = pLimit(atOnce)
  return async (context, organizationId, handle) => {
    const release = await takePlace(limit, context.state)
    try {
      await store.snapshot(organizationId, async (reader) => writeInParts(context, await handle(reader)))
    } finally {
      release()
    }
  }
}

/** Waits for one of the places without keeping a turn. */
async function takePlace(limit: ReturnType<typeof pLimit>, { aside }: RequestState): Promise<() => void> {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  try {
    await aside(() => new Promise<void>((taken) => void limit(() => (taken(), released))))
    return release
  } catch (error) {
    release()
    throw error
  }
}

/** A failure after the first byte breaks the answer off: it must not look like a short one that is whole. */
async function writeInParts(context: RequestContext, answer: Answer): Promise<void> {
  const { res, state } = context
  sendHead(context, answer)
  context.respond = false
  if (context.method === 'HEAD') return void res.end()
  let left = patience
  for await (const text of readAside(jsonInParts(answer.body), state)) {
    if (!res.write(text) && left > 0) left -= await timeOf(state.aside(() => drained(res, state.gone.signal, left)))
    state.gone.throwIfAborted()
  }
  res.end()
}

/** Parts, of which each is read without keeping a turn: of an organization that has one at a time, all else would wait for the last. */
async function* readAside(parts: AsyncGenerator<string>, { aside }: RequestState): AsyncGenerator<string> {
  const read = async () => {
    await nextRound()
    return parts.next()
  }
  try {
    for (let part = await aside(read); part.done !== true; part = await aside(read)) yield part.value
  } finally {
    await parts.return(undefined)
  }
}

/** Until the client has read what is written, at most so long. */
async function drained(res: ServerResponse, gone: AbortSignal, milliseconds: number): Promise<void> {
  const ended = new AbortController()
  const signal = AbortSignal.any([gone, ended.signal])
  try {
    await Promise.race([once(res, 'drain', { signal }), setTimeout(milliseconds, undefined, { signal })])
  } catch (error) {
    if (!gone.aborted) throw error
  } finally {
    ended.abort()
  }
}

async function timeOf(work: Promise<void>): Promise<number> {
  const started = performance.now()
  await work
  return performance.now() - started
}
