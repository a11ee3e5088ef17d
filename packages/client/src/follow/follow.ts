import { BadRequest, Forbidden, NotFound, RolecallError, Unauthorized } from '../errors.ts'
import { inTime, toPause, type Pausing } from '../retry.ts'
import type { Changes, Sink } from './changes.ts'
import { fetchChanges, type Send } from './fetch-changes.ts'

export interface FollowBasics {
  /** Ends it; `follow` resolves then. */
  readonly signal: AbortSignal
  /** Told of each failure that it goes on after, with the pause in milliseconds: for a log. */
  readonly onProblem?: (error: unknown, pause: number) => void
}

interface FollowOne extends FollowBasics {
  /** Which, by a platform key; that of the key where it is left out. */
  readonly organization?: string
}

/** Into tables of one's own: each change once, whenever either side stops, and however many processes follow. */
export interface FollowIntoSink extends FollowOne {
  readonly sink: Sink
  /** Told of what was written, afterwards; not again after a crash. */
  readonly onChange?: (changes: Changes) => void | Promise<void>
  readonly since?: never
}

/** To a function, which is told of each change in order, and again of one by which it has failed. */
export interface FollowByFunction extends FollowOne {
  readonly onChange: (changes: Changes) => void | Promise<void>
  /** The cursor to go on from; everything comes first where it is left out, or `null`. */
  readonly since?: string | null
  readonly sink?: never
}

export type FollowOptions = FollowIntoSink | FollowByFunction

/** How long each request waits, in seconds: proxies cut connections that are silent for longer. */
export const wait = 25

const [firstPause, longestPause] = [100, 30_000]

/** Nothing that time mends: the key was revoked, or is over, or may not read. */
const final = [BadRequest, Unauthorized, Forbidden, NotFound]

/**
 * Everything, and then what changes, as it changes, until the signal ends it. Goes on after whatever passes; rejects with
 * Unauthorized where the key was revoked or the organization is no more, with Forbidden where it may not read.
 */
export function follow(send: Send, options: FollowOptions, pausing: Pausing = inTime): Promise<void> {
  const { organization, signal } = options
  let since = options.since ?? null
  return goOn(options, pausing, async () => {
    const after = options.sink === undefined ? since : await options.sink.cursor()
    const changes = await fetchChanges(send, { organization, after, wait, signal })
    if (changes.cursor === after) return 'same'
    if (options.sink !== undefined && !(await options.sink.write(changes, after))) return 'again'
    await options.onChange?.(changes)
    since = changes.cursor
    return 'new'
  })
}

/** What a step has come to: something new, nothing, or what somebody else was quicker with. It tells of what it has behind it before its end. */
export type Step = (onProgress: () => void) => Promise<'new' | 'same' | 'again'>

/** Step by step until the signal ends it, with a pause after each failure that passes. Throws what does not pass. */
export async function goOn({ onProblem, signal }: FollowBasics, pausing: Pausing, step: Step): Promise<void> {
  let failures = 0
  const toOwnPause = (): number => toPause(++failures, longestPause, pausing.random(), firstPause)
  while (!signal.aborted) {
    try {
      const began = performance.now()
      const found = await step(() => void (failures = 0))
      if (found === 'new') failures = 0
      // A server that stops answers at once; it is not to be asked a thousand times meanwhile.
      else if (found === 'same' && performance.now() - began < 1_000) await pausing.wait(toOwnPause(), signal)
    } catch (error) {
      if (signal.aborted) return
      if (final.some((one) => error instanceof one)) throw error
      const pause = Math.max(toOwnPause(), error instanceof RolecallError ? (error.retryAfter ?? 0) : 0)
      onProblem?.(error, pause)
      await pausing.wait(pause, signal).catch(() => undefined)
    }
  }
}

/**
 * Once: brings a sink to where the log is now. For whoever is told by webhooks, and for a task that runs now and then. Answers
 * what was written, or `null` where it was there already, or somebody else has brought it there.
 */
export async function catchUp(
  send: Send,
  sink: Sink,
  signal?: AbortSignal,
  organization?: string,
): Promise<Changes | null> {
  for (;;) {
    const after = await sink.cursor()
    const changes = await fetchChanges(send, { organization, after, signal })
    if (changes.cursor === after) return null
    if (await sink.write(changes, after)) return changes
  }
}
