import type { Hold, HoldLine, HoldState } from '../../directory/hold.ts'
import type { HoldQuery } from '../../store/holds.ts'
import type { ChangeScope } from '../../change/operation-context.ts'

/** Ends a hold with the lines that it had; the owners are told. */
export async function closeHold(
  scope: ChangeScope,
  hold: Hold,
  state: Exclude<HoldState, 'open'>,
  lines: readonly HoldLine[],
): Promise<Hold> {
  const { tx } = scope
  const closed: Hold = { ...hold, state, lines, decidedAt: tx.now, decidedBy: tx.cause.keyId }
  await tx.holds.put(closed)
  if (hold.expiresAt !== null && state !== 'expired') await tx.jobs.cancel('expire-hold', [hold.id])
  scope.record('HoldClosed', `holds/${hold.id}`, { kind: hold.kind, about: hold.subject, state })
  return closed
}

/** Ends the open holds about something that is no more. */
export async function dissolveHolds(
  scope: ChangeScope,
  query: Pick<HoldQuery, 'kind' | 'topic' | 'subject'>,
  isDissolved: (hold: Hold) => boolean = () => true,
): Promise<void> {
  for (const hold of await scope.tx.holds.list({ ...query, state: 'open' })) {
    if (isDissolved(hold)) await closeHold(scope, hold, 'dissolved', [])
  }
}
