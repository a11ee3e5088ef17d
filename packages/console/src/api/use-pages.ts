import { useEffect, useState } from 'preact/hooks'

import { request } from './request.ts'
import { useResource } from './use-resource.ts'

/** A list that is read page by page. */
export interface Pages<T> {
  readonly rows: readonly T[] | undefined
  readonly error: Error | undefined
  /** Reads the next page; `null` at the end. */
  readonly more: (() => Promise<void>) | null
  readonly reload: () => Promise<void>
}

/** A list of the management API, from its first page on. */
export function usePages<T>(path: string, every?: number): Pages<T> {
  const first = useResource<readonly T[]>(path, { every })
  const [rest, setRest] = useState<{ path: string; rows: readonly T[]; next: string | null; error?: Error }>()
  const standing = rest?.path === path ? rest : undefined
  useEffect(() => setRest(undefined), [path])

  const next = standing === undefined ? (first.reply?.next ?? null) : standing.next
  async function more(): Promise<void> {
    if (next === null) return
    try {
      const reply = await request<readonly T[]>(next)
      setRest({ path, rows: [...(standing?.rows ?? []), ...reply.body], next: reply.next })
    } catch (error) {
      setRest({ path, rows: standing?.rows ?? [], next, error: error as Error })
    }
  }
  return {
    rows: first.data === undefined ? undefined : [...first.data, ...(standing?.rows ?? [])],
    error: first.error ?? standing?.error,
    more: next === null ? null : more,
    reload: async () => {
      setRest(undefined)
      await first.reload()
    },
  }
}
