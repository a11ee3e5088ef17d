import { CookieBrowser } from '@rolecall/testkit/cookie-browser'
import type { CallFaults } from '@rolecall/testkit/faults/call-faults'
import type { LyingProvider } from '@rolecall/testkit/lying-provider'

import type { Asking } from './failing-operations.ts'

/** A connection that opens the console. */
export interface ConsoleConnection {
  readonly signInUrl: string
  readonly redirectUri: string
  readonly backChannelLogoutUri: string
  readonly globalTokenRevocationEndpoint: string
}

/** Ann becomes an Owner who signs in through the provider. */
export async function connectProvider({ as, keys }: Asking, issuer: string): Promise<ConsoleConnection> {
  const owner = as(keys.organization)
  const userName = 'ann@example.com'
  await as(keys.scim)('POST', '/api/scim/v2/Users', { body: { userName, externalId: 'oid-ann', active: true } })
  await owner('PUT', `/api/organization/members/${userName}`, { body: { role: 'Owner' } })
  const body = { name: 'P', issuer, audience: 'client-1', claim: 'oid', console: true, clientSecret: 'a secret' }
  return (await owner('POST', '/api/sso/connections', { body })).body
}

/** A whole way in, of which a call may fail; the status of the last answer, and what has failed. */
export async function signIn(
  { redirectUri, signInUrl }: ConsoleConnection,
  provider: LyingProvider,
  arm: () => void,
  faults: CallFaults,
) {
  const browser = new CookieBrowser()
  arm()
  const begun = await browser.ask(new URL(signInUrl))
  if (begun.status !== 303) return { browser, status: begun.status, failed: faults.disarm() }
  const asked = new URL(begun.headers.get('location') ?? '').searchParams
  provider.lie({ nonce: asked.get('nonce') })
  const query = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '' })
  const { status } = await browser.ask(new URL(`${redirectUri}?${query.toString()}`))
  return { browser, status, failed: faults.disarm() }
}
