import { grantKey, isOver, type Grant } from '../../directory/grant.ts'
import type { Hold } from '../../directory/hold.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { toManualGrant } from '../manual-grant.ts'
import { writeGrants } from '../write-grants.ts'
import { closeHold } from './close-hold.ts'
import { openHold } from './open-hold.ts'
import { peopleOf, readWaiting, type Waiting } from './read-hold-lines.ts'
import { recordEffect } from '../record-effect.ts'
import { keptAs, toBraked, toOwned } from '../../directory/kept-effect.ts'
import type { Assignment } from '../../plugin/assignment.ts'

const hour = 60 * 60 * 1_000
/** After so long, what waits is revoked. */
const patience = 7 * 24 * hour

/** Keeps grants in force that the brake does not let go. What is held within one hour is one question to the owners. */
export async function holdRevocations(scope: ChangeScope, held: readonly Grant[]): Promise<void> {
  if (held.length === 0) return
  const hold = await holdOfThisHour(scope)
  const put = held.map((grant): Grant => ({ ...grant, desired: false, hold: 'retained', holdId: hold.id }))
  await writeGrants(scope, { put, deleted: [], standing: new Map(held.map((grant) => [grantKey(grant), grant])) })
}

/** The same of what plugins give: it stands on, kept by the hold, which knows of whom. */
export async function holdEffects(scope: ChangeScope, held: readonly Assignment[]): Promise<void> {
  if (held.length === 0) return
  const hold = await holdOfThisHour(scope)
  const braked = held.map((one) => toBraked(one, hold.id))
  await scope.tx.assignments.put(braked)
  const people = new Set([...peopleOf(hold), ...held.map(({ subject }) => subject)])
  await scope.tx.holds.put({ ...hold, detail: { ...hold.detail, people: [...people].sort() } })
  for (const one of braked) recordEffect(scope, 'EffectHeld', one)
}

async function holdOfThisHour(scope: ChangeScope): Promise<Hold> {
  return (await findHoldOfThisHour(scope)) ?? (await openBrakeHold(scope))
}

async function findHoldOfThisHour({ tx }: ChangeScope): Promise<Hold | undefined> {
  const [latest] = await tx.holds.list({ kind: 'brake', state: 'open', limit: 1 })
  if (latest === undefined || Date.parse(tx.now) - Date.parse(latest.created) > hour) return undefined
  return latest
}

function openBrakeHold(scope: ChangeScope): Promise<Hold> {
  const { maxRevocationPercent, maxRevocations } = scope.brake.limits ?? {}
  return openHold(scope, {
    kind: 'brake',
    subject: 'organization',
    topic: '',
    reason: `Within an hour more than ${maxRevocations} roles and more than ${maxRevocationPercent} % of all were to be taken away. These stay in force until an owner decides, and go after 7 days. Approve to take them away; reject to keep them as manual roles`,
    detail: {},
    expiresAt: new Date(Date.parse(scope.tx.now) + patience).toISOString(),
  })
}

/** Takes away what waited: the owner, or time, says so. */
export async function approveBrake(scope: ChangeScope, _: Hold, { effects, grants }: Waiting): Promise<void> {
  await writeGrants(scope, { put: [], deleted: grants })
  await endEffects(scope, effects, 'EffectRevoked')
}

async function endEffects(
  scope: ChangeScope,
  kept: readonly Assignment[],
  event: 'EffectReleased' | 'EffectRevoked',
): Promise<void> {
  if (kept.length > 0) await scope.tx.assignments.delete(kept)
  for (const one of kept) recordEffect(scope, event, one)
}

/** What a rule gives again, as it was kept, need not be kept any more. */
export async function releaseEffects(scope: ChangeScope, kept: readonly Assignment[]): Promise<void> {
  await endEffects(scope, kept, 'EffectReleased')
  await dissolveHoldsOf(scope, kept)
}

/** Makes what waited manual roles, which no longer depend on what the provider says. What has an end keeps it. */
export async function rejectBrake(scope: ChangeScope, _: Hold, { effects, grants: waiting }: Waiting): Promise<void> {
  if (effects.length > 0) await scope.tx.assignments.put(effects.map(toOwned))
  await endEffects(scope, effects, 'EffectReleased')
  if (waiting.length > 0) await keepByHand(scope, waiting)
}

async function keepByHand(scope: ChangeScope, waiting: readonly Grant[]): Promise<void> {
  const { tx } = scope
  const userIds = [...new Set(waiting.map(({ userId }) => userId))]
  const standing = new Map((await tx.grants.list({ userIds, source: 'manual' })).map((one) => [grantKey(one), one]))
  const manual = new Map<string, Grant>()
  for (const { expiresAt, role, scope: where, userId } of waiting.filter((grant) => !isOver(grant, tx.now))) {
    const grant = toManualGrant(userId, where, role, tx.now, expiresAt)
    const key = grantKey(grant)
    const known = manual.get(key) ?? standing.get(key)
    if (known === undefined || endsLater(grant, known)) manual.set(key, grant)
  }
  await writeGrants(scope, { put: [...manual.values()], deleted: waiting, standing })
}

/** Of two reasons for one role the one that lasts longer counts. */
function endsLater(grant: Grant, known: Grant): boolean {
  return known.expiresAt !== null && (grant.expiresAt === null || grant.expiresAt > known.expiresAt)
}

/** Ends holds of which nothing is left, because the facts, an owner, or somebody's departure, have dissolved their lines. */
export async function dissolveEmptied(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  await dissolve(scope, new Set(grants.flatMap(({ holdId }) => holdId ?? [])))
}

/** The same by what plugins gave. */
export async function dissolveHoldsOf(scope: ChangeScope, effects: readonly Assignment[]): Promise<void> {
  await dissolve(scope, new Set(effects.flatMap((one) => keptAs(one)?.holdId ?? [])))
}

async function dissolve(scope: ChangeScope, ids: ReadonlySet<string>): Promise<void> {
  for (const id of ids) {
    const hold = await scope.tx.holds.find(id)
    if (hold?.state !== 'open') continue
    const { effects, grants } = await readWaiting(scope.tx, hold)
    if (grants.length + effects.length === 0) await closeHold(scope, hold, 'dissolved', [])
  }
}
