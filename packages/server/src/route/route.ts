import type { GenericSchema } from 'valibot'

import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

import type { Answer } from './answer.ts'
import type { BodyDefinition } from './body-definition.ts'
import type { PlatformRequest, PublicRequest, RouteRequest } from './route-request.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a route says about itself: routing, 405 and the OpenAPI description are made from it. */
interface RouteDescription {
  readonly method: Method
  /** The whole path; an open part is written `:name`. Only the platform's have more than one. */
  readonly path: string
  /** What generated clients call it, once; only a page of the console or of the guides, which nobody describes, has none. */
  readonly operationId?: string
  readonly summary: string
  readonly query?: readonly Parameter[]
  /** Headers of the request that mean something to it beside those of every request. */
  readonly headers?: readonly Parameter[]
  /** What it answers when nothing is wrong, by status; the media type is that of the surface unless named. */
  readonly answers: { readonly [status: number]: AnswerDescription }
}

/** A parameter of the query, or a header. */
export interface Parameter {
  readonly name: string
  readonly description: string
  /** What it looks like, in JSON Schema; a text where nothing is said. */
  readonly schema?: JsonObject
  /** Whether it can't be left out. */
  readonly required?: true
}

export interface AnswerDescription {
  readonly description: string
  readonly schema?: GenericSchema
  /** The same in JSON Schema, of a plugin. */
  readonly jsonSchema?: JsonObject
  readonly mediaTypes?: readonly string[]
  /** Headers of the answer that mean something beside those of every answer. */
  readonly headers?: readonly Parameter[]
}

/** A route for keys with a scope: it is authenticated before anything of the request is read. */
export interface Route<Body = unknown> extends RouteDescription {
  /** What the key needs; `organization` includes `organization_read`. */
  readonly scope: ApiKeyScope
  /** Whether it is needed to set up the provider: then a set-up link opens it, and no other. */
  readonly setUp?: true
  readonly body?: BodyDefinition<Body>
  handle(request: RouteRequest<Body>): Promise<Answer>
}

/** A route for everybody, which therefore shows nothing of any organization. */
export interface PublicRoute<Body = unknown, Admitted = unknown> extends RouteDescription {
  readonly scope: null
  /** Finds out who asks, where that is no key, before the body is read. Throws for who may not. */
  admit?(request: PublicRequest<undefined, undefined>): Promise<Admitted>
  readonly body?: BodyDefinition<Body>
  handle(request: PublicRequest<Body, Admitted>): Promise<Answer>
}

/** A route for the product that runs Rolecall, by a key of its own, which belongs to no organization. */
export interface PlatformRoute<Body = unknown> extends RouteDescription {
  readonly scope: 'platform'
  readonly body?: BodyDefinition<Body>
  handle(request: PlatformRequest<Body>): Promise<Answer>
}

export type AnyRoute = Route | PublicRoute | PlatformRoute

/** Gives a route of the platform the type of its body; returns it unchanged. */
export function definePlatformRoute<Body = undefined>(route: PlatformRoute<Body>): PlatformRoute {
  return route
}

/** Gives a public route the types of its body, and of whom it admits; returns it unchanged. */
export function definePublicRoute<Body = undefined, Admitted = undefined>(
  route: PublicRoute<Body, Admitted>,
): PublicRoute {
  return route
}

/** Gives a route the type of its body; returns it unchanged. */
export function defineRoute<Body = undefined>(route: Route<Body>): Route {
  return route
}
