import { nullable, number, object, optional, picklist, record, string, unknown } from 'valibot'

import { auditKinds } from '@rolecall/core/directory/audit'
import type { AuditEntry } from '@rolecall/core/log/audit'

/** An event of the audit. */
export const auditEntrySchema = object({
  id: string(),
  time: string(),
  type: string(),
  kind: picklist(auditKinds),
  subject: string(),
  actor: object({
    /** By what somebody was known. */
    kind: picklist(['key', 'session', 'person', 'platform', 'operator', 'server', 'nobody']),
    id: nullable(string()),
    keyId: optional(string()),
    address: optional(string()),
    userAgent: optional(string()),
  }),
  requestId: nullable(string()),
  data: record(string(), unknown()),
  hash: nullable(string()),
})

/** What the chain of an organization is found to be. */
export const auditVerdictSchema = object({
  /** Events in the chain, and those that are older than it. */
  events: number(),
  older: number(),
  /** The newest event, and the hash that seals it and all before it. */
  last: nullable(string()),
  head: nullable(string()),
  /** The first place since the last anchor where the chain is broken. */
  broken: nullable(
    object({ problem: picklist(['changed', 'unsealed', 'cut']), at: nullable(string()), after: nullable(string()) }),
  ),
  breaks: number(),
  anchor: nullable(object({ id: string(), time: string(), actor: nullable(string()), reason: string() })),
})

/** As the API shows it. */
export function toAuditView({ cause, hash, id, kind, subject, time, type, data }: AuditEntry) {
  const { address, keyId, operator, personId, platformKeyId, requestId, sessionId, userAgent, ...others } =
    cause as Readonly<Record<string, string | null | undefined>>
  const actor =
    others['kind'] === 'cli'
      ? { kind: 'operator', id: operator ?? null }
      : platformKeyId !== undefined
        ? { kind: 'platform', id: platformKeyId }
        : personId !== undefined
          ? { kind: 'person', id: personId }
          : sessionId !== undefined
            ? { kind: 'session', id: sessionId }
            : others['kind'] === 'job'
              ? { kind: 'server', id: null }
              : { kind: (keyId ?? null) === null ? 'nobody' : 'key', id: keyId ?? null }
  return {
    id,
    time,
    type,
    kind,
    subject,
    actor: {
      ...actor,
      ...(typeof keyId === 'string' && actor.kind !== 'key' ? { keyId } : {}),
      ...(address === undefined ? {} : { address }),
      ...(userAgent === undefined ? {} : { userAgent }),
    },
    requestId: requestId ?? null,
    data,
    hash,
  }
}
