import type { ApiKey } from '../../api/types.ts'

/** Whether nobody could change anything any more without that key. */
export function isLastToManage({ id }: Pick<ApiKey, 'id'>, keys: readonly ApiKey[], now: number): boolean {
  const managing = keys.filter(
    ({ expiresAt, revokedAt, scopes }) =>
      scopes.includes('organization') && revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now),
  )
  return managing.length === 1 && managing[0]?.id === id
}
