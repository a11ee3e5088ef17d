import { verifyAudit } from '@rolecall/core/log/verify-audit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client } from '../../../server/test/client.ts'
import { startRolecallInMemory } from '../../../server/test/rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from '../../../server/test/rolecall.ts'

const console = { 'x-rolecall-console': '1', 'user-agent': 'Browser 1.0' }

describe('the audit', () => {
  let rolecall: RolecallUnderTest
  let organization: TestOrganization
  let owner: Client
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    organization = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, organization.keys.organization)
  })
  afterEach(() => rolecall.stop())

  const anybody = () => clientOf(rolecall, null)
  const signIn = (key: string) => anybody()('POST', '/api/session', { body: { key }, headers: console })
  const idOf = (key: string) => key.split('_')[1] ?? ''

  /** All that the audit has, oldest first, with what waits to be written: the server stops for it. */
  async function auditOf({ id } = organization) {
    await rolecall.server.close()
    const rows = await rolecall.services.store.read(id).events.listAudit({ before: null, limit: 100 })
    return rows.toReversed().map((row) => ({ ...row, cause: JSON.parse(row.cause), data: JSON.parse(row.data) }))
  }
  const ofType = async (...types: readonly string[]) => (await auditOf()).filter(({ type }) => types.includes(type))

  it('tells who signed in, from what, what they did by it, and that they signed out', async () => {
    const reply = await signIn(organization.keys.organization)
    const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
    const headers = { ...console, cookie }
    await anybody()('PUT', '/api/teams/design', { body: {}, headers })
    await anybody()('DELETE', '/api/session', { headers })
    await anybody()('DELETE', '/api/session', { headers })
    const [signedIn, team, signedOut, ...more] = await ofType('SignedIn', 'TeamCreated', 'SignedOut')
    const keyId = idOf(organization.keys.organization)
    const { sessionId } = signedIn?.data ?? {}
    expect(sessionId).toMatch(/^[0-9a-f]{16}$/)
    const cause = { kind: 'api', keyId, sessionId, userAgent: 'Browser 1.0', requestId: expect.any(String) }
    expect(signedIn).toMatchObject({ kind: 'sign-in', actor: keyId, subject: `api-keys/${keyId}`, cause })
    expect(team).toMatchObject({ kind: 'team', actor: keyId, cause })
    expect(signedOut).toMatchObject({ type: 'SignedOut', actor: keyId, cause })
    expect(more).toEqual([])
  })

  it('tells of sign-ins that failed where they are of the organization, and answers as ever', async () => {
    const { scim } = organization.keys
    const wrong = `${scim.slice(0, -43)}${'x'.repeat(43)}`
    for (const [key, status] of [
      [scim, 403],
      [wrong, 401],
      [wrong, 401],
      [`rc_nobody_${'x'.repeat(43)}`, 401],
    ] as const)
      expect((await signIn(key)).status).toBe(status)
    const failed = await ofType('SignInFailed')
    expect(failed.map(({ actor, data }) => [actor, data.reason, data.count])).toEqual([
      [idOf(scim), 'scope', 1],
      [null, 'wrong-secret', 2],
    ])
  })

  it('tells of keys that were refused, and of none that nobody has', async () => {
    const { organization: managing, scim } = organization.keys
    const created = (await owner('POST', '/api/api-keys', { body: { displayName: 'x', scopes: ['scim'] } })).body
    await owner('DELETE', `/api/api-keys/${created.id}`)
    const ask = (key: string, path = '/api/scim/v2/Users') => clientOf(rolecall, key)('GET', path)
    await ask(created.key)
    await ask(created.key)
    await ask(scim, '/api/teams')
    await ask(`${managing.slice(0, -43)}${'x'.repeat(43)}`)
    await ask(`rc_nobody_${'x'.repeat(43)}`)
    await ask('password')
    const refused = await ofType('KeyRefused')
    expect(refused.map(({ actor, data, subject }) => [subject, actor, data.reason, data.count, data.needed])).toEqual([
      [`api-keys/${created.id}`, created.id, 'revoked', 2, undefined],
      [`api-keys/${idOf(scim)}`, idOf(scim), 'scope', 1, 'organization_read'],
      [`api-keys/${idOf(managing)}`, null, 'wrong-secret', 1, undefined],
    ])
    const { checks } = (await owner('GET', '/api/overview')).body as { readonly checks: readonly object[] }
    const said = { name: 'connection', state: 'attention', examples: ['the key "x" is revoked'] }
    expect(checks).toContainEqual(expect.objectContaining(said))
  })

  it('has keys, connections, teams and settings with what they were before and after', async () => {
    const put = (path: string, body: unknown) => owner('PUT', path, { body })
    const connection = {
      name: 'Okta',
      issuer: 'https://acme.okta.com',
      audience: 'a',
      jwksUri: 'https://acme.okta.com/k',
      claim: 'sub',
    }
    const { id } = (await owner('POST', '/api/sso/connections', { body: connection })).body
    await owner('PATCH', `/api/sso/connections/${id}`, { body: { console: true, name: 'Okta' } })
    await owner('DELETE', `/api/sso/connections/${id}`)
    await put('/api/teams/design', { name: 'Design', description: 'd' })
    await put('/api/teams/design', { name: 'Designers' })
    await owner('DELETE', '/api/teams/design')
    await put('/api/settings/organization', { userNameMutable: true })
    await put('/api/settings/team-roles', { 'team-roles': [{ name: 'Lead' }] })
    const key = (await owner('POST', '/api/api-keys', { body: { displayName: 'x', scopes: ['scim'] } })).body
    await owner('PATCH', `/api/api-keys/${key.id}`, { body: { displayName: 'y' } })
    await owner('DELETE', `/api/api-keys/${key.id}`)
    const told = (await auditOf()).slice(3).map(({ data, type }) => [type, data])
    const team = { name: 'Design', type: 'Team', parent: null, description: 'd' }
    const told1 = {
      displayName: 'x',
      scopes: ['scim'],
      connectionId: null,
      provider: null,
      strict: false,
      tolerancesOff: [],
      expiresAt: null,
    }
    expect(told).toEqual([
      ['SsoConnectionCreated', { ...connection, console: false, hasClientSecret: false }],
      ['SsoConnectionChanged', { attributes: ['console'], before: { console: false }, after: { console: true } }],
      ['SsoConnectionDeleted', { before: { ...connection, console: true, hasClientSecret: false } }],
      ['TeamCreated', { after: team }],
      ['TeamUpdated', { before: team, after: { ...team, name: 'Designers' } }],
      ['TeamDeleted', { before: { ...team, name: 'Designers' } }],
      [
        'SettingsChanged',
        { userNameMutable: true, before: { userNameMutable: false }, after: { userNameMutable: true } },
      ],
      [
        'TeamRolesReplaced',
        expect.objectContaining({ mode: 'custom-team-roles', before: expect.any(Object), after: expect.any(Object) }),
      ],
      ['ApiKeyCreated', told1],
      ['ApiKeyChanged', { attributes: ['displayName'], before: { displayName: 'x' }, after: { displayName: 'y' } }],
      ['ApiKeyRevoked', { before: { ...told1, displayName: 'y' } }],
    ])
  })

  it('has OAuth clients and what they prove themselves by with every field, before and after, and no secret', async () => {
    const path = '/api/oauth/clients'
    const made = (await owner('POST', path, { body: { displayName: 'Entra', secret: { name: 'first' } } })).body
    await owner('PATCH', `${path}/${made.id}`, { body: { displayName: 'Okta', tokenLifetime: 7_200 } })
    const key = (await owner('POST', '/api/api-keys', { body: { displayName: 'x', scopes: ['scim'] } })).body
    await owner('POST', `/api/api-keys/${key.id}/rotate`)
    const trust = {
      issuer: 'https://idp.example',
      subject: 's',
      audience: 'a',
      tenant: null,
      jwksUri: 'https://idp.example/k',
    }
    const trusted = (await owner('POST', `${path}/${made.id}/trusts`, { body: { name: 'second', ...trust } })).body
    await owner('DELETE', `/api/oauth/credentials/${trusted.id}`)
    await owner('DELETE', `${path}/${made.id}`)
    const told = (await auditOf()).slice(3).filter(({ type }) => type !== 'ApiKeyCreated')
    const client = {
      displayName: 'Entra',
      scopes: ['scim'],
      connectionId: null,
      provider: null,
      strict: false,
      tolerancesOff: [],
      expiresAt: null,
      tokenLifetime: 3_600,
    }
    const secret = { credentialId: made.credentials[0].id, name: 'first', expiresAt: expect.any(String), trust: null }
    const second = { credentialId: trusted.id, name: 'second', expiresAt: null, trust }
    expect(told.map(({ data, kind, type }) => [kind, type, data])).toEqual([
      ['key', 'ClientCreated', client],
      ['key', 'ClientCredentialAdded', secret],
      [
        'key',
        'ClientChanged',
        {
          attributes: ['displayName', 'tokenLifetime'],
          before: { displayName: 'Entra', tokenLifetime: 3_600 },
          after: { displayName: 'Okta', tokenLifetime: 7_200 },
        },
      ],
      ['key', 'ApiKeyRotated', { displayName: 'x' }],
      ['key', 'ClientCredentialAdded', second],
      ['key', 'ClientCredentialRevoked', second],
      ['key', 'ClientRevoked', { before: { ...client, displayName: 'Okta', tokenLifetime: 7_200 } }],
    ])
    expect(JSON.stringify(told)).not.toContain(made.secret)
  })

  it('tells of plans, verifications and of who read the logs', async () => {
    await owner('POST', '/api/settings/scim-mapping/plan')
    await owner('POST', '/api/verification')
    for (let times = 0; times < 3; times++) await owner('GET', '/api/provisioning-log')
    await owner('GET', '/api/audit')
    await owner('GET', '/api/audit/export')
    const told = (await auditOf())
      .slice(3)
      .map(({ data, subject, type }) => `${type} ${subject.split('/')[0]} ${data.count ?? ''}`)
    expect(told.toSorted()).toEqual([
      'AuditExported  ',
      'AuditRead  1',
      'DirectoryVerified verification ',
      'LogRead  3',
      'MappingPlanned plans ',
    ])
  })

  it('tells of roles that were given by hand, and not of those that the mapping gives', async () => {
    await owner('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Owner' } })
    await clientOf(rolecall, organization.keys.scim)('POST', '/api/scim/v2/Users', {
      body: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'bob@example.com' },
    })
    const told = (await auditOf()).slice(3).map(({ type }) => type)
    expect(told).toContain('RoleGranted')
    expect(told).not.toContain('MemberProvisioned')
  })

  it('is read page by page, by kind, actor and time, with the organization scope alone', async () => {
    for (const name of ['a', 'b', 'c']) await owner('PUT', `/api/teams/${name}`, { body: {} })
    const first = await owner('GET', '/api/audit?kind=team&limit=2')
    expect(first.body.map(({ subject }: { subject: string }) => subject)).toEqual(['teams/c', 'teams/b'])
    const next = /<http:\/\/rolecall\.test([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await owner('GET', next)
    expect(second.body.map(({ subject }: { subject: string }) => subject)).toEqual(['teams/a'])
    expect(second.body[0]).toMatchObject({
      actor: { kind: 'key', id: idOf(organization.keys.organization) },
      kind: 'team',
    })
    expect((await owner('GET', '/api/audit?kind=key')).body).toHaveLength(3)
    expect((await owner('GET', '/api/audit?actor=person:x')).body).toEqual([])
    expect((await owner('GET', '/api/audit?to=2000-01-01')).body).toEqual([])
    for (const query of [
      'kind=keys',
      'before=1',
      'limit=0',
      'from=yesterday',
      'from=2026-02-30',
      'to=2026-06-31T10:00:00Z',
    ])
      expect((await owner('GET', `/api/audit?${query}`)).status).toBe(400)
    for (const key of [organization.keys.scim, organization.keys.organization_read, null])
      for (const path of ['/api/audit', '/api/audit/verification', '/api/audit/export'])
        expect((await clientOf(rolecall, key)('GET', path)).status).toBe(key === null ? 401 : 403)
  })

  it('is exported as lines that can be held against the chain, and are the organization’s own', async () => {
    const other = await rolecall.createOrganization('Globex')
    await clientOf(rolecall, other.keys.organization)('PUT', '/api/teams/secret-of-globex', { body: {} })
    await owner('PUT', '/api/teams/design', { body: {} })
    const { headers, text } = await owner('GET', '/api/audit/export')
    expect(headers.get('content-type')).toBe('application/jsonl')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ type }) => type)).toEqual([
      'ApiKeyCreated',
      'ApiKeyCreated',
      'ApiKeyCreated',
      'TeamCreated',
      'AuditExported',
    ])
    expect(lines.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
    expect(text).not.toContain('globex')
    const { broken, head } = await verifyAudit(rolecall.services, organization.id)
    expect([broken, head]).toEqual([null, lines.at(-1).hash])
  })

  it('is held against the chain for whoever may read it', async () => {
    await owner('PUT', '/api/teams/design', { body: {} })
    const { head } = await verifyAudit(rolecall.services, organization.id)
    const whole = { events: 4, older: 0, last: '4-0', head, broken: null, breaks: 0, anchor: null }
    expect((await owner('GET', '/api/audit/verification')).body).toEqual(whole)
  })

  it('is not in the feed: neither sign-ins nor where somebody came from', async () => {
    await signIn(organization.keys.organization)
    await owner('PUT', '/api/teams/design', { body: {}, headers: console })
    const { text } = await clientOf(rolecall, organization.keys.organization_read)('GET', '/api/events')
    expect(text).toContain('TeamCreated')
    for (const hidden of ['SignedIn', 'Browser', 'address']) expect(text).not.toContain(hidden)
  })
})
