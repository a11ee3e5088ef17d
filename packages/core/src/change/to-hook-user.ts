import type { UserRecord } from '../directory/member.ts'
import type { HookUser } from '../plugin/contexts.ts'

/** A user as plugins see it. */
export function toHookUser({ id, provisioned, active, userName, externalId, data }: UserRecord): HookUser {
  return { id, provisioned, active, userName, externalId, data }
}
