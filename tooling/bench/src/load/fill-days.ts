import { insertRows, openTarget } from './insert-rows.ts'
import type { HugeDirectory } from './huge-directory.ts'

const columns = { day: 'text', people: 'integer', owners: 'integer', roles: 'integer' } as const
const days = 30
const millisecondsOfDay = 86_400_000

/** What the hourly count has left of each day before today, as it stands shortly after midnight. */
export async function fillDays(database: string, organizationId: string, { people }: HugeDirectory): Promise<void> {
  const target = await openTarget(database)
  const rows = Array.from({ length: days }, (_, index) => ({
    day: new Date(Date.now() - (days - index) * millisecondsOfDay).toISOString().slice(0, 10),
    people: people - (days - index) * 10,
    owners: 2,
    roles: people * 2 - (days - index) * 30,
  }))
  await insertRows(target, organizationId, 'daily_counts', columns, rows)
  await target.close()
}
