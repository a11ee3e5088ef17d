import { useCallback, useEffect, useState } from 'preact/hooks'

import { request, type Reply } from './request.ts'

/** What is known of a resource: the last answer stays while a newer one is under way. */
export interface Resource<T> {
  readonly data: T | undefined
  readonly reply: Reply<T> | undefined
  readonly error: Error | undefined
  /** Asks again. */
  readonly reload: () => Promise<void>
}

/** Answers of this visit by path: a page that was seen is there at once and then brought up to date. */
const seen = new Map<string, Reply<unknown>>()

/** What is asked at this moment: several parts of a page that begin with the same ask once. */
const asked = new Map<string, Promise<Reply<unknown>>>()

let session = new AbortController()

/** Forgets every answer, those that are still to come, too: what one session saw is not for the next. */
export function forgetAnswers(): void {
  session.abort()
  session = new AbortController()
  seen.clear()
  asked.clear()
}

function ask<T>(path: string, accept: string | undefined): Promise<Reply<T>> {
  const key = `${accept ?? ''} ${path}`
  const answer = request<T>(path, { signal: session.signal, ...(accept !== undefined && { accept }) })
  asked.set(key, answer)
  const forget = (): void => {
    if (asked.get(key) === answer) asked.delete(key)
  }
  answer.then(forget, forget)
  return answer
}

export interface ResourceOptions {
  /** Asks again after so many milliseconds, as long as somebody looks. */
  readonly every?: number | undefined
  readonly accept?: string
}

/** A resource of the management API by path; `null` asks nothing. */
export function useResource<T>(path: string | null, { every, accept }: ResourceOptions = {}): Resource<T> {
  const [state, setState] = useState<{ path: string | null; reply?: Reply<T>; error?: Error }>({ path })
  const load = useCallback(
    async (signal?: AbortSignal) => {
      if (path === null) return
      try {
        // Who asks again, without a signal, wants to see what has just been changed.
        const underWay = signal && (asked.get(`${accept ?? ''} ${path}`) as Promise<Reply<T>> | undefined)
        const reply = await (underWay ?? ask<T>(path, accept))
        seen.set(path, reply)
        if (signal?.aborted !== true) setState({ path, reply })
      } catch (error) {
        if (signal?.aborted !== true) setState((last) => ({ ...last, path, error: error as Error }))
      }
    },
    [path, accept],
  )

  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const turn = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await load(abort.signal)
      if (every !== undefined && !abort.signal.aborted) timer = setTimeout(() => void turn(), every)
    }
    void turn()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [load, every])

  const known = state.path === path ? state : undefined
  const reply = known?.reply ?? (path === null ? undefined : (seen.get(path) as Reply<T> | undefined))
  return { data: reply?.body, reply, error: known?.error, reload: useCallback(() => load(), [load]) }
}
