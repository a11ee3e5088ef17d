import type { ApiKeyRecord } from '../directory/api-key.ts'

/** Whether a key can change the organization, and make other keys, at that time. */
export function canManage({ expiresAt, revokedAt, scopes }: ApiKeyRecord, now: string): boolean {
  return scopes.includes('organization') && revokedAt === null && (expiresAt === null || expiresAt > now)
}
