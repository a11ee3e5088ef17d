import { SignJWT } from 'jose'

import { publishKeys } from './published-keys.ts'

/** The workload identity of a tenant: what its administrator copies to the service provider, and its assertions. */
export interface WorkloadIdentity {
  readonly issuer: string
  readonly jwksUri: string
  readonly subject: string
  readonly audience: string
  readonly tenant: string
  /** An assertion as Entra makes it: 65 minutes, with `tid`, `oid` and `appid`, without `jti`. */
  readonly assertion: () => Promise<string>
  /** Signs with another key from now on, and publishes only that. */
  readonly rotateKeys: () => Promise<void>
  readonly close: () => Promise<void>
}

const tenant = '7c0e36d1-4f0a-4f2b-9a53-0b6f2f1c9d10'
const subject = '5d11b2a7-8a3c-4c55-b0e9-63a1d3f0aa21'
const application = '19aa7f52-0d7b-4c0f-8f4e-2c8d1a9b7e33'
const lifetimeSeconds = 3_900

/** Starts the issuer of a tenant on this machine, which publishes its keys over HTTP. `now` in milliseconds since 1970. */
export async function startWorkloadIdentity(now: () => number = Date.now): Promise<WorkloadIdentity> {
  const { close, origin: host, rotate, sign } = await publishKeys()
  const origin = `${host}/${tenant}`
  const [issuer, audience] = [`${origin}/v2.0`, `api://${application}`]

  function makeAssertion(): Promise<string> {
    const seconds = Math.floor(now() / 1_000)
    const claims = { appid: application, appidacr: '2', idp: issuer, oid: subject, tid: tenant, ver: '2.0' }
    const assertion = new SignJWT(claims)
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
    return sign(assertion)
  }

  return {
    issuer,
    jwksUri: `${origin}/discovery/v2.0/keys`,
    subject,
    audience,
    tenant,
    assertion: makeAssertion,
    rotateKeys: rotate,
    close,
  }
}
