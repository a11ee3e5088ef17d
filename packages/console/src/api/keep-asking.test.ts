import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { keepAsking } from './keep-asking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function begin(every: number | undefined) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  let asked = 0
  const stop = keepAsking(() => Promise.resolve((asked += 1)), every, page)
  const look = (state: DocumentVisibilityState): void => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { asked: () => asked, look, stop }
}

describe('what is asked again and again', () => {
  it('is asked after each while, and not as long as nobody looks', async () => {
    const { asked, look, stop } = begin(30_000)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(3)
    look('hidden')
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(asked()).toBe(3)
    stop()
  })

  it('is asked at once when somebody comes back, and then after a while again', async () => {
    const { asked, look, stop } = begin(30_000)
    await vi.advanceTimersByTimeAsync(1)
    look('hidden')
    look('visible')
    expect(asked()).toBe(2)
    // Once: who comes back twice while it is asked still does not ask twice.
    look('visible')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked()).toBe(3)
    stop()
    look('visible')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(3)
  })

  it('is asked once where it is not followed', async () => {
    const { asked, look, stop } = begin(undefined)
    await vi.advanceTimersByTimeAsync(60_000)
    look('hidden')
    look('visible')
    expect(asked()).toBe(1)
    stop()
  })
})
