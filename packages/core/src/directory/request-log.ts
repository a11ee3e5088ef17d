import type { Json } from '../scim/resource/resource-data.ts'
import type { Story } from './story.ts'
import type { LeftOut } from '../scim/tolerance.ts'

/** How a SCIM request ended: answered, refused for what the client sent (4xx), or failed by the server (5xx). */
export type RequestOutcome = 'success' | 'refused' | 'failed'

/** Every outcome, as filters name them. */
export const requestOutcomes: readonly RequestOutcome[] = ['success', 'refused', 'failed']

/** A SCIM request as the provisioning log keeps it: what is secret in it is masked before it gets here. */
export interface LoggedRequest {
  readonly id: string
  /** When it came (RFC 3339, UTC, milliseconds). */
  readonly time: string
  readonly requestId: string
  /** The trace that it stands in; `null` where nothing was traced. */
  readonly traceId: string | null
  readonly method: string
  /** With the query, as sent. */
  readonly path: string
  readonly status: number
  readonly outcome: RequestOutcome
  readonly durationMs: number
  readonly keyId: string
  /** The identity provider that the key belongs to, where it is known. */
  readonly provider: string | null
  /** `User`, `Group`, …; `null` for a path that names none. */
  readonly resourceType: string | null
  readonly resourceId: string | null
  readonly scimType: string | null
  readonly detail: string | null
  /** Names of what the request needed outside of the RFCs. */
  readonly tolerances: readonly string[]
  /** What was not done of a request that was answered 2xx. */
  readonly leftOut: readonly LeftOut[]
  /** What it changed; empty for a read, and where nothing was changed. */
  readonly story: Story
  /** The bodies, masked and cut; `null` where there was none, it could not be read, or none are kept. */
  readonly request: Json
  readonly response: Json
}

/** A request and whose it was. */
export interface RequestLogEntry extends LoggedRequest {
  readonly organizationId: string
}

/** The place of an entry in the log, which is ordered by time and then by id. */
export interface RequestLogPlace {
  readonly time: string
  readonly id: string
}

/** Which requests: all that fit every given part. */
export interface RequestLogFilter {
  readonly outcome?: RequestOutcome
  readonly status?: number
  readonly method?: string
  /** A resource type or the id of a resource. */
  readonly resource?: string
  readonly keyId?: string
  readonly requestId?: string
  readonly tolerance?: string
  /** Only requests that were answered 2xx though something was left out. */
  readonly leftOut?: true
  /** Only requests that have changed something. */
  readonly changed?: true
  /** From this instant on, and before that one. */
  readonly from?: string
  readonly to?: string
  /** A text that the path, the detail or the request's body contains. */
  readonly text?: string
}

/** A page of the log, newest first. */
export interface RequestLogQuery extends RequestLogFilter {
  readonly after: RequestLogPlace | null
  readonly limit: number
}

/** How many requests of an hour came out that way, needed that tolerance, or left something out. */
export interface RequestCount {
  /** The start of the hour (RFC 3339, UTC). */
  readonly hour: string
  readonly kind: 'outcome' | 'tolerance' | 'left-out'
  readonly name: string
  readonly requests: number
}
