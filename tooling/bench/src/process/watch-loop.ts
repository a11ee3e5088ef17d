import { monitorEventLoopDelay } from 'node:perf_hooks'

import type { LongestHold } from './messages.ts'
import { readLoop } from './read-loop.ts'

/** Between two looks, in milliseconds. */
const step = 2

/** Watches the event loop of this process from now on; answers what asks for the longest that it was held since the last time. */
export function watchLoop(): () => LongestHold {
  const delay = monitorEventLoopDelay({ resolution: step })
  delay.enable()
  let before = readLoop(process.pid)
  let computed = 0
  const look = (): void => {
    const now = readLoop(process.pid)
    computed = Math.max(computed, now - before)
    before = now
  }
  setInterval(look, step).unref()
  return () => {
    look()
    const longest = { clock: delay.max / 1_000_000, computed }
    delay.reset()
    computed = 0
    return longest
  }
}
