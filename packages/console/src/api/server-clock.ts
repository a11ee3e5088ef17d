/** By how many milliseconds the server's clock is ahead of this one. */
let ahead = 0

/** What one can't tell from a `Date` that counts in seconds, and from clocks that differ by little. */
const tolerated = 3_000

/**
 * Notes the server's time as an answer has told it (RFC 9110 §6.6.1): what ends, ends by that clock. It was written at some
 * time since the question was `asked`, which on a slow network is long ago.
 */
export function noteServerTime(date: string | null, asked: number): void {
  const [earliest, latest] = [Date.parse(date ?? '') - Date.now(), Date.parse(date ?? '') - asked]
  if (Number.isNaN(latest)) return
  ahead = earliest > tolerated ? earliest : latest < -tolerated ? latest : 0
}

/** What the time is at the server, in milliseconds. */
export function serverNow(): number {
  return Date.now() + ahead
}
