import type { Hold, HoldLine } from '../../directory/hold.ts'
import { ConflictError } from '../../errors.ts'
import { NotFound } from '../../scim/errors.ts'
import { change } from '../../change/change.ts'
import { closeHold } from './close-hold.ts'
import { holdDecisions } from './hold-decisions.ts'
import { readHoldLines } from './read-hold-lines.ts'
import type { StoreReader } from '../../store.ts'
import type { HoldQuery } from '../../store/holds.ts'
import type { OperationContext } from '../../change/operation-context.ts'

/** A hold with the roles that it is, or was, about. */
export interface HoldView extends Omit<Hold, 'topic' | 'detail' | 'lines'> {
  readonly lines: readonly HoldLine[]
}

/** What waits, or has waited, for an owner: newest first. */
export async function listHolds(
  context: OperationContext,
  query: Pick<HoldQuery, 'state' | 'before' | 'limit'>,
): Promise<readonly HoldView[]> {
  const reader = context.store.read(context.organizationId)
  const views: HoldView[] = []
  for (const hold of await reader.holds.list(query)) views.push(await toView(reader, hold))
  return views
}

/** One hold. Throws NotFound. */
export async function readHold(context: OperationContext, id: string): Promise<HoldView> {
  const reader = context.store.read(context.organizationId)
  return toView(reader, await getHold(reader, id))
}

/**
 * Decides what waits. Approving does what was asked for: withheld roles are in force, revocations happen. Rejecting leaves
 * it: withheld roles stay so and are not asked about again, revocations become manual roles. Throws NotFound,
 * ConflictError (decided already; the last Owner).
 */
export async function decideHold(
  context: OperationContext,
  id: string,
  verdict: 'approved' | 'rejected',
): Promise<HoldView> {
  return change(context, async (scope) => {
    const hold = await getHold(scope.tx, id)
    if (hold.state !== 'open') {
      throw new ConflictError(
        'HOLD_DECIDED',
        `The hold is decided already: it is ${hold.state} since ${hold.decidedAt}`,
      )
    }
    const lines = await readHoldLines(scope.tx, hold)
    await holdDecisions[hold.kind][verdict](scope, hold)
    return toView(scope.tx, await closeHold(scope, hold, verdict, lines))
  })
}

async function getHold(reader: StoreReader, id: string): Promise<Hold> {
  const hold = await reader.holds.find(id)
  if (hold === undefined) throw new NotFound(`There is no hold with the id ${id}`)
  return hold
}

async function toView(reader: StoreReader, hold: Hold): Promise<HoldView> {
  const { created, decidedAt, decidedBy, expiresAt, id, kind, reason, state, subject } = hold
  const lines = await readHoldLines(reader, hold)
  return { id, kind, state, created, expiresAt, subject, reason, lines, decidedAt, decidedBy }
}
