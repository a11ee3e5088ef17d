import { allChecks } from '@rolecall/conformance/all-checks'
import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import { runSuite, type CheckResult } from '@rolecall/conformance/run-suite'
import { selectChecks } from '@rolecall/conformance/select-checks'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

/** What fails, and what is left out with the reason. */
function exceptionsOf(results: readonly CheckResult[]): readonly unknown[] {
  const exceptions = results.filter(({ outcome }) => outcome !== 'passed')
  return exceptions.map((result) =>
    result.outcome === 'failed' ? describeFailure(result) : [result.check.id, result.reason],
  )
}

describe.each(eachDatabase)('the conformance suite on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  beforeAll(async () => {
    server = await startTestServer(await create())
    tenant = await server.createTenant()
  })
  afterAll(() => server.close())

  async function expectNothingLeft(): Promise<void> {
    for (const endpoint of ['/Users', '/Groups']) {
      expect((await tenant.provider('GET', `${endpoint}?count=0`)).body).toMatchObject({ totalResults: 0 })
    }
    expect(await server.verify(tenant.organizationId)).toEqual([])
  }

  it('is passed as a whole, leaves nothing out and nothing behind', async () => {
    const { secretToken, tenantUrl } = tenant.scim
    const checks = selectChecks(allChecks, { only: [], providers: [], profiles: [] })
    for (const profile of ['rfc', 'entra', 'okta']) expect(checks.some((check) => check.profile === profile)).toBe(true)
    const { left, results } = await runSuite({ baseUrl: tenantUrl, token: secretToken, checks })
    expect(exceptionsOf(results)).toEqual([])
    expect(results).toHaveLength(checks.length)
    expect(left).toEqual([])
    await expectNothingLeft()
  }, 600_000)

  it('is passed in the interoperability profile by a strict key, which announces it', async () => {
    const input = { displayName: 'strict', scopes: ['scim'], strict: true }
    const { key } = (await tenant.owner('POST', '/api/api-keys', input)).body as { readonly key: string }
    const interop = selectChecks(allChecks, { only: [], providers: [], profiles: ['interop'] })
    // Of the RFCs those that the profile may contradict: each is left out for such a server, or passed.
    const only = ['-no-path', 'refuses-no-target', '/password', 'remove-multi', 'add-complex', 'nothing-but-unknown']
    const rfc = selectChecks(allChecks, { only, providers: [], profiles: ['rfc'] })
    const { tenantUrl: baseUrl } = tenant.scim
    const { left, results } = await runSuite({ baseUrl, token: key, checks: [...interop, ...rfc] })
    expect(exceptionsOf(results)).toEqual(
      ['create/password', 'filter/password', 'patch/add-no-path', 'patch/replace-no-path']
        .concat('patch/refuses-no-target', 'shapes/nothing-but-unknown')
        .map((id) => [id, expect.stringContaining('Interoperability Profile')]),
    )
    expect(left).toEqual([])
    await expectNothingLeft()
  }, 600_000)
})
