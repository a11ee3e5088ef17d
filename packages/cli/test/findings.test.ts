import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { Tenant, TestServer } from './test-server.ts'

/** Codes of what is shown as odd about a member. */
async function findingsOf(tenant: Tenant, userName: string): Promise<readonly string[]> {
  const answer = await tenant.owner('GET', `/api/organization/members/${encodeURIComponent(userName)}`)
  expect(answer.status).toBe(200)
  return (answer.body as { findings: { code: string }[] }).findings.map(({ code }) => code)
}

describe('findings about what a provider sends', () => {
  let server: TestServer
  let tenant: Tenant
  beforeAll(async () => {
    server = await startTestServerInMemory()
    tenant = await server.createTenant()
  })
  afterAll(() => server.close())

  it('a user without active counts as active, with a finding that goes when active is said', async () => {
    const { body } = await tenant.provider('POST', '/Users', { userName: 'a@acme.example' })
    expect(await findingsOf(tenant, 'a@acme.example')).toEqual(['active-missing'])
    const { id } = body as { id: string }
    const value = { op: 'replace', path: 'active', value: true }
    await tenant.provider('PATCH', `/Users/${id}`, { Operations: [value] })
    expect(await findingsOf(tenant, 'a@acme.example')).toEqual([])
    expect(await server.verify(tenant.organizationId)).toEqual([])
  })

  it('a userName that is no e-mail address is accepted, with a finding', async () => {
    const answer = await tenant.provider('POST', '/Users', { userName: 'DOMAIN\\ann', active: true })
    expect(answer.status).toBe(201)
    expect(await findingsOf(tenant, 'DOMAIN\\ann')).toEqual(['user-name-not-email'])
  })

  it('an externalId that is the mailNickname, as Entra sends by default, is told', async () => {
    const user = { userName: 'bob@acme.example', externalId: 'bob', active: true }
    expect((await tenant.provider('POST', '/Users', user)).status).toBe(201)
    expect(await findingsOf(tenant, 'bob@acme.example')).toEqual(['external-id-not-object-id'])
  })

  it('an e-mail address is validated as long as userName and a work address are equal', async () => {
    const emails = [{ type: 'work', value: 'Eve@Acme.example' }]
    const { body } = await tenant.provider('POST', '/Users', { userName: 'eve@acme.example', active: true, emails })
    const { id } = body as { id: string }
    const validated = async () =>
      ((await tenant.owner('GET', '/api/organization/members/eve@acme.example')).body as { emailValidated: boolean })
        .emailValidated
    expect(await validated()).toBe(true)
    const path = 'emails[type eq "work"].value'
    await tenant.provider('PATCH', `/Users/${id}`, {
      Operations: [{ op: 'replace', path, value: 'other@acme.example' }],
    })
    expect(await validated()).toBe(false)
    await tenant.provider('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path, value: 'EVE@acme.example' }] })
    expect(await validated()).toBe(true)
  })

  it('a member who was invited by hand is adopted, with the manual role', async () => {
    await tenant.owner('PUT', '/api/organization/members/Ina@acme.example', { role: 'Owner' })
    expect((await tenant.provider('GET', '/Users?filter=userName eq "ina@acme.example"')).body).toMatchObject({
      totalResults: 0,
    })
    const created = await tenant.provider('POST', '/Users', {
      userName: 'ina@acme.example',
      externalId: 'i',
      active: true,
    })
    expect(created.status).toBe(201)
    const member = await tenant.owner('GET', '/api/organization/members/ina@acme.example')
    expect(member.body).toMatchObject({ role: 'Owner', grants: [{ source: 'manual', state: 'active' }] })
  })
})
