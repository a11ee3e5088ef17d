import { array, maxLength, minLength, nullable, object, optional, picklist, pipe, strictObject, string } from 'valibot'

import { text } from './text-schema.ts'

const line = object({
  id: optional(string()),
  userId: string(),
  emailAddress: string(),
  scope: string(),
  role: string(),
  effect: picklist(['grant', 'revoke']),
  rule: nullable(string()),
  group: nullable(string()),
  groupId: nullable(string()),
})

export const holdStates = ['open', 'approved', 'rejected', 'expired', 'dissolved'] as const

/** What waits, or has waited, for an owner. */
export const holdSchema = object({
  id: string(),
  kind: picklist(['takeover', 'external-id-changed', 'brake', 'owner-relinked', 'person-replaced', 'revert-refused']),
  state: picklist(holdStates),
  created: string(),
  expiresAt: nullable(string()),
  subject: string(),
  reason: string(),
  lines: array(line),
  decidedAt: nullable(string()),
  decidedBy: nullable(string()),
  etag: string(),
})

/** Which lines of a hold are decided; the others go on waiting. */
export const holdLinesSchema = strictObject({
  lines: optional(pipe(array(text), minLength(1), maxLength(10_000))),
})
