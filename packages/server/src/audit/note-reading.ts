import type { OperationContext } from '@rolecall/core/change/operation-context'

import type { AuditNotes } from './audit-notes.ts'

/** Notes who reads what tells of people: once, and then how often. */
export function noteReading(
  notes: AuditNotes,
  { cause, organizationId }: Pick<OperationContext, 'cause' | 'organizationId'>,
  type: 'LogRead' | 'AuditRead',
  path: string,
): void {
  notes.add({ organizationId, type, subject: path, data: {}, cause })
}
