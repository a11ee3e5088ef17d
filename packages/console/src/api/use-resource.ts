import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

import { keepAsking } from './keep-asking.ts'
import { request, type Reply } from './request.ts'

/** What is known of a resource: the last answer stays while a newer one is under way. */
export interface Resource<T> {
  readonly data: T | undefined
  readonly reply: Reply<T> | undefined
  readonly error: Error | undefined
  /** Asks again. */
  readonly reload: () => Promise<void>
}

/** A question and its answer. Answers may overtake each other: the number says which was asked last. */
interface Question<T> {
  readonly number: number
  readonly answer: Promise<Reply<T>>
}

/** Answers of this visit by path: a page that was seen is there at once and then brought up to date. */
const seen = new Map<string, { readonly number: number; readonly reply: Reply<unknown> }>()

/** What is asked at this moment: several parts of a page that begin with the same ask once. */
const asked = new Map<string, Question<unknown>>()

let questions = 0
let session = new AbortController()

/** Told when what one session saw is to be forgotten. */
export const forgotten = new EventTarget()

/** Forgets every answer, those that are still to come, too: what one session saw is not for the next. */
export function forgetAnswers(): void {
  session.abort()
  session = new AbortController()
  seen.clear()
  asked.clear()
  forgotten.dispatchEvent(new Event('forgotten'))
}

function ask<T>(path: string, accept: string | undefined): Question<T> {
  const key = `${accept ?? ''} ${path}`
  const answer = request<T>(path, { signal: session.signal, ...(accept !== undefined && { accept }) })
  const question = { number: (questions += 1), answer }
  asked.set(key, question)
  const forget = (): void => {
    if (asked.get(key) === question) asked.delete(key)
  }
  answer.then(forget, forget)
  return question
}

/** Whether a question that was asked later has been answered already. */
function isOvertaken(path: string, number: number): boolean {
  return number < (seen.get(path)?.number ?? 0)
}

export interface ResourceOptions {
  /** Asks again after so many milliseconds, as long as somebody looks. */
  readonly every?: number | undefined
  readonly accept?: string
}

/** A resource of the management API by path; `null` asks nothing. */
export function useResource<T>(path: string | null, { every, accept }: ResourceOptions = {}): Resource<T> {
  const [state, setState] = useState<{ path: string | null; reply?: Reply<T>; error?: Error }>({ path })
  const wanted = useRef(path)
  wanted.current = path
  const load = useCallback(
    async (signal?: AbortSignal) => {
      if (path === null) return
      // Who asks again, without a signal, wants to see what has just been changed.
      const underWay = signal && (asked.get(`${accept ?? ''} ${path}`) as Question<T> | undefined)
      const { answer, number } = underWay ?? ask<T>(path, accept)
      const isShown = () => signal?.aborted !== true && wanted.current === path && !isOvertaken(path, number)
      try {
        const reply = await answer
        if (!isOvertaken(path, number)) seen.set(path, { number, reply })
        if (isShown()) setState({ path, reply })
      } catch (error) {
        if (isShown()) setState((last) => ({ ...(last.path === path && last), path, error: error as Error }))
      }
    },
    [path, accept],
  )

  useEffect(() => {
    const abort = new AbortController()
    const stop = keepAsking(() => load(abort.signal), every)
    return () => {
      stop()
      abort.abort()
    }
  }, [load, every])

  const known = state.path === path ? state : undefined
  const reply = known?.reply ?? (path === null ? undefined : (seen.get(path)?.reply as Reply<T> | undefined))
  return { data: reply?.body, reply, error: known?.error, reload: useCallback(() => load(), [load]) }
}
