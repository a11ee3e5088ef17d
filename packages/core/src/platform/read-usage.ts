import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import type { DailyCount } from '../directory/daily-count.ts'
import { requestOutcomes, type RequestOutcome } from '../directory/request-log.ts'
import { day, readHistory, shownDays, toDay } from '../organization/count-directory.ts'

/** How many requests of providers came out how. */
export type RequestsByOutcome = Readonly<Record<RequestOutcome, number>>

/** What a vendor bills an organization by, and sees that it is used by. */
export interface Usage {
  /** What there was when it was last counted; `null` before the first time. */
  readonly counted: DailyCount | null
  /** Of the last 30 days, of which today is one; as far as the provisioning log is kept. */
  readonly requests: RequestsByOutcome
  /** When a provider has last asked for something; `null` where nothing of it is kept. */
  readonly lastRequestAt: string | null
}

/** One of the last 30 days. */
export interface DayOfUsage {
  readonly day: string
  /** `null` where nothing was counted. */
  readonly counted: DailyCount | null
  readonly requests: RequestsByOutcome
}

/** The usage of each of these organizations, by what is stored: three statements for all of them. */
export async function readUsage(
  { now, store }: Pick<OperationServices, 'now' | 'store'>,
  organizationIds: readonly string[],
): Promise<(organizationId: string) => Usage> {
  const [first = ''] = listDays(now())
  const [counts, sums, newest] = await Promise.all([
    store.dailyCounts.listNewest(organizationIds),
    store.requestLog.sumOutcomes(organizationIds, startOf(first)),
    store.requestLog.listNewest(organizationIds),
  ])
  return (id) => ({
    counted: counts.get(id) ?? null,
    requests: toRequests((outcome) => sums.get(id)?.[outcome] ?? 0),
    lastRequestAt: newest.get(id) ?? null,
  })
}

/** The last 30 days of one organization, the oldest first, and today as it is now. */
export async function readDaysOfUsage(context: OperationContext): Promise<readonly DayOfUsage[]> {
  const { now, organizationId, store } = context
  const days = listDays(now())
  const [history, counts] = await Promise.all([
    readHistory(context),
    store.read(organizationId).requestLog.counts(startOf(days[0] ?? '')),
  ])
  const counted = new Map(history.map((count) => [count.day, count]))
  return days.map((of) => {
    const ofDay = counts.filter(({ hour, kind }) => kind === 'outcome' && hour.startsWith(of))
    const sum = (outcome: RequestOutcome) =>
      ofDay.filter(({ name }) => name === outcome).reduce((total, { requests }) => total + requests, 0)
    return { day: of, counted: counted.get(of) ?? null, requests: toRequests(sum) }
  })
}

/** Those that are shown, of which the last is today. */
function listDays(now: string): readonly string[] {
  const today = Date.parse(now)
  return Array.from({ length: shownDays }, (_, index) => toDay(today - (shownDays - 1 - index) * day))
}

function startOf(dayOfUsage: string): string {
  return `${dayOfUsage}T00:00:00.000Z`
}

function toRequests(count: (outcome: RequestOutcome) => number): RequestsByOutcome {
  return Object.fromEntries(requestOutcomes.map((outcome) => [outcome, count(outcome)])) as RequestsByOutcome
}
