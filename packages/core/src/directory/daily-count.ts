/** How many there were on a day, as last counted on it. */
export interface DailyCount {
  /** Of the calendar, in UTC: `2026-11-30`. */
  readonly day: string
  readonly people: number
  /** Effective Owners. */
  readonly owners: number
  /** What the mapping gives, in force or not. */
  readonly roles: number
}
