import { failure, ok, skipped, warning, type CheckResult } from './check-result.ts'
import { checkCertificate } from './check-certificate.ts'

const patienceMs = 10_000

/** The address that the identity provider is given: is it one that can be reached, and is it this server? */
export async function checkBaseUrl(baseUrl: string | null): Promise<readonly CheckResult[]> {
  if (baseUrl === null) {
    const advice = 'Give the public address as baseUrl: (or --base-url); a provider in the cloud needs it, by HTTPS.'
    return [warning('base URL', 'is not set', advice), skipped('TLS', 'needs the base URL')]
  }
  const url = new URL(baseUrl)
  const tls =
    url.protocol === 'https:'
      ? await checkCertificate(url)
      : failure(
          'TLS',
          `${baseUrl} is not HTTPS`,
          'End TLS at a proxy and give its https:// address; Entra and Okta take no other.',
        )
  return [await checkAnswers(url), tls, ...(isPrivate(url.hostname) ? [toPrivate(url)] : [])]
}

/** `/healthz` proves that something answers, a refusal in our words that it is Rolecall, and that paths get through. */
async function checkAnswers(url: URL): Promise<CheckResult> {
  const base = url.href.replace(/\/$/, '')
  const advice = 'Does the server run, does the name lead here, and does the proxy pass on every path and header?'
  try {
    const health = await ask(`${base}/healthz`)
    if (health.status !== 200) return failure('base URL', `${base}/healthz answers ${health.status}`, advice)
    const scim = await ask(`${base}/api/scim/v2/Users`)
    const challenge = scim.headers.get('www-authenticate') ?? ''
    if (scim.status === 401 && challenge.includes('realm="rolecall"'))
      return ok('base URL', `${base} is answered by Rolecall`)
    return failure('base URL', `${base}/api/scim/v2/Users answers ${scim.status}, and not as Rolecall does`, advice)
  } catch (error) {
    return failure('base URL', `${base} can not be reached from here: ${reasonOf(error)}`, advice)
  }
}

async function ask(url: string): Promise<Response> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
  await response.body?.cancel()
  return response
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error && 'code' in cause) return `${cause.message || 'no connection'} (${String(cause.code)})`
  return cause instanceof Error ? cause.message : String(cause)
}

function toPrivate(url: URL): CheckResult {
  return warning(
    'base URL',
    `${url.hostname} is an address of this machine or network only`,
    'A provider in the cloud needs a public one. For Entra the on-premises provisioning agent is the other way.',
  )
}

/** Loopback, the private networks (RFC 1918, RFC 4193) and names that no public server answers for. */
export function isPrivate(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '')
  return (
    /^(localhost|.*\.(localhost|local|internal|lan))$/.test(name) ||
    /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./.test(name) ||
    /^(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)$/.test(name)
  )
}
