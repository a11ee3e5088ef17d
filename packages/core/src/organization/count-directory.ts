import type { JobHandler } from '../change/job-handler.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { DailyCount } from '../directory/daily-count.ts'
import type { StoreReader } from '../store.ts'
import { countOwners } from './count-owners.ts'

const hour = 60 * 60 * 1_000
export const day = 24 * hour

/** So many people, and their roles, are counted in some hundredths of a second. */
const quicklyCounted = 10_000

/** So many days are shown, and a few more are kept. */
export const shownDays = 30
const keptDays = 35

/** Counts what there is each hour; the last count of a day is what is kept of it. */
export const countDirectory: JobHandler = {
  kind: 'count-directory',
  every: hour,
  async run(context) {
    const { now, organizationId, store } = context
    await store.dailyCounts.put(organizationId, await countNow(context), toDay(Date.parse(now()) - keptDays * day))
  },
}

/**
 * The last days, the oldest first and today as it is now; those on which nothing was counted are left out. Of many
 * people, how many are active and their roles, which take long to count, are those of the last count there was.
 */
export async function readHistory(context: OperationContext): Promise<readonly DailyCount[]> {
  const { now, organizationId, store } = context
  const today = toDay(Date.parse(now()))
  const days = await store.dailyCounts.list(organizationId, toDay(Date.parse(now()) - (shownDays - 1) * day))
  return [...days.filter((count) => count.day < today), await countNow(context, days.at(-1))]
}

async function countNow({ now, organizationId, store }: OperationContext, counted?: DailyCount): Promise<DailyCount> {
  const reader = store.read(organizationId)
  const instant = now()
  const people = await reader.users.total()
  const known = people > quicklyCounted ? counted : undefined
  return {
    day: toDay(Date.parse(instant)),
    people,
    active: known?.active ?? (await countActive(reader)),
    owners: await countOwners(reader, instant),
    roles: known?.roles ?? (await reader.grants.countDerived()),
    groups: await reader.groups.total(),
    teams: (await reader.teams.listIds()).size,
  }
}

async function countActive({ users }: StoreReader): Promise<number> {
  const { inactive, members } = await users.count()
  return members - inactive
}

/** The day of an instant, in UTC. */
export function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
