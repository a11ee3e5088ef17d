import type { KeyRefusal } from '@rolecall/core/access/authenticate'
import { toKeySubject } from '@rolecall/core/directory/key-subject'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { Cause } from '@rolecall/core/plugin/event'

import { maskText } from '../provisioning-log/mask-text.ts'
import { causeOf } from '../http/cause-of.ts'
import type { RequestState } from '../http/request-state.ts'
import type { AuditNote, AuditNotes } from './audit-notes.ts'

/** Notes a key that is not let in, where an organization has one of its id; what is nobody's is counted with the requests. */
export function noteRefused(notes: AuditNotes, state: RequestState): void {
  const { credential } = state
  if (credential.by !== 'key' || credential.presented === undefined) return
  const { key, refusal } = credential.presented
  if (refusal !== null) notes.add(toRefusalNote(state, key, refusal))
}

/** Whoever has not shown the secret of a key is nobody. */
export function toRefusalNote(state: RequestState, key: ApiKeyRecord, reason: KeyRefusal): AuditNote {
  const { id, organizationId } = key
  const keyId = reason === 'wrong-secret' || key.kind === 'person' ? null : id
  const needed = reason === 'scope' ? { needed: state.route?.scope ?? null } : {}
  const cause = { ...causeOf(state), keyId }
  return { organizationId, type: 'KeyRefused', subject: toKeySubject(key), data: { reason, ...needed }, cause }
}

/** A request for a token that was refused; the reason may quote what the client has sent. */
export function toClientNote(key: ApiKeyRecord, reason: string, cause: Cause): AuditNote {
  const data = { reason: maskText(reason).slice(0, longestReason) }
  return { organizationId: key.organizationId, type: 'KeyRefused', subject: toKeySubject(key), data, cause }
}

const longestReason = 200
