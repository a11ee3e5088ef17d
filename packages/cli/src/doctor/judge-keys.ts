import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'

import { ok, warning, type CheckResult } from './check-result.ts'

const day = 24 * 60 * 60 * 1_000
const soonDays = 30

/** Whether a provider has a key that works, and which will end. */
export function judgeKeys(keys: readonly ApiKeyRecord[], organization: string, now: number): readonly CheckResult[] {
  const valid = keys.filter(
    ({ expiresAt, revokedAt }) => revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now),
  )
  const results: CheckResult[] = []
  if (!valid.some(({ scopes }) => scopes.includes('scim'))) {
    const advice = `Make one: rolecall key create --scope scim --organization "${organization}"`
    results.push(warning('keys', 'no valid key with the scope scim: no provider gets in', advice, organization))
  }
  for (const { created, displayName, expiresAt, id, scopes } of valid) {
    // One that was made for a moment, such as the link of a first start, is to end.
    if (expiresAt !== null && Date.parse(expiresAt) - Date.parse(created) <= day) continue
    const days = expiresAt === null ? Infinity : Math.floor((Date.parse(expiresAt) - now) / day)
    if (days >= soonDays) continue
    const advice = `Make the next one, give it to whoever uses this one, then: rolecall key revoke ${id}`
    results.push(
      warning(
        'keys',
        `"${displayName}" (${scopes.join(', ')}) ends in ${days} days (${expiresAt})`,
        advice,
        organization,
      ),
    )
  }
  if (results.length > 0) return results
  return [ok('keys', `${valid.length} valid, none ends within ${soonDays} days`, organization)]
}
