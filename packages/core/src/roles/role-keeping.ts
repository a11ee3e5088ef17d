import type { RoleKeeping } from '../change/operation-context.ts'
import { createCircumstancesReader } from './circumstances.ts'
import { guardOwners } from './guard-owners.ts'

/** What every change of a process asks of the room of roles. */
export function createRoleKeeping(): RoleKeeping {
  return { circumstances: createCircumstancesReader(), guard: guardOwners }
}
