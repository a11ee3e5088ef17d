import { toGenesis } from '../directory/event-chain.ts'
import type { OperationContext } from '../change/operation-context.ts'

/**
 * Says from now on what is before is known to be broken, and why: what follows is held against the chain again. The anchor
 * itself stays in the audit.
 */
export function anchorAudit(
  { cause, now, organizationId, store }: Pick<OperationContext, 'cause' | 'now' | 'organizationId' | 'store'>,
  reason: string,
): Promise<void> {
  return store.write(organizationId, { cause, now: now() }, async (tx) => {
    const head = (await tx.events.getHead()) ?? toGenesis(organizationId)
    const data = { reason, head }
    tx.events.append([{ type: 'AuditAnchored', subject: 'audit', data }])
  })
}
