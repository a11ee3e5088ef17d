import type { Hold } from '../../directory/hold.ts'
import type { ChangeScope } from '../../change/operation-context.ts'

/** What is new about a hold. */
export type NewHold = Pick<Hold, 'kind' | 'subject' | 'topic' | 'reason' | 'detail' | 'expiresAt'>

/** Asks the owners: stores the hold and tells of it. One that time decides gets a job. */
export async function openHold(scope: ChangeScope, hold: NewHold): Promise<Hold> {
  const { context, tx } = scope
  const opened: Hold = {
    ...hold,
    id: context.newId(),
    state: 'open',
    created: tx.now,
    lines: null,
    decidedAt: null,
    decidedBy: null,
  }
  await tx.holds.put(opened)
  scope.record('HoldOpened', `holds/${opened.id}`, { kind: hold.kind, about: hold.subject, reason: hold.reason })
  if (hold.expiresAt !== null) {
    await tx.jobs.schedule([{ kind: 'expire-hold', subject: opened.id, dueAt: hold.expiresAt }])
  }
  return opened
}

/** Asks unless it has been asked: a hold of the same topic that is open stays, and one that was rejected is not opened again. */
export async function openHoldOnce(scope: ChangeScope, hold: NewHold): Promise<void> {
  const [latest] = await scope.tx.holds.list({ kind: hold.kind, topic: hold.topic, limit: 1 })
  if (latest?.state === 'open' || latest?.state === 'rejected') return
  await openHold(scope, hold)
}
