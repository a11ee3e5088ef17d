/** How far the clock of a server may be ahead of that of another one, in seconds: what it takes for over the other still takes. */
const clocksApart = 60 * 60

/**
 * Until when it has to be known that something was used which is good once and ends then, in seconds since 1970. Whichever server
 * of a database forgets what is over, by its own clock, none may take it again.
 */
export function knownUntil(end: number): string {
  return new Date((end + clocksApart) * 1_000).toISOString()
}
