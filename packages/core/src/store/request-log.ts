import type { LoggedRequest, RequestCount, RequestLogEntry, RequestLogQuery } from '../directory/request-log.ts'

/** The provisioning log, which is written beside the transactions of requests. */
export interface RequestLogStore {
  /** Appends requests of any organizations, and counts them, in one transaction of their own. */
  append(entries: readonly RequestLogEntry[]): Promise<void>
  /** Removes at most `limit` requests of before an instant, and the counts of before it; answers how many requests. */
  trim(organizationId: string, before: string, limit: number): Promise<number>
}

export interface RequestLogReader {
  /** Newest first. */
  list(query: RequestLogQuery): Promise<LoggedRequest[]>
  find(id: string): Promise<LoggedRequest | undefined>
  /** Counts of the hours from an instant on, by hour, kind and name. */
  counts(from: string): Promise<RequestCount[]>
}
