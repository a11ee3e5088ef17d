import { grantKey, isOver, type Grant } from '../../directory/grant.ts'
import type { Hold } from '../../directory/hold.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { toManualGrant } from '../manual-grant.ts'
import { writeGrants } from '../write-grants.ts'
import { closeHold } from './close-hold.ts'
import { openHold } from './open-hold.ts'

const hour = 60 * 60 * 1_000
/** After so long, what waits is revoked. */
const patience = 7 * 24 * hour

/** Keeps grants in force that the brake does not let go. What is held within one hour is one question to the owners. */
export async function holdRevocations(scope: ChangeScope, held: readonly Grant[]): Promise<void> {
  if (held.length === 0) return
  const hold = (await findHoldOfThisHour(scope)) ?? (await openBrakeHold(scope))
  const put = held.map((grant): Grant => ({ ...grant, desired: false, hold: 'retained', holdId: hold.id }))
  await writeGrants(scope, { put, deleted: [], standing: new Map(held.map((grant) => [grantKey(grant), grant])) })
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
export async function approveBrake(scope: ChangeScope, _: Hold, waiting: readonly Grant[]): Promise<void> {
  await writeGrants(scope, { put: [], deleted: waiting })
}

/** Makes what waited manual roles, which no longer depend on what the provider says. What has an end keeps it. */
export async function rejectBrake(scope: ChangeScope, _: Hold, waiting: readonly Grant[]): Promise<void> {
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
  const ids = new Set(grants.flatMap(({ holdId }) => holdId ?? []))
  for (const id of ids) {
    const hold = await scope.tx.holds.find(id)
    if (hold?.state !== 'open' || (await scope.tx.grants.list({ holdId: id })).length > 0) continue
    await closeHold(scope, hold, 'dissolved', [])
  }
}
