import { allChecks } from '@rolecall/conformance/all-checks'
import type { Profile } from '@rolecall/conformance/check'
import { judgeProfiles } from '@rolecall/conformance/profile/judge-requirements'
import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import { toJsonReport } from '@rolecall/conformance/report/to-json-report'
import { runSuite, type CheckResult } from '@rolecall/conformance/run-suite'
import { selectChecks } from '@rolecall/conformance/select-checks'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

/** What fails, and what is left out with the reason. */
function exceptionsOf(results: readonly CheckResult[]): readonly unknown[] {
  const exceptions = results.filter(({ outcome }) => outcome !== 'passed')
  return exceptions.map((result) =>
    result.outcome === 'failed' ? describeFailure(result) : [result.check.id, result.reason],
  )
}

/** Requirements of these profiles that a run has shown to be broken. */
function notMet(profiles: readonly Profile[], results: readonly CheckResult[]): readonly unknown[] {
  const judgements = judgeProfiles(profiles, results).flatMap((judged) => judged.judgements)
  return judgements.filter(({ status }) => status === 'not met')
}

describe.each(eachDatabase)('the conformance suite on $name', ({ create, name }) => {
  let server: TestServer
  let tenant: Tenant
  let issuer: TokenIssuer
  beforeAll(async () => {
    issuer = await startIssuer()
    server = await startTestServer(create, { deliver: true, outbound: { allow: ['127.0.0.1'] } })
    tenant = await server.createTenant()
    // What can be given in teams is announced where there is one.
    await tenant.owner('PUT', '/api/teams/marketing', { name: 'Marketing' })
    // And so is that requests can be carried out later, where a stream hears of them.
    const stream = { displayName: 'suite', method: 'poll', audience: ['suite'], events: ['asyncresp'] }
    await tenant.owner('POST', '/api/event-streams', stream)
  })
  afterAll(async () => {
    await server.close()
    await issuer.close()
  })

  /** A client with a secret and, beside it, a key whose public part an issuer gives. */
  async function createClient(input: object = {}) {
    const body = { displayName: 'suite', secret: { name: 'first' }, ...input }
    const made = (await tenant.owner('POST', '/api/oauth/clients', body)).body as {
      readonly id: string
      readonly secret: string
    }
    const trust = { name: 'own key', jwksUri: issuer.jwksUri }
    await tenant.owner('POST', `/api/oauth/clients/${made.id}/trusts`, trust)
    const tokenUrl = new URL(`/oauth2/${tenant.organizationId}/token`, tenant.scim.tenantUrl).href
    return { tokenUrl, clientId: made.id, secret: made.secret, key: issuer.key }
  }

  async function expectNothingLeft(): Promise<void> {
    for (const endpoint of ['/Users', '/Groups']) {
      expect((await tenant.provider('GET', `${endpoint}?count=0`)).body).toMatchObject({ totalResults: 0 })
    }
    expect(await server.verify(tenant.organizationId)).toEqual([])
  }

  it('is passed as a whole by a client that gets its token itself, leaves nothing out, and nothing behind', async () => {
    const checks = selectChecks(allChecks, { only: [], providers: [], profiles: [] })
    for (const profile of ['rfc', 'entra', 'okta']) expect(checks.some((check) => check.profile === profile)).toBe(true)
    const result = await runSuite({ baseUrl: tenant.scim.tenantUrl, token: null, oauth: await createClient(), checks })
    expect(exceptionsOf(result.results)).toEqual([])
    expect(result.results).toHaveLength(checks.length)
    expect(result.left).toEqual([])
    expect(notMet(['entra', 'okta'], result.results)).toEqual([])
    await expectNothingLeft()
  }, 600_000)

  it('is passed in the profiles that forbid what the RFCs allow by a strict client, which announces it', async () => {
    const profiles: readonly Profile[] = name === 'SQLite' ? ['interop', 'ipsie'] : ['interop']
    const checks = selectChecks(allChecks, { only: [], providers: [], profiles })
    const oauth = await createClient({ strict: true })
    const result = await runSuite({ baseUrl: tenant.scim.tenantUrl, token: null, oauth, checks })
    // Of the RFCs those that the profile contradicts are left out for such a server.
    const contradicted = ['create/password', 'filter/password']
      .concat('patch/add-no-path', 'patch/replace-no-path', 'patch/refuses-no-target')
      .filter((id) => checks.some((check) => check.id === id))
    expect(exceptionsOf(result.results)).toEqual(
      contradicted.map((id) => [id, expect.stringContaining('Interoperability Profile')]),
    )
    expect(result.left).toEqual([])
    expect(notMet(profiles, result.results)).toEqual([])
    const text = JSON.stringify(toJsonReport(result, judgeProfiles(profiles, result.results)))
    expect(text).not.toContain(oauth.secret)
    await expectNothingLeft()
  }, 600_000)
})
