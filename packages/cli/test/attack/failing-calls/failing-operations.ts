import type { Client, Reply } from '../../../../server/test/client.ts'

/** What is asked of a server by whom: each client may be one that fails. */
export interface Asking {
  readonly as: (key: string | null) => Client
  readonly keys: Readonly<Record<'scim' | 'organization', string>>
}

const mappingPath = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }
const consoleHeaders = { 'x-rolecall-console': '1' }

/** A provider that comes with several people and what they are in, and takes them away again. */
export async function provisionMany(call: Client): Promise<void> {
  const ids: string[] = []
  for (const name of ['una', 'vic', 'user-7'])
    ids.push((await post(call, '/api/scim/v2/Users', { userName: `${name}@example.com`, externalId: name })).body.id)
  const members = ids.map((value) => ({ value }))
  const owners = (await post(call, '/api/scim/v2/Groups', { displayName: 'owners', members })).body.id as string
  const change = (operation: object) =>
    call('PATCH', `/api/scim/v2/Groups/${owners}`, { body: { Operations: [operation] } })
  await change({ op: 'remove', path: 'members', value: [{ value: ids[0] }] })
  await change({ op: 'replace', value: { displayName: 'owners', externalId: 'owners' } })
  await call('POST', '/api/scim/v2/.search', {
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'displayName co "o"' },
  })
  await call('DELETE', `/api/scim/v2/Users/${ids[0]}`)
}

/** What an owner sets up. */
export async function administer(call: Client): Promise<void> {
  const put = (path: string, body: unknown) => call('PUT', path, { body })
  await put('/api/settings/organization', { userNameMutable: true })
  await put('/api/settings/team-roles', {
    'team-roles': [
      { name: 'Lead', description: '' },
      { name: 'Editor', description: '' },
      { name: 'Steward', description: '' },
    ],
  })
  await post(call, '/api/teams/design/members', { emailAddress: 'vic@example.com', role: 'Lead' })
  await put('/api/organization/members/new@example.com', { role: 'Member' })
  const key = (await post(call, '/api/api-keys', { displayName: 'x', scopes: ['scim'] })).body
  await call('PATCH', `/api/api-keys/${key.id}`, { body: { displayName: 'y' } })
  await post(call, `/api/api-keys/${key.id}/rotate`)
  await call('DELETE', `/api/api-keys/${key.id}`)
  const headers = { 'content-type': 'application/yaml' }
  const body = 'scimGroupMappings:\n  - { scimGroup: owners, type: organizationOwner }\n'
  await call('PUT', '/api/settings/scim-mapping', { body, headers })
  await call('DELETE', '/api/teams/design')
}

/** A mapping is planned, applied, tried, confirmed, taken back and rolled back. */
export async function changeMapping({ as, keys }: Asking): Promise<void> {
  const call = as(keys.organization)
  const text = (group: string) => `scimGroupMappings:\n  - { scimGroup: ${group}, type: organizationOwner }\n`
  const plan = async (query = '', body?: string): Promise<string> => {
    const sent = body === undefined ? {} : { body, headers: yaml }
    const { planId } = (await call('POST', `${mappingPath}/plan${query}`, sent)).body
    await call('GET', `${mappingPath}/plan/${planId}`)
    await call('GET', `${mappingPath}/plan/${planId}/lines?kind=adds`)
    await call('GET', `${mappingPath}/plan/${planId}/people`)
    return planId
  }
  const apply = async (planId: string, commitWithin: string | null) =>
    post(call, `${mappingPath}/apply`, { planId, commitWithin })
  await call('POST', `${mappingPath}/check`, { body: text('staff'), headers: yaml })
  await apply(await plan('', text('staff')), null)
  await apply(await plan('', text('temps')), '10m')
  await post(call, `${mappingPath}/confirm`)
  await apply(await plan('', text('staff')), '10m')
  await post(call, `${mappingPath}/undo`)
  await apply(await plan('?version=1'), null)
  await call('PUT', mappingPath, { body: text('staff'), headers: yaml })
}

/** What the brake holds is looked at, and decided either way. */
export async function decideHolds({ as, keys }: Asking): Promise<void> {
  const owner = as(keys.organization)
  const provider = as(keys.scim)
  const brake = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
  const entry = '  - { scimGroup: held, type: organizationRole, organizationRole: Member }\n'
  const body = `${brake}scimGroupMappings:\n${entry}`
  await owner('PUT', `${mappingPath}?confirm=true`, { body, headers: yaml })
  const ids: string[] = []
  for (const name of ['hal', 'hob', 'hue'])
    ids.push((await post(provider, '/api/scim/v2/Users', { userName: `${name}@example.com` })).body.id)
  const members = ids.map((value) => ({ value }))
  const { id } = (await post(provider, '/api/scim/v2/Groups', { displayName: 'held', members })).body
  await provider('PATCH', `/api/scim/v2/Groups/${id}`, { body: { Operations: [{ op: 'remove', path: 'members' }] } })
  const [hold] = (await owner('GET', '/api/holds?state=open')).body
  await post(owner, `/api/holds/${hold.id}/approve`, { lines: [hold.lines[0].id] })
  await post(owner, `/api/holds/${hold.id}/reject`, { lines: [hold.lines[1].id] })
  await post(owner, `/api/holds/${hold.id}/approve`)
}

/** An owner signs in to the console, looks at something, and signs out. */
export async function useConsole({ as, keys }: Asking): Promise<void> {
  const call = as(null)
  const signedIn = await call('POST', '/api/session', { body: { key: keys.organization }, headers: consoleHeaders })
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
  const headers = { ...consoleHeaders, cookie }
  await call('GET', '/api/session', { headers })
  await call('GET', '/api/overview', { headers })
  await call('PUT', '/api/teams/console', { body: {}, headers })
  await call('DELETE', '/api/session', { headers })
}

/** A provider becomes a client, gets another secret and a trust, asks for tokens, and is let go. */
export async function useClient({ as, keys }: Asking): Promise<void> {
  const owner = as(keys.organization)
  const path = '/api/oauth/clients'
  const { id, secret } = (await post(owner, path, { displayName: 'Entra', secret: { name: 'first' } })).body
  const second = (await post(owner, `${path}/${id}/secrets`, { name: 'second' })).body
  const jwksUri = 'https://idp.example/keys'
  const trust = await post(owner, `${path}/${id}/trusts`, { name: 'third', issuer: 'https://idp.example', jwksUri })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = `grant_type=client_credentials&client_id=${id}&client_secret=${secret}`
  const { access_token: token } = (await as(null)('POST', '/oauth2/token', { body, headers })).body
  await as(token)('GET', '/api/scim/v2/Users?startIndex=1&count=1')
  await post(as(token), '/api/scim/v2/Users', { userName: 'by-token@example.com' })
  await owner('PATCH', `${path}/${id}`, { body: { displayName: 'Okta', tokenLifetime: 7_200 } })
  for (const credential of [second, trust.body]) await owner('DELETE', `/api/oauth/credentials/${credential.id}`)
  await owner('DELETE', `${path}/${id}`)
}

/** A connection for sign-in comes and goes, roles are verified, and the audit is read. */
export async function lookAfter({ as, keys }: Asking): Promise<void> {
  const owner = as(keys.organization)
  const connection = { name: 'Entra', issuer: 'https://idp.example', audience: 'x', claim: 'oid' }
  const path = '/api/sso/connections'
  const { id } = (await post(owner, path, { ...connection, jwksUri: 'https://idp.example/keys' })).body
  await owner('GET', path)
  await owner('DELETE', `${path}/${id}`)
  await post(owner, '/api/verification')
  for (const read of ['verification', 'audit?limit=5', 'events', 'provisioning-log/summary', 'settings/team-roles'])
    await owner('GET', `/api/${read}`)
}

function post(call: Client, path: string, body?: unknown): Promise<Reply> {
  return call('POST', path, body === undefined ? {} : { body })
}
