import { connect } from 'node:tls'

import { failure, type CheckResult } from './check-result.ts'
import { judgeCertificate, type SeenCertificate } from './judge-certificate.ts'

const patienceMs = 10_000

/** The certificate that a client of this address is shown. */
export async function checkCertificate(url: URL): Promise<CheckResult> {
  try {
    return judgeCertificate(await seeCertificate(url), Date.now())
  } catch (error) {
    return failure(
      'TLS',
      `${url.host} makes no TLS connection: ${error instanceof Error ? error.message : String(error)}`,
      'Does the proxy listen there, with TLS?',
    )
  }
}

/** Looks at it whether it is trusted or not. */
function seeCertificate(url: URL): Promise<SeenCertificate> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      servername: /^[\d.]+$|:/.test(host) ? '' : host,
      rejectUnauthorized: false,
      timeout: patienceMs,
    })
    socket.once('error', reject)
    socket.once('timeout', () => socket.destroy(new Error('no answer in time')))
    socket.once('secureConnect', () => {
      const { valid_from: from, valid_to: to } = socket.getPeerCertificate()
      resolve({
        validFrom: Date.parse(from),
        validTo: Date.parse(to),
        fault: socket.authorized ? null : String(socket.authorizationError),
        protocol: socket.getProtocol() ?? 'unknown',
      })
      socket.destroy()
    })
  })
}
