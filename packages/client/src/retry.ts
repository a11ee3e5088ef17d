import { NoAnswer, readRetryAfter } from './errors.ts'

/** How often, and when, a request is sent again. */
export interface RetryOptions {
  /** Attempts of one request, the first included; 4 where it is left out, and 1 for never again. */
  readonly attempts?: number
  /** Methods that may be sent twice; those of which HTTP says so (RFC 9110 §9.2.2) where it is left out. */
  readonly methods?: readonly string[]
  /** No pause is longer, in milliseconds: who is asked to wait longer has the error at once. A minute where it is left out. */
  readonly longestPause?: number
}

/** What a pause is made of, so that tests need neither time nor chance. */
export interface Pausing {
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
}

const idempotent = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']

/** The server, or a proxy before it, says that it may be better later. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])

const firstPause = 250

/** `fetch` that sends again what has failed for a reason that passes. Throws NoAnswer. */
export function createRetryingFetch(
  send: (request: Request) => Promise<Response>,
  { attempts = 4, longestPause = 60_000, methods = idempotent }: RetryOptions = {},
  pausing: Pausing = inTime,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const most = methods.includes(request.method) ? attempts : 1
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= most
      const answer = await sendOnce(send, isLast ? request : request.clone())
      if (isLast || (answer instanceof Response && !passing.has(answer.status))) return orThrow(answer)
      const asked =
        answer instanceof Response ? readRetryAfter(answer.headers.get('retry-after'), Date.now()) : undefined
      if (asked !== undefined && asked > longestPause) return orThrow(answer)
      if (answer instanceof Response) await answer.body?.cancel()
      await pausing.wait(Math.max(asked ?? 0, toPause(attempt, longestPause, pausing.random())), request.signal)
    }
  }
}

/** Doubles with each failure; somewhere between half of it and all, so that many who have failed together do not come back together. */
export function toPause(failures: number, longest: number, chance: number, first = firstPause): number {
  return Math.min(longest, first * 2 ** (failures - 1)) * (0.5 + chance / 2)
}

async function sendOnce(send: (request: Request) => Promise<Response>, request: Request): Promise<Response | NoAnswer> {
  try {
    return await send(request)
  } catch (cause) {
    request.signal.throwIfAborted()
    return new NoAnswer(`${request.method} ${request.url} had no answer`, { cause })
  }
}

function orThrow(answer: Response | NoAnswer): Response {
  if (answer instanceof NoAnswer) throw answer
  return answer
}

/** Real time. An end of the signal ends the pause, with its reason. */
export const inTime: Pausing = {
  random: Math.random,
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        reject(signal?.reason as Error)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', end)
        resolve()
      }, milliseconds)
      if (signal?.aborted === true) end()
      else signal?.addEventListener('abort', end, { once: true })
    }),
}
