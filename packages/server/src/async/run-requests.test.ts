import type { AsyncRequestStore } from '@rolecall/core/store/async-requests'
import { StoreError } from '@rolecall/core/store-error'
import { toSealingKey } from '@rolecall/core/access/seal'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { startRolecallInMemory } from '../../test/rolecall-in-memory.ts'
import type { RolecallUnderTest } from '../../test/rolecall.ts'
import { toScimError } from '../error/to-error-answer.ts'
import type { Turns } from '../fairness/turns.ts'
import { runRequests } from './run-requests.ts'

/** Everybody has a turn at once. */
const turns: Turns = {
  waiting: 0,
  enter: () => ({ turn: async () => {}, pause: async () => {}, rest: () => {}, leave: () => {} }),
}

let rolecall: RolecallUnderTest
beforeEach(async () => {
  rolecall = await startRolecallInMemory()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await rolecall.stop()
})

function begin(asyncRequests: Partial<AsyncRequestStore>) {
  const errors: unknown[] = []
  const { store } = rolecall.services
  const services = {
    ...rolecall.services,
    connectionKey: toSealingKey('secret', 'client secrets'),
    store: { ...store, asyncRequests: { ...store.asyncRequests, ...asyncRequests } },
  }
  const running = runRequests({
    services,
    turns,
    toScimError: (error) => toScimError(error, ''),
    maskDetail: (detail) => detail,
    onDone: () => undefined,
    onError: (error) => void errors.push(error),
  })
  return { errors, running }
}

const away = new StoreError('unavailable', 'the database is away')

it('looks less and less often while the database is away, says so once each time, and looks no more when it has stopped', async () => {
  const listQueues = vi.fn<AsyncRequestStore['listQueues']>(() => Promise.reject(away))
  const { errors, running } = begin({ listQueues })
  await vi.advanceTimersByTimeAsync(60_000)
  expect([listQueues.mock.calls.length, errors]).toEqual([9, [away]])
  listQueues.mockResolvedValueOnce([])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(errors).toEqual([away, away])
  await running.stop()
  listQueues.mockClear()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(listQueues).not.toHaveBeenCalled()
})

it('tries each organization once a look, four at a time, while its requests can not be claimed', async () => {
  const organizations = Array.from({ length: 9 }, (_, index) => `organization-${index}`)
  let [atOnce, most] = [0, 0]
  const claim = vi.fn<AsyncRequestStore['claim']>(async () => {
    most = Math.max(most, (atOnce += 1))
    await Promise.resolve()
    atOnce -= 1
    throw away
  })
  const { errors, running } = begin({ listQueues: async () => organizations, claim })
  await vi.advanceTimersByTimeAsync(2_000)
  expect([claim.mock.calls.length, most, errors]).toEqual([27, 4, [away]])
  await running.stop()
  running.hear('organization-0')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(claim).toHaveBeenCalledTimes(27)
})

it('waits when it stops for the look under way, whose failure concerns nobody then', async () => {
  let fail: (error: Error) => void = () => undefined
  const looked = new Promise<string[]>((_, reject) => (fail = reject))
  const { errors, running } = begin({ listQueues: () => looked })
  let stopped = false
  const stopping = running.stop().then(() => void (stopped = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(stopped).toBe(false)
  fail(away)
  await stopping
  expect(errors).toEqual([])
})
