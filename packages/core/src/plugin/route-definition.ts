import type { Issue } from '../scim/errors.ts'
import type { Json, JsonObject } from '../scim/resource/resource-data.ts'
import type { AnswerContext } from './directory-reader.ts'
import type { StandardSchema } from './standard-schema.ts'

/** A route of the server below `/plugins/<name>`, for keys of one organization. JSON in, JSON out. */
export interface RouteDefinition<Body = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/plugins/<name>`: `/holders`, `/holders/:sku`. At most one part is open; `/` for none below it. */
  readonly path: string
  /** A sentence that says what it does, for the description. */
  readonly summary: string
  /** What the key, or the signed-in owner, needs; `organization` includes `organization_read`. */
  readonly scope: 'organization' | 'organization_read'
  /** Parameters of the query that it reads; others are ignored. */
  readonly query?: readonly { readonly name: string; readonly description: string }[]
  /** The body: what checks it (422 with every issue), and its JSON Schema. Not for GET and DELETE. */
  readonly body?: { readonly check: StandardSchema<Body>; readonly schema?: JsonObject }
  /** What it answers when nothing is wrong, with its JSON Schema. */
  readonly answer?: { readonly description: string; readonly schema?: JsonObject }
  /** Called outside of any transaction; 5 seconds. */
  handle(request: PluginRequest<Body>): PluginAnswer | Promise<PluginAnswer>
}

/** A request that was routed, authenticated, read and checked. */
export interface PluginRequest<Body = unknown> extends AnswerContext {
  /** The open part of the path, decoded; `''` where there is none. */
  readonly parameter: string
  /** The parameters that the route names, as far as they were sent. */
  readonly query: Readonly<Record<string, string>>
  /** As `check` answers it; `undefined` for a route without a body. */
  readonly body: Body
}

/** JSON with a status from 200 to 299; or a refusal from 400 to 499, which becomes a problem (RFC 9457). */
export type PluginAnswer =
  | { readonly status: number; readonly body?: Json }
  | { readonly status: number; readonly detail: string; readonly issues?: readonly Issue[] }
