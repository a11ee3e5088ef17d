import { NoAnswer, RolecallError } from '../errors.ts'
import { readChanges, toLines } from './read-changes.ts'
import type { Changes } from './changes.ts'

/** What of a client follows: sends with its key, and throws what is no answer. */
export type Send = (path: string, init: { readonly signal: AbortSignal }) => Promise<Response>

export interface ChangesQuery {
  /** Which, by a platform key; that of the key where it is left out. */
  readonly organization?: string | undefined
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
export function fetchChanges(
  send: Send,
  { after, digest = false, organization, signal, wait = 0 }: ChangesQuery,
): Promise<Changes> {
  const query = new URLSearchParams()
  if (after !== null) query.set('after', after)
  if (after !== null && wait > 0) query.set('wait', String(wait))
  if (digest) query.set('digest', 'true')
  const path = organization === undefined ? '/api' : `${organizationsPath}/${encodeURIComponent(organization)}`
  return ask(send, `${path}/snapshot?${query.toString()}`, signal, async ({ body }, onBytes) => {
    if (body === null) throw new NoAnswer('the answer is empty')
    return readChanges(toLines(body, onBytes))
  })
}

/** Where the organizations of a platform key are. */
export const organizationsPath = '/api/platform/organizations'

/** Asks once, and reads the answer; what is silent for long has none. Throws NoAnswer, RolecallError, and the reason of the signal. */
export async function ask<T>(
  send: Send,
  path: string,
  signal: AbortSignal | undefined,
  read: (response: Response, onBytes: () => void) => Promise<T>,
): Promise<T> {
  const silent = new AbortController()
  const begin = () => setTimeout(() => silent.abort(new NoAnswer('the connection was silent')), longestSilence)
  let timer = begin()
  const onBytes = (): void => {
    clearTimeout(timer)
    timer = begin()
  }
  try {
    const either = signal === undefined ? silent.signal : AbortSignal.any([signal, silent.signal])
    return await read(await send(path, { signal: either }), onBytes)
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof RolecallError || cause instanceof NoAnswer) throw cause
    throw new NoAnswer(`${path} had no answer`, { cause })
  } finally {
    clearTimeout(timer)
  }
}
