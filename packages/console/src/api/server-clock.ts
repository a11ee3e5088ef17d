/** By how many milliseconds the server's clock is ahead of this one. */
let ahead = 0

/** What one can't tell from the time that an answer takes, and from a `Date` that counts in seconds. */
const tolerated = 3_000

/** Notes the server's time as an answer has told it (RFC 9110 §6.6.1): what ends, ends by that clock. */
export function noteServerTime(date: string | null): void {
  const difference = Date.parse(date ?? '') - Date.now()
  if (Number.isNaN(difference)) return
  ahead = Math.abs(difference) < tolerated ? 0 : difference
}

/** What the time is at the server, in milliseconds. */
export function serverNow(): number {
  return Date.now() + ahead
}
