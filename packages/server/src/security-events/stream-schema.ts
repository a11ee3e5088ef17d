import {
  array,
  boolean,
  exactOptional,
  integer,
  maxLength,
  minLength,
  minValue,
  nonEmpty,
  nullable,
  number,
  object,
  picklist,
  pipe,
  record,
  strictObject,
  string,
} from 'valibot'

import { streamTypes } from '@rolecall/core/delivery/security-event'
import type { Subscription } from '@rolecall/core/directory/subscription'

import { text } from '../api/text-schema.ts'
import { progressSchema, toProgressView } from '../delivery/webhook-schema.ts'
import { toStreamIssuer } from './stream-issuer.ts'
import { pollPath } from './stream-path.ts'

const form = picklist(['full', 'notice'])
const events = pipe(array(picklist(['prov', 'asyncresp'])), minLength(1), maxLength(2))
const audience = pipe(array(text), minLength(1), maxLength(10))
const authorization = exactOptional(nullable(pipe(string(), nonEmpty(), maxLength(4_000))))

/** An event stream. `pollUrl` is where tokens are asked for, `url` where they are pushed to; `issuer` and `jwksUri` are what a receiver verifies them by. */
export const streamSchema = object({
  id: string(),
  displayName: string(),
  method: picklist(['poll', 'push']),
  url: nullable(string()),
  pollUrl: nullable(string()),
  audience: array(string()),
  form,
  events,
  hasAuthorization: boolean(),
  issuer: string(),
  jwksUri: string(),
  ...progressSchema,
})

/**
 * A stream to be made. `form` says whether tokens have the data of a resource, or name the attributes that changed; `events` whether
 * they tell of what changes, of what requests came to that are carried out later, or of both.
 */
export const streamInputSchema = strictObject({
  displayName: text,
  method: picklist(['poll', 'push']),
  url: exactOptional(nullable(text)),
  audience,
  form: exactOptional(form),
  events: exactOptional(events),
  authorization,
})

/** What of a stream may change; what is left out stays. */
export const streamChangeSchema = strictObject({
  displayName: exactOptional(text),
  url: exactOptional(text),
  audience: exactOptional(audience),
  form: exactOptional(form),
  events: exactOptional(events),
  authorization,
  state: exactOptional(picklist(['on', 'paused'])),
})

const token = pipe(string(), maxLength(200))

/** A poll (RFC 8936 §2.2); what else a receiver says is ignored. */
export const pollSchema = object({
  maxEvents: exactOptional(pipe(number(), integer(), minValue(0))),
  returnImmediately: exactOptional(boolean()),
  ack: exactOptional(pipe(array(token), maxLength(1_000))),
  setErrs: exactOptional(record(token, object({ err: token, description: exactOptional(string()) }))),
})

/** What a poll is answered with (RFC 8936 §2.3). */
export const polledSchema = object({ sets: record(string(), string()), moreAvailable: boolean() })

/** Public keys (RFC 7517). */
export const keySetSchema = object({
  keys: array(
    object({ kty: string(), kid: string(), alg: string(), use: string(), crv: string(), x: string(), y: string() }),
  ),
})

export function toStreamView(subscription: Subscription) {
  const { displayName, id, kind, organizationId, tokens, types, url } = subscription
  const { audience: of = [], authorization: sealed = null, form: as = 'notice', issuer: origin = '' } = tokens ?? {}
  const method = kind === 'push' ? ('push' as const) : ('poll' as const)
  return {
    id,
    displayName,
    method,
    url,
    pollUrl: method === 'push' ? null : origin + pollPath(id),
    audience: [...of],
    form: as,
    events: (['prov', 'asyncresp'] as const).filter((event) =>
      streamTypes[event].some((type) => types?.includes(type)),
    ),
    hasAuthorization: sealed !== null,
    issuer: toStreamIssuer(origin, organizationId),
    jwksUri: `${origin}/.well-known/jwks.json`,
    ...toProgressView(subscription),
  }
}
