import { NoAnswer, RolecallError } from '../errors.ts'
import { readChanges, toLines } from './read-changes.ts'
import type { Changes } from './changes.ts'

/** What of a client follows: sends with its key, and throws what is no answer. */
export type Send = (path: string, init: { readonly signal: AbortSignal }) => Promise<Response>

export interface ChangesQuery {
  /** The cursor to go on from; `null` for everything. */
  readonly after: string | null
  /** How long to wait where nothing has changed, in seconds, at most 30. */
  readonly wait?: number
  readonly digest?: boolean
  readonly signal?: AbortSignal | undefined
}

/** So long a connection may be silent, in milliseconds: longer than the server ever waits, so that one which nobody has cut is found out. */
const longestSilence = 60_000

/** Asks once. Throws NoAnswer, RolecallError, and the reason of the signal. */
export async function fetchChanges(
  send: Send,
  { after, digest = false, signal, wait = 0 }: ChangesQuery,
): Promise<Changes> {
  const query = new URLSearchParams()
  if (after !== null) query.set('after', after)
  if (after !== null && wait > 0) query.set('wait', String(wait))
  if (digest) query.set('digest', 'true')
  const silent = new AbortController()
  const begin = () => setTimeout(() => silent.abort(new NoAnswer('the connection was silent')), longestSilence)
  let timer = begin()
  const onBytes = (): void => {
    clearTimeout(timer)
    timer = begin()
  }
  try {
    const either = signal === undefined ? silent.signal : AbortSignal.any([signal, silent.signal])
    const { body } = await send(`/api/snapshot?${query.toString()}`, { signal: either })
    if (body === null) throw new NoAnswer('the answer is empty')
    return await readChanges(toLines(body, onBytes))
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof RolecallError || cause instanceof NoAnswer) throw cause
    throw new NoAnswer('what has changed had no answer', { cause })
  } finally {
    clearTimeout(timer)
  }
}
