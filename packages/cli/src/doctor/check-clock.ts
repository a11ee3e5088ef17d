import type { DatabaseInspection } from '@rolecall/store/inspect-database'

import { failure, ok, skipped, warning, type CheckResult } from './check-result.ts'

/** Events are told in the order of their commits, so a small difference only looks odd. */
const oddMs = 2_000

/** Beyond this an expiry, a sign-in token or a lease of one server is over too early or too late for another. */
const wrongMs = 30_000

/** This machine's clock beside the database's, which all servers of a PostgreSQL share. */
export function checkClock(clock: DatabaseInspection['clock'], now: number = Date.now()): CheckResult {
  if (clock === null) return skipped('clock', 'SQLite has no clock but that of this machine')
  // The database looked at its clock somewhere between the question and the answer.
  const difference = Math.max(0, Math.abs(now - clock.now) - clock.roundTripMs)
  const seconds = `${(difference / 1_000).toFixed(1)} s`
  const advice = 'Let both machines keep the time by NTP: timedatectl set-ntp true'
  if (difference > wrongMs) return failure('clock', `this machine and the database differ by ${seconds}`, advice)
  if (difference > oddMs) return warning('clock', `this machine and the database differ by ${seconds}`, advice)
  return ok(
    'clock',
    `this machine and the database differ by less than ${Math.max(1, Math.ceil(difference / 1_000))} s`,
  )
}
