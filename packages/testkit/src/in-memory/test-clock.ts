/** A clock that the test sets. */
export interface TestClock {
  /** RFC 3339, UTC, milliseconds. */
  now: string
  forward(milliseconds: number): void
}

export function createTestClock(now = '2026-03-01T08:00:00.000Z'): TestClock {
  const clock: TestClock = {
    now,
    forward(milliseconds) {
      clock.now = new Date(Date.parse(clock.now) + milliseconds).toISOString()
    },
  }
  return clock
}
