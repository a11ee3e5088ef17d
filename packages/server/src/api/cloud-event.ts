import { literal, looseObject, object, optional, string } from 'valibot'

import type { StoredEvent } from '@rolecall/core/plugin/event'
import { BadRequest } from '@rolecall/core/scim/errors'

/** An event as the feed shows it (CloudEvents 1.0, JSON format); the cause is in extension attributes, which have lower-case names. */
export interface CloudEvent {
  readonly specversion: '1.0'
  /** `<revision>-<index>`: unique within `source`. */
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly causekind: string
  readonly causerequestid?: string
  readonly causekeyid?: string
  /** The span of the request that made it happen, where it was traced (CloudEvents extension for distributed tracing). */
  readonly traceparent?: string
  readonly data: StoredEvent['data']
}

export const cloudEventSchema = object({
  specversion: literal('1.0'),
  id: string(),
  source: string(),
  type: string(),
  subject: string(),
  time: string(),
  datacontenttype: literal('application/json'),
  causekind: string(),
  causerequestid: optional(string()),
  causekeyid: optional(string()),
  traceparent: optional(string()),
  data: looseObject({}),
})

export function toCloudEvent(
  organizationId: string,
  { type, subject, data, revision, index, time, cause }: StoredEvent,
): CloudEvent {
  return {
    specversion: '1.0',
    id: `${revision}-${index}`,
    source: `/organizations/${organizationId}`,
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    causekind: cause.kind,
    ...(cause.requestId === null ? {} : { causerequestid: cause.requestId }),
    ...(cause.keyId === null ? {} : { causekeyid: cause.keyId }),
    ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    data,
  }
}

/** The place of an event in the log. Throws BadRequest for text that is no event's id. */
export function parseEventId(
  text: string,
  parameter = 'lastEventId',
): { readonly revision: number; readonly index: number } {
  const [, revision, index] = /^(\d{1,15})-(\d{1,9})$/.exec(text) ?? []
  if (revision === undefined || index === undefined) throw new BadRequest(`${parameter} must be the id of an event`)
  return { revision: Number(revision), index: Number(index) }
}
