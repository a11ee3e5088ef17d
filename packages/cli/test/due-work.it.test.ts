import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { startRolecall, type Rolecall } from '../src/start-rolecall.ts'

describe.each(eachDatabase)('a server in a process of one’s own, on $name', ({ create }) => {
  let database: TestDatabase
  let rolecall: Rolecall
  beforeAll(async () => {
    database = await create()
    rolecall = await startRolecall({ database: database.url })
  })
  afterAll(async () => {
    await rolecall.close()
    await database.drop()
  })

  async function call(method: string, path: string, key: string, body?: string, type = 'application/scim+json') {
    const headers = { authorization: `Bearer ${key}`, 'content-type': type }
    const init = body === undefined ? { method, headers } : { method, headers, body }
    const answer = await fetch(rolecall.url + path, init)
    expect(answer.status).toBeLessThan(300)
    return (await answer.json()) as { readonly id: string } & readonly { readonly type: string }[]
  }

  it('tells the end of a role by itself', async () => {
    const { ownerKey = '', secretToken = '' } = rolecall.keys ?? {}
    const ann = await call('POST', '/api/scim/v2/Users', secretToken, '{"userName":"ann@example.com"}')
    const group = { displayName: 'staff', members: [{ value: ann.id }] }
    await call('POST', '/api/scim/v2/Groups', secretToken, JSON.stringify(group))
    const end = new Date(Date.now() + 3_000).toISOString()
    const entry = `{ scimGroup: staff, type: organizationRole, organizationRole: Member, expires: ${end} }`
    await call('PUT', '/api/settings/scim-mapping', ownerKey, `scimGroupMappings: [${entry}]\n`, 'application/yaml')
    await vi.waitFor(
      async () => {
        const events = await call('GET', '/api/events', ownerKey)
        const types = events.map(({ type }) => type.split('.').at(-1))
        expect(types).toEqual(expect.arrayContaining(['RoleGranted', 'RoleRevoked']))
      },
      { timeout: 30_000, interval: 200 },
    )
  })
})
