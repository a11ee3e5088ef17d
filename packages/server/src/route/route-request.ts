import type { IncomingHttpHeaders } from 'node:http'

import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { Cause } from '@rolecall/core/plugin/event'
import type { Gone } from '@rolecall/core/change/gone'
import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'

/** What a public handler sees of a request. */
export interface PublicRequest<Body = unknown, Admitted = unknown> {
  /** Where this server is reached, with the path that it is mounted at and without a trailing slash: `https://host`. */
  readonly origin: string
  /** The query as sent, without `?`. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** The open part of the route's path, decoded; `''` where there is none. */
  readonly parameter: string
  readonly body: Body
  /** What the route's `admit` has answered. */
  readonly admitted: Admitted
  readonly requestId: string
  readonly aside: Aside
  /** Who or what makes it happen, as the events keep it. */
  readonly cause: Cause
}

/** Does what waits for another server without keeping the turn of the request: others need not wait for that. */
export type Aside = <T>(work: () => Promise<T>) => Promise<T>

/** A request by a platform key. */
export interface PlatformRequest<Body = undefined> extends PublicRequest<Body> {
  readonly services: OperationServices
  readonly key: ApiKeyRecord
  /** Every open part of the route's path by its name, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  /** The same request, of one organization. */
  readonly contextOf: (organizationId: string) => OperationContext
  /** Whether the client has left before its answer. */
  readonly gone: Gone
  readonly report: (error: unknown) => void
}

/** A request that was routed, authenticated and read: all that a handler sees. */
export interface RouteRequest<Body = undefined> extends PublicRequest<Body> {
  readonly context: OperationContext
  readonly key: ApiKeyRecord
  /** Writes an error to the server's log, for an answer that is a success and tells of it. */
  readonly report: (error: unknown) => void
}
