import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { OutboundError, type Outbound } from '@rolecall/server/outbound/create-outbound'
import { createProviders } from '@rolecall/server/sso/discover-provider'

import { ok, warning, type CheckResult } from './check-result.ts'

/**
 * Asks the provider of each connection what it is, and for its keys, as a sign-in would; all at once, since each that answers nothing
 * takes its time. One that may not be called is told of by itself.
 */
export async function checkProviders(
  connections: readonly SsoConnection[],
  outbound: Pick<Outbound, 'check' | 'getJson'>,
  organization: string,
): Promise<readonly CheckResult[]> {
  const called = connections.filter(
    ({ issuer, jwksUri }) => [...outbound.check('issuer', issuer), ...outbound.check('jwksUri', jwksUri)].length === 0,
  )
  const results = await Promise.all(called.map((connection) => checkProvider(connection, outbound, organization)))
  return results.flat()
}

async function checkProvider(
  connection: SsoConnection,
  outbound: Pick<Outbound, 'check' | 'getJson'>,
  organization: string,
): Promise<readonly CheckResult[]> {
  const { issuer, jwksUri, name } = connection
  const [named, keys] = await Promise.allSettled([
    createProviders(outbound as Outbound).find(connection),
    outbound.getJson(jwksUri, countKeys),
  ])
  const tell = (what: string, advice: string) =>
    warning('sign-in', `the connection "${name}": ${what}`, advice, organization)
  const results: CheckResult[] = []
  if (named.status === 'rejected') {
    const advice =
      'Compare the issuer with what the provider calls itself, and see that this server reaches it; then make the connection anew.'
    results.push(tell(`the configuration of ${issuer} can not be read: ${reasonOf(named.reason)}`, advice))
  } else if (named.value.jwks_uri !== jwksUri) {
    const advice = 'Make the connection anew without jwksUri: tokens that are signed by keys elsewhere are refused.'
    results.push(tell(`its keys are read at ${jwksUri}, and the provider names ${named.value.jwks_uri}`, advice))
  }
  if (keys.status === 'rejected')
    results.push(
      tell(
        `the keys at ${jwksUri} can not be read: ${reasonOf(keys.reason)}`,
        'Nobody signs in by it until they can be.',
      ),
    )
  else if (keys.value === 0)
    results.push(tell(`there are no keys at ${jwksUri}`, 'Nobody signs in by it until the provider publishes one.'))
  return results.length > 0 ? results : [ok('sign-in', `the provider of "${name}" answers as expected`, organization)]
}

/** Throws where it is no key set (RFC 7517 §5). */
function countKeys(json: unknown): number {
  const { keys } = Object(json) as { readonly keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('it is no key set')
  return keys.length
}

/** The operator may know what the caller of a server must not. */
function reasonOf(error: unknown): string {
  const cause = error instanceof OutboundError ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
