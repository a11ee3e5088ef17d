import { shownSource } from '../directory/grant.ts'
import type { JudgedGrant } from '../directory/resolve-roles.ts'
import type { EventType, NewEvent } from '../plugin/event.ts'
import type { StoreTransaction } from '../store.ts'
import type { ChangeScope } from '../change/operation-context.ts'

/** What happened to one grant, with its state as it then was. */
export function recordGrantChange(
  scope: ChangeScope,
  type: Extract<
    EventType,
    'RoleGranted' | 'RoleRevoked' | 'RoleSuspended' | 'RoleResumed' | 'RoleHeld' | 'RoleReleased' | 'OwnerRetained'
  >,
  judged: JudgedGrant,
): void {
  scope.record(type, `users/${judged.grant.userId}`, dataOf(scope.tx, judged))
}

/** Hundreds of thousands of events of an apply say the same of different people: it is kept once for each transaction. */
const known = new WeakMap<StoreTransaction, Map<string, NewEvent['data']>>()

function dataOf(tx: StoreTransaction, { effective, grant, state }: JudgedGrant): NewEvent['data'] {
  const { expiresAt, groupId, holdId, mappingVersion, role, ruleId, scope } = grant
  const source = shownSource(grant)
  const ofTransaction = known.get(tx) ?? new Map<string, NewEvent['data']>()
  known.set(tx, ofTransaction)
  const key = JSON.stringify([
    scope,
    role,
    source,
    state,
    effective,
    ruleId,
    groupId,
    mappingVersion,
    expiresAt,
    holdId,
  ])
  const found = ofTransaction.get(key)
  if (found !== undefined) return found
  const data = {
    scope,
    role,
    source,
    state,
    effective,
    rule: ruleId === '' ? null : ruleId,
    groupId: groupId === '' ? null : groupId,
    mappingVersion,
    expiresAt,
    holdId,
  }
  ofTransaction.set(key, data)
  return data
}
