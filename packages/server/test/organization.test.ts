import { toSealingKey } from '@rolecall/core/access/seal'
import { defaultNoticeThresholds } from '@rolecall/core/directory/notice'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'
import { startServerInProcess } from './running-server.ts'

/** Whoever has called is silent. */
const notices = { ...defaultNoticeThresholds, providerSilent: -1 }

describe('the organization itself', () => {
  let rolecall: RolecallUnderTest
  let acme: TestOrganization
  let owner: Client
  let reader: Client
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    acme = await rolecall.createOrganization('Acme')
    const services = { ...rolecall.services, connectionKey: toSealingKey('secret', 'client secrets'), notices }
    owner = clientOf(startServerInProcess(services), acme.keys.organization)
    reader = clientOf(rolecall, acme.keys.organization_read)
  })
  afterAll(() => rolecall.stop())

  it('gets another name, which the audit tells with the one before; its id stays', async () => {
    const path = '/api/organization'
    expect((await reader('GET', path)).body).toMatchObject({ id: acme.id, name: 'Acme' })
    const renamed = await owner('PATCH', path, { body: { name: '  Acme GmbH ' } })
    expect([renamed.status, renamed.body]).toMatchObject([200, { id: acme.id, name: 'Acme GmbH' }])
    await owner('PATCH', path, { body: { name: 'Acme GmbH' } })
    expect((await reader('GET', '/api/overview')).body.organization).toEqual({ id: acme.id, name: 'Acme GmbH' })
    const { body: told } = await owner('GET', '/api/audit?kind=settings')
    expect(told).toMatchObject([
      {
        type: 'SettingsChanged',
        subject: 'organization',
        data: { before: { name: 'Acme' }, after: { name: 'Acme GmbH' } },
      },
    ])
  })

  it.each([{ name: '' }, { name: '   ' }, { name: 7 }, {}, { name: 'a', id: 'b' }, { name: 'a'.repeat(1_001) }])(
    'does not take %j for a name',
    async (body) => expect((await owner('PATCH', '/api/organization', { body })).status).toBe(422),
  )

  it('says on the overview what waits for somebody, by the thresholds of the server', async () => {
    await clientOf(rolecall, acme.keys.scim)('GET', '/api/scim/v2/Users')
    await owner('PATCH', '/api/organization', { body: { name: 'Acme GmbH' } })
    const { body: told } = await owner('GET', '/api/overview')
    expect(told.notices).toMatchObject([{ code: 'provider-silent', subject: 'providers/unknown' }])
    expect((await reader('GET', '/api/overview')).body.notices).toEqual([])
  })

  it('is not renamed by who may only read', async () => {
    expect((await reader('PATCH', '/api/organization', { body: { name: 'Mine' } })).status).toBe(403)
  })

  it('shows which plugins run, and what each contributes', async () => {
    const { body } = await reader('GET', '/api/plugins')
    const kindsOf = (name: string) =>
      body
        .find((plugin: { name: string }) => plugin.name === name)
        .contributions.map(({ kind }: { kind: string }) => kind)
    expect(kindsOf('entra')).toContain('provider')
    expect(kindsOf('group-roles')).toContain('section')
  })

  it('shows what each group gives to somebody of whom nothing else is known, and by which line', async () => {
    const scim = clientOf(rolecall, acme.keys.scim)
    const [staff, temps, others] = await Promise.all(
      ['staff', 'temp-1', 'others'].map(
        async (displayName) => (await scim('POST', '/api/scim/v2/Groups', { body: { displayName } })).body.id,
      ),
    )
    const mapping = `scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: Sales, teamMemberRole: Steward }
  - { scimGroup: staff, type: organizationOwner }
  - { scimGroupPattern: "temp-.+", type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
`
    const headers = { 'content-type': 'application/yaml' }
    const put = await owner('PUT', '/api/settings/scim-mapping', { body: mapping, headers })
    expect(put.status).toBeLessThan(300)
    const { body } = await reader('GET', '/api/groups')
    const given = new Map(
      body.map(({ gives, id }: { gives: { line: number; role: string; scope: string }[]; id: string }) => [
        id,
        gives.map(({ line, role, scope }) => `${line} ${scope} ${role}`),
      ]),
    )
    expect(given.get(staff)).toEqual(['2 team:sales Steward', '3 organization Owner'])
    expect(given.get(temps)).toEqual(['4 team:sales Editor'])
    expect(given.get(others)).toEqual([])
    await scim('PATCH', `/api/scim/v2/Groups/${staff}`, {
      body: { Operations: [{ op: 'replace', path: 'displayName', value: 'personnel' }] },
    })
    expect((await reader('GET', `/api/groups/${staff}`)).body.gives).toHaveLength(2)
  })

  it('finds out on its overview that an endpoint was switched off', async () => {
    const { body } = await owner('POST', '/api/webhooks', {
      body: { displayName: 'Hook', url: 'https://a.example.com' },
    })
    const off = async () => (await reader('GET', '/api/overview')).body.endpointsOff
    expect(await off()).toEqual([])
    const { id } = body as { id: string }
    const { services } = rolecall
    const scope = { cause: { kind: 'job', keyId: null, requestId: null }, now: services.now() } as const
    await services.store.write(acme.id, scope, async (tx) => {
      const hook = await tx.subscriptions.find(id)
      if (hook !== undefined) await tx.subscriptions.update(id, { ...hook, state: 'off', offReason: 'failing' })
    })
    expect(await off()).toMatchObject([{ id, kind: 'webhook', displayName: 'Hook', reason: 'failing' }])
  })
})
