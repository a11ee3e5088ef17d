import type { DailyCount } from '../directory/daily-count.ts'

/** One row for each day of each organization, written beside its directory. */
export interface DailyCountStore {
  /** Takes the place of the one before of that day, and removes those of before `keptFrom`. */
  put(organizationId: string, count: DailyCount, keptFrom: string): Promise<void>
  /** From a day on, the oldest first. */
  list(organizationId: string, from: string): Promise<DailyCount[]>
  /** The newest of each of these organizations; those of which nothing was counted are left out. */
  listNewest(organizationIds: readonly string[]): Promise<Map<string, DailyCount>>
}
