import type { RoleKeeping } from '../change/operation-context.ts'
import { createCircumstancesReader } from './circumstances.ts'
import { guardOwners } from './guard-owners.ts'
import { leaveDebt, settleDebt } from './settle-debt.ts'

/** What every change of a process asks of the room of roles. */
export function createRoleKeeping(): RoleKeeping {
  return { circumstances: createCircumstancesReader(), settle: settleDebt, guard: guardOwners, leave: leaveDebt }
}
