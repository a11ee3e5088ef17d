import type { RequestLogEntry } from '@rolecall/core/directory/request-log'
import { StoreError } from '@rolecall/core/store-error'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createProvisioningLog, type ProvisioningLogLimits } from './provisioning-log.ts'

const entry = (id: number): RequestLogEntry => ({ id: String(id) }) as RequestLogEntry
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A log on a store that does what `append` does, and all that it did. */
function open(
  append: (batch: readonly string[]) => Promise<void> = async () => {},
  limits?: Partial<ProvisioningLogLimits>,
) {
  const written: string[][] = []
  const dropped: [number, string][] = []
  const log = createProvisioningLog({
    store: {
      async append(entries) {
        const batch = entries.map(({ id }) => id)
        await append(batch)
        written.push(batch)
      },
    },
    onWritten() {},
    onDropped: (count, reason) => dropped.push([count, reason instanceof Error ? reason.message : String(reason)]),
    limits: { queue: 10, batch: 3, waitMs: 100, retryMs: 1_000, closeMs: 5_000, ...limits },
  })
  const add = (from: number, to: number) => ids(from, to).forEach((id) => log.add(entry(Number(id))))
  return { log, add, written, dropped }
}

describe('the provisioning log', () => {
  it('writes together what came within a short time', async () => {
    const { add, written } = open()
    add(1, 2)
    await vi.advanceTimersByTimeAsync(99)
    expect(written).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(written).toEqual([['1', '2']])
  })

  it('writes a whole batch at once, one batch after another', async () => {
    let running = 0
    let most = 0
    const { add, written } = open(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 10))
      running--
    })
    add(1, 7)
    await vi.advanceTimersByTimeAsync(200)
    expect(written).toEqual([ids(1, 3), ids(4, 6), ['7']])
    expect(most).toBe(1)
  })

  it('tries again what an absent database did not take, and keeps the order', async () => {
    let fails = 2
    const { add, written, dropped } = open(async () => {
      if (fails-- > 0) throw new StoreError('unavailable', 'away')
    })
    add(1, 5)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(written).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect([written, dropped]).toEqual([[ids(1, 3), ids(4, 5)], []])
  })

  it('drops the oldest beyond the bound, and says once how many', async () => {
    const { add, written, dropped } = open(async () => {
      if (written.length === 0 && dropped.length === 0) throw new StoreError('unavailable', 'away')
    })
    add(1, 3)
    await vi.advanceTimersByTimeAsync(10)
    add(4, 25)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(dropped).toEqual([[15, 'the database is slower than the requests']])
    expect(written.flat()).toEqual(ids(16, 25))
  })

  it('gives up a batch that the database will never take, and goes on', async () => {
    const { add, written, dropped } = open(async (batch) => {
      if (batch.includes('1')) throw new TypeError('no such thing')
    })
    add(1, 4)
    await vi.advanceTimersByTimeAsync(3_000)
    expect([written, dropped]).toEqual([[['4']], [[3, 'no such thing']]])
  })

  it('writes what waits when it is closed', async () => {
    const { add, log, written } = open()
    add(1, 8)
    await log.close()
    expect(written.flat()).toEqual(ids(1, 8))
  })

  it('does not keep a close waiting for a database that does not answer', async () => {
    const { add, log, dropped } = open(() => new Promise(() => {}))
    add(1, 5)
    const closed = log.close()
    await vi.advanceTimersByTimeAsync(5_000)
    await closed
    expect(dropped).toEqual([[2, 'the server has stopped']])
  })
})
