import type { ClientCredential, OauthClient } from '@rolecall/core/directory/oauth-client'

import { warning, type CheckResult } from './check-result.ts'

const day = 24 * 60 * 60 * 1_000
const soonDays = 30

/** Which clients will get no token any more, or got none when they last asked. */
export function judgeClients(
  clients: readonly OauthClient[],
  credentials: readonly ClientCredential[],
  organization: string,
  now: number,
): readonly CheckResult[] {
  return clients
    .filter(({ key }) => key.revokedAt === null)
    .flatMap((client) => {
      const live = credentials.filter(
        ({ clientId, expiresAt, revokedAt }) =>
          clientId === client.key.id && revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now),
      )
      return [...judgeEnd(client, live, organization, now), ...judgeRefusal(client, live, organization)]
    })
}

function judgeEnd(
  { key }: OauthClient,
  live: readonly ClientCredential[],
  organization: string,
  now: number,
): readonly CheckResult[] {
  const ends = live.map(({ expiresAt }) => (expiresAt === null ? Infinity : Date.parse(expiresAt)))
  const days = Math.floor((Math.max(now, ...ends) - now) / day)
  if (days >= soonDays) return []
  const advice = `Give it the next secret, and the provider that one: rolecall client rotate ${key.id}`
  const what = live.length === 0 ? 'has nothing to prove itself by' : `has no credential beyond ${days} days`
  return [warning('keys', `the client "${key.displayName}" ${what}`, advice, organization)]
}

function judgeRefusal(
  { key, lastRefusal }: OauthClient,
  live: readonly ClientCredential[],
  organization: string,
): readonly CheckResult[] {
  if (lastRefusal === null || live.some(({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt > lastRefusal.at))
    return []
  const message = `the client "${key.displayName}" was refused a token at ${lastRefusal.at}: ${lastRefusal.reason}`
  return [warning('keys', message, 'Correct what the provider has, or what the client trusts.', organization)]
}
