import type { Middleware, ParameterizedContext } from 'koa'

import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { Story } from '@rolecall/core/directory/story'
import type { Tolerances } from '@rolecall/core/scim/tolerance'

import type { Answer } from '../route/answer.ts'
import type { Aside } from '../route/route-request.ts'
import type { AnyRoute } from '../route/route.ts'
import type { RequestClient } from './client-of.ts'
import type { KeyConfirmation } from './key-confirmation.ts'
import type { Credential } from './credential.ts'
import type { Departure } from './departure.ts'

/** What the steps of the pipeline know of a request; each is set by the step that its comment names. */
export interface RequestState {
  /** assign-request-id */
  requestId: string
  /** trace-requests: its trace, and what others name its span by; absent where nothing is traced */
  trace?: { readonly id: string; readonly parent: string }
  /** client-gone: aborted when the client has left before its answer */
  gone: Departure
  /** choose-route; absent where the path or the method is unknown */
  route?: AnyRoute
  /** choose-route: the open part of the path, decoded */
  parameter?: string
  /** choose-route: all open parts by their names */
  parameters?: Readonly<Record<string, string>>
  /** identify */
  credential: Credential
  /** identify: where it comes from */
  client: RequestClient
  /** identify: absent where the key was read for this request */
  confirmation?: KeyConfirmation | undefined
  /** take-turns: resolves when the request may be carried out */
  turn: () => Promise<void>
  /** take-turns: between two parts of long work, lets others go on */
  pause: () => Promise<void>
  /** take-turns: waits for somebody else without keeping the turn, and takes another one */
  aside: Aside
  /** authenticate; absent on public routes */
  key?: ApiKeyRecord
  /** admit: who asks, on a public route that wants to know */
  admitted?: unknown
  /** read-body: the body as it came, with its media type, until it is parsed */
  received?: { readonly bytes: Buffer; readonly type: string } | undefined
  /** parse-body; absent on routes without a body */
  body?: unknown
  /** run-handler: what the request needed outside of the RFCs, for the log */
  tolerances?: Tolerances
  /** run-handler: what the request has changed so far, for the log */
  story?: Story
  /** run-handler: the provider of the key, as chosen or as recognised; absent where it is unknown */
  provider?: string
  /** send: what was answered */
  answer?: Answer
}

export type Step = Middleware<RequestState>
export type RequestContext = ParameterizedContext<RequestState>
