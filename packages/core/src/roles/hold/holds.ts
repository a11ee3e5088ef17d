import { createHash } from 'node:crypto'

import type { Hold, HoldLine } from '../../directory/hold.ts'
import { ConflictError, UnprocessableError } from '../../errors.ts'
import { NotFound, PreconditionFailed } from '../../scim/errors.ts'
import { matchesETag, toETag } from '../../scim/resource/etag.ts'
import { change } from '../../change/change.ts'
import { closeHold } from './close-hold.ts'
import { holdDecisions } from './hold-decisions.ts'
import { readHoldLines, readWaiting, toEffectLineId, toLineId, type Waiting } from './read-hold-lines.ts'
import type { StoreReader } from '../../store.ts'
import type { HoldQuery } from '../../store/holds.ts'
import type { OperationContext } from '../../change/operation-context.ts'

/** A hold with the roles that it is, or was, about. */
export interface HoldView extends Omit<Hold, 'topic' | 'detail' | 'lines'> {
  readonly lines: readonly HoldLine[]
  /** For `If-Match` (RFC 9110 §8.8.3): which lines there were. */
  readonly etag: string
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

/** What whoever decides a hold has seen of it, and decides. */
export interface HoldDecision {
  readonly verdict: 'approved' | 'rejected'
  /** `If-Match` as it was sent (RFC 9110 §13.1.1); `null` where what has joined since is decided too. */
  readonly ifMatch: string | null
  /** The ids of the lines that are decided, the others go on waiting; `null` for the whole hold. */
  readonly lines: readonly string[] | null
}

/**
 * Decides what waits. Approving does what was asked for: withheld roles are in force, revocations happen. Rejecting leaves
 * it: withheld roles stay so and are not asked about again, revocations become manual roles. Throws NotFound,
 * ConflictError (decided already; the last Owner), PreconditionFailed, UnprocessableError (lines that do not wait).
 */
export async function decideHold(context: OperationContext, id: string, decision: HoldDecision): Promise<HoldView> {
  const decided = change(context, async (scope) => {
    const hold = await getHold(scope.tx, id)
    if (hold.state !== 'open') {
      throw new ConflictError(
        'HOLD_DECIDED',
        `The hold is decided already: it is ${hold.state} since ${hold.decidedAt}`,
      )
    }
    const lines = await readHoldLines(scope.tx, hold)
    checkIfMatch(decision.ifMatch, hold, lines)
    const waiting = await readWaiting(scope.tx, hold)
    const chosen = decision.lines === null ? waiting : chooseLines(hold, waiting, decision.lines)
    await holdDecisions[hold.kind][decision.verdict](scope, hold, chosen)
    const isWhole = sizeOf(chosen) === sizeOf(waiting)
    return toView(scope.tx, isWhole ? await closeHold(scope, hold, decision.verdict, lines) : hold)
  })
  return decided.catch((error: unknown) => {
    throw isLastOwner(error)
      ? new ConflictError(error.code, `${error.message}. Or decide the other lines alone`)
      : error
  })
}

/** What has joined, or has gone, since a hold was read is not decided unseen. */
function checkIfMatch(ifMatch: string | null, hold: Hold, lines: readonly HoldLine[]): void {
  const version = versionOf(hold, lines)
  if (ifMatch === null || matchesETag(ifMatch, version)) return
  throw new PreconditionFailed(
    `If-Match is ${ifMatch}, but the hold is ${toETag(version)} now: what it is about has changed; read it again`,
  )
}

function sizeOf({ effects, grants }: Waiting): number {
  return effects.length + grants.length
}

function chooseLines({ kind }: Hold, { effects, grants }: Waiting, ids: readonly string[]): Waiting {
  const message = 'The lines can not be decided; nothing was'
  if (kind !== 'brake') {
    throw new UnprocessableError(message, [{ path: 'lines', message: 'A hold of this kind is decided as a whole' }])
  }
  const chosen = new Set(ids)
  const known = new Set([...grants.map(toLineId), ...effects.map(toEffectLineId)])
  const unknown = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `lines[${index}]`, message: `There is no line "${id}" that waits` }],
  )
  if (unknown.length > 0) throw new UnprocessableError(message, unknown)
  return {
    grants: grants.filter((grant) => chosen.has(toLineId(grant))),
    effects: effects.filter((effect) => chosen.has(toEffectLineId(effect))),
  }
}

function isLastOwner(error: unknown): error is ConflictError {
  return error instanceof ConflictError && error.code === 'LAST_OWNER'
}

async function getHold(reader: StoreReader, id: string): Promise<Hold> {
  const hold = await reader.holds.find(id)
  if (hold === undefined) throw new NotFound(`There is no hold with the id ${id}`)
  return hold
}

async function toView(reader: StoreReader, hold: Hold): Promise<HoldView> {
  const { created, decidedAt, decidedBy, expiresAt, id, kind, reason, state, subject } = hold
  const lines = await readHoldLines(reader, hold)
  const etag = toETag(versionOf(hold, lines))
  return { id, kind, state, created, expiresAt, subject, reason, lines, decidedAt, decidedBy, etag }
}

/** Another one as soon as a line joins or goes, or the hold is decided. */
function versionOf({ decidedAt, state }: Hold, lines: readonly HoldLine[]): string {
  const ids = lines.map(({ id = '' }) => id).toSorted()
  return createHash('sha256')
    .update(JSON.stringify([state, decidedAt, ids]))
    .digest('base64url')
    .slice(0, 22)
}
