import { runStorm } from '@rolecall/testkit/storm/run-storm'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

const seed = Number(process.env['ROLECALL_STORM_SEED'] ?? 20_260_101)

describe.each(eachDatabase)('a storm of random requests on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  beforeAll(async () => {
    server = await startTestServer(create)
    tenant = await server.createTenant()
  })
  afterAll(() => server.close())

  it(`is answered by well-formed SCIM, without a failure of the server (seed ${seed})`, async () => {
    const { secretToken, tenantUrl } = tenant.scim
    const slowest = 20_000 // of a machine that does other things too
    const options = { baseUrl: tenantUrl, token: secretToken, seed, requests: 2_000, concurrency: 8, slowest }
    const { requests, statuses, violations } = await runStorm(options)
    expect(violations).toEqual([])
    expect(requests).toBe(2_000)
    // A storm that is refused as a whole would show nothing.
    for (const status of ['200', '201', '204', '400', '404']) expect(statuses[status]).toBeGreaterThan(10)
    expect([{}, [], ''].map((value) => (value as { polluted?: unknown }).polluted)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(await server.verify(tenant.organizationId)).toEqual([])
  }, 600_000)
})
