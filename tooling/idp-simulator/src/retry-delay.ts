/** Milliseconds to wait before the next attempt: `Retry-After` (seconds or a date, RFC 9110 §10.2.3), else 1, 2, 4 … seconds. */
export function retryDelay(retryAfter: string | null, attempt: number, now: number): number {
  if (retryAfter !== null) {
    const seconds = Number(retryAfter)
    if (retryAfter.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
    const date = Date.parse(retryAfter)
    if (!Number.isNaN(date)) return Math.max(0, date - now)
  }
  return 1000 * 2 ** (attempt - 1)
}
