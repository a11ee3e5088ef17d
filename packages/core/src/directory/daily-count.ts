/** How many there were on a day, as last counted on it. */
export interface DailyCount {
  /** Of the calendar, in UTC: `2026-11-30`. */
  readonly day: string
  readonly people: number
  /** Of those, who are active; `null`, as of groups and teams, for a day on which this was not counted yet. */
  readonly active: number | null
  /** Effective Owners. */
  readonly owners: number
  /** What the mapping gives, in force or not. */
  readonly roles: number
  readonly groups: number | null
  readonly teams: number | null
}
