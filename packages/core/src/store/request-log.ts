import type {
  LoggedRequest,
  RequestCount,
  RequestLogEntry,
  RequestLogQuery,
  RequestOutcome,
} from '../directory/request-log.ts'

/** The provisioning log, which is written beside the transactions of requests. */
export interface RequestLogStore {
  /** Appends requests of any organizations, and counts them, in one transaction of their own. */
  append(entries: readonly RequestLogEntry[]): Promise<void>
  /** Removes at most `limit` requests of before an instant, and the counts of before it; answers how many requests. */
  trim(organizationId: string, before: string, limit: number): Promise<number>
  /** How many requests of the hours from an instant on came out how, of each of these organizations; those without are left out. */
  sumOutcomes(
    organizationIds: readonly string[],
    from: string,
  ): Promise<Map<string, Partial<Record<RequestOutcome, number>>>>
  /** When the newest request of each of these organizations came; those without are left out. */
  listNewest(organizationIds: readonly string[]): Promise<Map<string, string>>
}

export interface RequestLogReader {
  /** Newest first. */
  list(query: RequestLogQuery): Promise<LoggedRequest[]>
  find(id: string): Promise<LoggedRequest | undefined>
  /** Counts of the hours from an instant on, by hour, kind and name. */
  counts(from: string): Promise<RequestCount[]>
}
