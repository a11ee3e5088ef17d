import { Resolver } from 'node:dns/promises'

/** The addresses of a host; rejects, or answers none, where it has none. */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<readonly string[]>

/**
 * Asks DNS. Not `getaddrinfo`, which the system's hosts file would need: a name server that keeps silent holds one of the four
 * threads that SQLite works in, and nothing ends that.
 */
export const resolveHost: ResolveHost = async (host, signal) => {
  // RFC 6761 §6.3
  if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1', '::1']
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  const [refused] = answers.filter((answer) => answer.status === 'rejected')
  if (addresses.length === 0 && refused !== undefined) throw refused.reason
  return addresses
}
