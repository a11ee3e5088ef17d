import { allChecks } from '@rolecall/conformance/all-checks'
import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import { runSuite } from '@rolecall/conformance/run-suite'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

describe.each(eachDatabase)('the conformance suite on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  beforeAll(async () => {
    server = await startTestServer(await create())
    tenant = await server.createTenant()
  })
  afterAll(() => server.close())

  it('is passed as a whole, leaves nothing out and nothing behind', async () => {
    const { secretToken, tenantUrl } = tenant.scim
    const { left, results } = await runSuite({ baseUrl: tenantUrl, token: secretToken, checks: allChecks })
    expect(results.filter(({ outcome }) => outcome === 'failed').map(describeFailure)).toEqual([])
    expect(
      results.filter(({ outcome }) => outcome === 'skipped').map(({ check, reason }) => [check.id, reason]),
    ).toEqual([])
    expect(results).toHaveLength(allChecks.length)
    expect(left).toEqual([])
    for (const endpoint of ['/Users', '/Groups']) {
      expect((await tenant.provider('GET', `${endpoint}?count=0`)).body).toMatchObject({ totalResults: 0 })
    }
    expect(await server.verify(tenant.organizationId)).toEqual([])
  }, 600_000)
})
