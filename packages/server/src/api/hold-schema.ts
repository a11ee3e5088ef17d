import { array, nullable, object, picklist, string } from 'valibot'

const line = object({
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
})
