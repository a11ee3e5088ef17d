import type { OperationServices } from '@rolecall/core/change/operation-context'

/** Whoever waits for new events of organizations. */
export interface Watch {
  /** Begins to listen, to one organization or to all (`null`): nothing that is committed from now on is missed. */
  begin(organizationId: string | null): Watcher
  /** Ends every wait at once, and those that would begin. */
  close(): void
}

/** One that waits, again and again where what has come is not for it. */
export interface Watcher {
  /**
   * Resolves when the log may have gone beyond `revision`, when `until` is aborted, and when the watch is closed. Who waits for all
   * has no revision, and looks for itself at each look.
   */
  next(revision: number, until: AbortSignal): Promise<void>
  readonly closed: boolean
  end(): void
}

interface Waiter {
  readonly organizationId: string | null
  /** Whether this process has committed something since it last waited. */
  heard: boolean
  /** While it waits. */
  waiting: { readonly revision: number; readonly wake: () => void } | null
}

/** How often is looked for what other processes have committed, in milliseconds. */
const lookEvery = 500

/**
 * Wakes by the commits of this process, and by one statement every half second for all organizations that somebody waits for:
 * a notification of the database would cost every write something.
 */
export function createWatch(
  { commits, store }: Pick<OperationServices, 'commits' | 'store'>,
  every = lookEvery,
): Watch {
  const waiters = new Set<Waiter>()
  let timer: NodeJS.Timeout | undefined
  let forget: (() => void) | undefined
  let closed = false

  function hear(organizationId: string): void {
    for (const waiter of waiters) {
      if (waiter.organizationId !== null && waiter.organizationId !== organizationId) continue
      waiter.heard = true
      waiter.waiting?.wake()
    }
  }

  async function look(): Promise<void> {
    const asked = [...waiters].filter(({ waiting }) => waiting !== null)
    const ids = [...new Set(asked.map(({ organizationId }) => organizationId).filter((id) => id !== null))]
    // While the database does not answer there is nothing new to be told.
    const revisions = ids.length === 0 ? null : await store.organizations.listRevisions(ids).catch(() => null)
    for (const { organizationId, waiting } of asked) {
      if (organizationId === null) waiting?.wake()
      else if (waiting !== null && revisions !== null && revisions.get(organizationId) !== waiting.revision)
        waiting.wake()
    }
    if (waiters.size > 0) timer = setTimeout(() => void look(), every).unref()
    else timer = undefined
  }

  function enter(waiter: Waiter): void {
    waiters.add(waiter)
    forget ??= commits.listen(hear)
    timer ??= setTimeout(() => void look(), every).unref()
  }

  function leave(waiter: Waiter): void {
    waiters.delete(waiter)
    if (waiters.size > 0) return
    forget?.()
    forget = undefined
  }

  return {
    begin(organizationId) {
      const waiter: Waiter = { organizationId, heard: false, waiting: null }
      enter(waiter)
      return {
        get closed() {
          return closed
        },
        next: (revision, until) => (closed ? Promise.resolve() : wait(waiter, revision, until)),
        end: () => leave(waiter),
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
      for (const { waiting } of waiters) waiting?.wake()
    },
  }
}

function wait(waiter: Waiter, revision: number, until: AbortSignal): Promise<void> {
  if (waiter.heard || until.aborted) {
    waiter.heard = false
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    const wake = (): void => {
      until.removeEventListener('abort', wake)
      waiter.waiting = null
      waiter.heard = false
      resolve()
    }
    until.addEventListener('abort', wake, { once: true })
    waiter.waiting = { revision, wake }
  })
}
