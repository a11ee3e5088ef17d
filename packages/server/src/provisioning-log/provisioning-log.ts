import type { RequestLogEntry } from '@rolecall/core/directory/request-log'
import type { RequestLogStore } from '@rolecall/core/store/request-log'
import { StoreError } from '@rolecall/core/store-error'

/** Requests that wait to be written. Adding one never waits, and never fails. */
export interface ProvisioningLog {
  add(entry: RequestLogEntry): void
  /** Writes what waits, once more and not beyond its time. */
  close(): Promise<void>
}

export interface ProvisioningLogOptions {
  readonly store: Pick<RequestLogStore, 'append'>
  /** Told of each batch: how many were written, how many were given up and why. */
  readonly onWritten: (entries: number) => void
  readonly onDropped: (entries: number, reason: unknown) => void
  readonly limits?: Partial<ProvisioningLogLimits>
}

export interface ProvisioningLogLimits {
  /** The most requests that wait; beyond, the oldest are dropped. */
  readonly queue: number
  /** The most requests of one statement. */
  readonly batch: number
  /** How long a request waits for others to be written with, in milliseconds. */
  readonly waitMs: number
  /** How long a batch that failed waits for its next try, in milliseconds. */
  readonly retryMs: number
  /** How long a close may take, in milliseconds. */
  readonly closeMs: number
}

const defaultLimits: ProvisioningLogLimits = { queue: 2_000, batch: 100, waitMs: 500, retryMs: 2_000, closeMs: 5_000 }

/**
 * A bounded queue in front of the log: one batch is written at a time, so that it takes a small and
 * steady part of the database, and requests never wait for it.
 */
export function createProvisioningLog({
  store,
  onWritten,
  onDropped,
  limits,
}: ProvisioningLogOptions): ProvisioningLog {
  const { queue, batch, waitMs, retryMs, closeMs } = { ...defaultLimits, ...limits }
  let waiting: RequestLogEntry[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let failing = false
  let overflow = 0
  let closed = false

  function schedule(delay: number): void {
    if (closed || timer !== undefined || writing !== undefined || waiting.length === 0) return
    timer = setTimeout(flush, delay).unref()
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (writing !== undefined) return
    writing = writeOne()
  }

  async function writeOne(): Promise<void> {
    const delay = await writeBatch()
    writing = undefined
    schedule(delay)
  }

  /** One report for many, or the report itself would slow requests down. */
  function reportOverflow(): void {
    if (overflow > 0) onDropped(overflow, 'the database is slower than the requests')
    overflow = 0
  }

  /** Answers how long to wait for the next one. */
  async function writeBatch(): Promise<number> {
    reportOverflow()
    const entries = waiting.slice(0, batch)
    waiting = waiting.slice(batch)
    try {
      await store.append(entries)
      failing = false
      onWritten(entries.length)
    } catch (error) {
      failing = true
      // A database that is away comes back. What it does not take at all would stop all that comes after it.
      if (!(error instanceof StoreError)) onDropped(entries.length, error)
      else if (closed) waiting = [...entries, ...waiting]
      else putBack(entries, error)
      return retryMs
    }
    return waiting.length >= batch ? 0 : waitMs
  }

  function putBack(entries: readonly RequestLogEntry[], error: unknown): void {
    const all = [...entries, ...waiting]
    const excess = Math.max(0, all.length - queue)
    waiting = all.slice(excess)
    if (excess > 0) onDropped(excess, error)
  }

  async function drain(): Promise<void> {
    await writing
    for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
      before = waiting.length
      await writeBatch()
    }
  }

  return {
    add(entry) {
      if (waiting.length >= queue) {
        waiting.shift()
        overflow++
      }
      waiting.push(entry)
      // A whole batch waits for nothing, but one that follows a failure keeps to its time.
      if (waiting.length < batch || failing) schedule(waitMs)
      else flush()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await Promise.race([drain(), elapsed(closeMs)])
      reportOverflow()
      if (waiting.length > 0) onDropped(waiting.length, 'the server has stopped')
      waiting = []
    },
  }
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
}
