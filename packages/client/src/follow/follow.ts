import { BadRequest, Forbidden, NotFound, RolecallError, Unauthorized } from '../errors.ts'
import { inTime, toPause, type Pausing } from '../retry.ts'
import type { Changes, Sink } from './changes.ts'
import { fetchChanges, type Send } from './fetch-changes.ts'

interface FollowBasics {
  /** Ends it; `follow` resolves then. */
  readonly signal: AbortSignal
  /** Told of each failure that it goes on after, with the pause in milliseconds: for a log. */
  readonly onProblem?: (error: unknown, pause: number) => void
}

/** Into tables of one's own: each change once, whenever either side stops, and however many processes follow. */
export interface FollowIntoSink extends FollowBasics {
  readonly sink: Sink
  /** Told of what was written, afterwards; not again after a crash. */
  readonly onChange?: (changes: Changes) => void | Promise<void>
  readonly since?: never
}

/** To a function, which is told of each change in order, and again of one by which it has failed. */
export interface FollowByFunction extends FollowBasics {
  readonly onChange: (changes: Changes) => void | Promise<void>
  /** The cursor to go on from; everything comes first where it is left out, or `null`. */
  readonly since?: string | null
  readonly sink?: never
}

export type FollowOptions = FollowIntoSink | FollowByFunction

/** How long each request waits, in seconds: proxies cut connections that are silent for longer. */
const wait = 25

const [firstPause, longestPause] = [100, 30_000]

/** Nothing that time mends: the key was revoked, or is over, or may not read. */
const final = [BadRequest, Unauthorized, Forbidden, NotFound]

/**
 * Everything, and then what changes, as it changes, until the signal ends it. Goes on after whatever passes; rejects with
 * Unauthorized where the key was revoked or the organization is no more, with Forbidden where it may not read.
 */
export async function follow(send: Send, options: FollowOptions, pausing: Pausing = inTime): Promise<void> {
  const { onProblem, signal } = options
  let since = options.since ?? null
  let failures = 0
  while (!signal.aborted) {
    try {
      const after = options.sink === undefined ? since : await options.sink.cursor()
      const began = performance.now()
      const changes = await fetchChanges(send, { after, wait, signal })
      const isNew = changes.cursor !== after
      if (isNew) {
        if (options.sink !== undefined && !(await options.sink.write(changes, after))) continue
        await options.onChange?.(changes)
        since = changes.cursor
        failures = 0
      } else if (performance.now() - began < 1_000) {
        // A server that stops answers at once; it is not to be asked a thousand times meanwhile.
        await pausing.wait(toPause(++failures, longestPause, pausing.random(), firstPause), signal)
      }
    } catch (error) {
      if (signal.aborted) return
      if (final.some((one) => error instanceof one)) throw error
      const own = toPause(++failures, longestPause, pausing.random(), firstPause)
      const pause = Math.max(own, error instanceof RolecallError ? (error.retryAfter ?? 0) : 0)
      onProblem?.(error, pause)
      await pausing.wait(pause, signal).catch(() => undefined)
    }
  }
}

/**
 * Once: brings a sink to where the log is now. For whoever is told by webhooks, and for a task that runs now and then. Answers
 * what was written, or `null` where it was there already, or somebody else has brought it there.
 */
export async function catchUp(send: Send, sink: Sink, signal?: AbortSignal): Promise<Changes | null> {
  for (;;) {
    const after = await sink.cursor()
    const changes = await fetchChanges(send, { after, signal })
    if (changes.cursor === after) return null
    if (await sink.write(changes, after)) return changes
  }
}
