import { useEffect, useRef, useState } from 'preact/hooks'

import { joinPages, type Reached } from './join-pages.ts'
import { request, type Reply } from './request.ts'
import { useResource } from './use-resource.ts'

/** A list that is read page by page. */
export interface Pages<T> {
  readonly rows: readonly T[] | undefined
  readonly error: Error | undefined
  /** Reads the next page; `null` at the end. */
  readonly more: (() => Promise<void>) | null
  readonly reload: () => Promise<void>
}

/** How a list whose first page is read again and again tells its rows apart. */
export interface Followed<T> {
  /** How often its first page is read, in milliseconds. */
  readonly every: number | undefined
  readonly keyOf: (row: T) => string
}

interface Read<T> {
  readonly path: string
  /** Everything that had been read when the last page was. */
  readonly rows: readonly T[]
  readonly next: string | null
  readonly error?: Error
}

/** A list of the management API, from its first page on; one that is `followed` has new rows above those that were read. */
export function usePages<T>(path: string, followed?: Followed<T>): Pages<T> {
  const first = useResource<readonly T[]>(path, { every: followed?.every })
  const [read, setRead] = useState<Read<T>>()
  // What was asked for in an earlier round comes too late for this one.
  const round = useRef(0)
  const reading = useRef<string | undefined>(undefined)
  const begin = (): void => {
    round.current += 1
    reading.current = undefined
    setRead(undefined)
  }
  useEffect(begin, [path])

  const standing = read?.path === path ? read : undefined
  const reached = reach(first.reply, standing, followed)
  const rows = reached?.rows
  const next = standing !== undefined && reached?.whole === true ? standing.next : (first.reply?.next ?? null)
  async function more(): Promise<void> {
    if (next === null || reading.current === next) return
    const begun = round.current
    reading.current = next
    const further = await readFurther(next, path, rows ?? [])
    if (round.current !== begun) return
    reading.current = undefined
    setRead(further)
  }
  return {
    rows,
    error: first.error ?? standing?.error,
    more: next === null ? null : more,
    reload: async () => {
      begin()
      await first.reload()
    },
  }
}

async function readFurther<T>(next: string, path: string, rows: readonly T[]): Promise<Read<T>> {
  try {
    const reply = await request<readonly T[]>(next)
    return { path, rows: [...rows, ...reply.body], next: reply.next }
  } catch (error) {
    return { path, rows, next, error: error as Error }
  }
}

function reach<T>(
  first: Reply<readonly T[]> | undefined,
  standing: Read<T> | undefined,
  followed: Followed<T> | undefined,
): Reached<T> | undefined {
  if (first === undefined) return undefined
  if (standing === undefined) return { rows: first.body, whole: true }
  // Its first page is not read again but by `reload`, which begins anew.
  if (followed === undefined) return { rows: standing.rows, whole: true }
  // Where the first page is the last one, nothing is below it any more.
  if (first.next === null) return { rows: first.body, whole: false }
  return joinPages(first.body, standing.rows, followed.keyOf)
}
