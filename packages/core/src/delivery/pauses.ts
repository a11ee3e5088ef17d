/** How long, in milliseconds, a process has a subscription for, unless it says again that it delivers. */
export const claimMilliseconds = 10_000

/** How far ahead the clock of another process may be, before its claims are taken for those of a clock that was wrong. */
export const clockTolerance = 60_000

/** The pause after a first failure; it doubles with each further one, up to the longest. */
const firstPause = 5_000
const longestPause = 60 * 60 * 1_000

/** How far from that it may be, so that what has failed together is not tried again together. */
const jitter = 0.2

/** No instant of ours is further ahead. */
export const longestWake = longestPause * (1 + jitter)

/** For how long an event is tried, and after how long without any success a subscription is switched off. */
export const patience = 3 * 24 * 60 * 60 * 1_000

/** The pause before the next attempt. `wanted` is what the receiver has asked for; `chance` is from 0 to 1. */
export function toPause(attempts: number, wanted: number | null, chance: number): number {
  const pause = Math.min(firstPause * 2 ** Math.min(attempts - 1, 20), longestPause)
  const spread = pause * (1 - jitter + 2 * jitter * chance)
  return Math.round(Math.max(spread, Math.min(wanted ?? 0, longestPause)))
}

export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}

/** Whether an instant has come; one that is further ahead than ours can be was written by a clock that was wrong. */
export function hasCome(instant: string, now: string): boolean {
  return instant <= now || instant > later(now, longestWake)
}
