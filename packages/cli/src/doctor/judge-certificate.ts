import { failure, ok, warning, type CheckResult } from './check-result.ts'

/** What a client sees of a server's certificate; instants in milliseconds since 1970. */
export interface SeenCertificate {
  readonly validFrom: number
  readonly validTo: number
  /** Why a client would not trust it: OpenSSL's word; `null` for one that is trusted. */
  readonly fault: string | null
  /** `TLSv1.3` */
  readonly protocol: string
}

const day = 24 * 60 * 60 * 1_000

/** Certificates that renew themselves do so with a third of their life left: 30 days of 90. */
const soonDays = 21

export function judgeCertificate({ fault, protocol, validFrom, validTo }: SeenCertificate, now: number): CheckResult {
  const until = new Date(validTo).toISOString().slice(0, 10)
  if (now >= validTo)
    return failure('TLS', `the certificate ended on ${until}`, 'Renew it; the provider has stopped by now.')
  if (now < validFrom)
    return failure(
      'TLS',
      `the certificate begins on ${new Date(validFrom).toISOString()}`,
      'Look at the clock, or wait.',
    )
  if (fault !== null) {
    const advice =
      'A public certificate authority is needed, the whole chain at the proxy, and the name in the certificate.'
    return failure('TLS', `a client does not trust the certificate: ${fault}`, advice)
  }
  if (protocol === 'TLSv1' || protocol === 'TLSv1.1')
    return failure(
      'TLS',
      `the connection is ${protocol}`,
      'Let the proxy speak TLS 1.2 and 1.3; Entra takes no older one.',
    )
  const days = Math.floor((validTo - now) / day)
  if (days < soonDays)
    return warning(
      'TLS',
      `the certificate ends in ${days} days (${until})`,
      'Renew it, or see why it did not renew itself.',
    )
  return ok('TLS', `the certificate is trusted and ends on ${until} (${protocol})`)
}
