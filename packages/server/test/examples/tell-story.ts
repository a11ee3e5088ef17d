import type { Client, Reply } from '../client.ts'

const scim = '/api/scim/v2'
const settings = '/api/settings'
const mappingPath = `${settings}/scim-mapping`
const yaml = { 'content-type': 'application/yaml' }
const adaAddress = 'ada@example.com'

const mapping = `scimGroupMappings:
  - { scimGroup: acme_owners, type: organizationOwner }
  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
`
const moreMapping = `${mapping}  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
`

const schemas = {
  user: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  group: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  patch: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  search: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
  bulk: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
}

/** Who asks. */
export interface Storytellers {
  readonly owner: Client
  readonly provider: Client
  /** The product that runs Rolecall, by a platform key. */
  readonly platform: Client
  /** Without a key. */
  readonly anybody: Client
}

/** An organization from its first mapping on: at least one request for every operation that answers JSON. */
export async function tellStory({ anybody, owner, platform, provider }: Storytellers): Promise<void> {
  await writeMapping(owner)
  const stewards = await provision(provider)
  await search(provider)
  await lookAtMembers(owner, stewards)
  await manageTeams(owner)
  await planAndApply(owner)
  await decideHolds(owner, provider)
  await manageAccess(owner, anybody)
  await manageDelivery(owner)
  await managePlatform(platform)
}

async function writeMapping(owner: Client): Promise<void> {
  await owner('PUT', '/api/teams/marketing', { body: { name: 'Marketing' } })
  await owner('PUT', mappingPath, { body: mapping, headers: yaml })
}

async function provision(provider: Client): Promise<string> {
  const users = `${scim}/Users`
  const made = await provider('POST', users, {
    body: {
      schemas: schemas.user,
      userName: adaAddress,
      externalId: '5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55',
      displayName: 'Ada Adler',
      name: { givenName: 'Ada', familyName: 'Adler' },
      emails: [{ value: adaAddress, type: 'work', primary: true }],
      active: true,
    },
  })
  const ada = made.body.id as string
  const user = `${users}/${ada}`
  await provider('GET', user)
  await provider('PATCH', user, {
    body: { schemas: schemas.patch, Operations: [{ op: 'replace', path: 'title', value: 'Head of Marketing' }] },
  })
  await provider('PUT', user, {
    body: { schemas: schemas.user, userName: adaAddress, displayName: 'Ada Adler', active: true },
  })
  const leaver = await provider('POST', users, { body: { schemas: schemas.user, userName: 'ben@example.com' } })
  await provider('DELETE', `${users}/${leaver.body.id}`)
  const groups = `${scim}/Groups`
  const members = [{ value: ada }]
  const stewards = (
    await provider('POST', groups, { body: { schemas: schemas.group, displayName: 'acme_stewards', members } })
  ).body.id as string
  const group = `${groups}/${stewards}`
  await provider('GET', group)
  await provider('PATCH', `${group}?attributes=displayName`, {
    body: { schemas: schemas.patch, Operations: [{ op: 'add', path: 'members', value: members }] },
  })
  await provider('PUT', group, { body: { schemas: schemas.group, displayName: 'acme_stewards', members } })
  const old = await provider('POST', groups, { body: { schemas: schemas.group, displayName: 'acme_old' } })
  await provider('DELETE', `${groups}/${old.body.id}`)
  await provider('POST', `${scim}/Bulk`, {
    body: {
      schemas: schemas.bulk,
      Operations: [{ method: 'POST', path: '/Users', bulkId: 'cleo', data: { userName: 'cleo@example.com' } }],
    },
  })
  return stewards
}

async function search(provider: Client): Promise<void> {
  const of = (filter: string) => ({ body: { schemas: schemas.search, filter, count: 10 } })
  await provider('GET', `${scim}/Users?filter=userName%20eq%20%22${adaAddress}%22`)
  await provider('POST', `${scim}/Users/.search`, of('userName sw "ada"'))
  await provider('GET', `${scim}/Groups?filter=displayName%20eq%20%22acme_stewards%22`)
  await provider('POST', `${scim}/Groups/.search`, of('displayName sw "acme"'))
  await provider('GET', `${scim}?filter=id%20pr&count=1`)
  await provider('POST', `${scim}/.search`, of('id pr'))
  for (const [type, id] of [
    ['Roles', 'owner'],
    ['Entitlements', 'marketing:steward'],
  ]) {
    await provider('GET', `${scim}/${type}?count=1`)
    await provider('POST', `${scim}/${type}/.search`, { body: { schemas: schemas.search, count: 1 } })
    await provider('GET', `${scim}/${type}/${id}`)
  }
  await provider('GET', `${scim}/ServiceProviderConfig`)
  await provider('GET', `${scim}/ResourceTypes`)
  await provider('GET', `${scim}/ResourceTypes/User`)
  await provider('GET', `${scim}/Schemas`)
  await provider('GET', `${scim}/Schemas/${schemas.group[0]}`)
}

async function lookAtMembers(owner: Client, stewards: string): Promise<void> {
  await owner('PUT', '/api/organization/members/dora@example.com', { body: { role: 'Owner' } })
  await owner('GET', '/api/organization/members?limit=2')
  const { userId } = (await owner('GET', `/api/organization/members/${adaAddress}`)).body
  await owner('GET', `/api/users/${userId}`)
  await owner('GET', `/api/users/${userId}/facts`)
  await owner('GET', `/api/users/${userId}/changes?limit=2`)
  await owner('GET', `/api/explain?email=${adaAddress}&scope=team:marketing`)
  await owner('GET', '/api/groups?limit=2&sort=members')
  await owner('GET', `/api/groups/${stewards}`)
  await owner('GET', `/api/groups/${stewards}/members`)
}

async function manageTeams(owner: Client): Promise<void> {
  await owner('POST', '/api/teams/marketing/members', { body: { emailAddress: adaAddress, role: 'Editor' } })
  await owner('GET', '/api/teams')
  await owner('GET', '/api/teams/marketing')
  await owner('GET', '/api/team-summaries')
  await owner('GET', `${settings}/team-roles`)
  const { 'team-roles': roles } = (await owner('GET', `${settings}/team-roles`)).body
  await owner('PUT', `${settings}/team-roles`, { body: { 'team-roles': roles } })
  await keepCatalogue(owner, '/api/catalogue')
  await owner('GET', `${settings}/organization`)
  await owner('PUT', `${settings}/organization`, { body: { userNameMutable: true } })
}

async function keepCatalogue(client: Client, catalogue: string): Promise<void> {
  const { body: standing } = await client('GET', catalogue)
  const body = { ...standing, teams: [...standing.teams, { id: 'marketing-emea', name: 'EMEA', parent: 'marketing' }] }
  if (standing.teams.length === 0) body.teams = [{ id: 'marketing' }]
  const { digest } = (await client('POST', `${catalogue}/plan`, { body })).body
  await client('PUT', catalogue, { body, headers: { 'if-match': `"${digest}"` } })
}

async function planAndApply(owner: Client): Promise<void> {
  await owner('POST', `${mappingPath}/check`, { body: moreMapping, headers: yaml })
  const { planId } = (await owner('POST', `${mappingPath}/plan`, { body: moreMapping, headers: yaml })).body
  await owner('GET', `${mappingPath}/plan/${planId}`)
  await owner('GET', `${mappingPath}/plan/${planId}/lines?kind=adds`)
  await owner('GET', `${mappingPath}/plan/${planId}/people`)
  await owner('POST', `${mappingPath}/apply`, { body: { planId, commitWithin: '10m' } })
  await owner('POST', `${mappingPath}/confirm`)
  const again = (await owner('POST', `${mappingPath}/plan`, { body: mapping, headers: yaml })).body.planId as string
  await owner('POST', `${mappingPath}/apply`, { body: { planId: again, commitWithin: '10m' } })
  await owner('POST', `${mappingPath}/undo`)
  await owner('GET', `${mappingPath}/versions`)
  await owner('GET', `${mappingPath}/versions/2`)
  await owner('POST', '/api/verification')
  await owner('GET', '/api/verification')
}

/** A second group of a name that the mapping knows waits for an owner. */
async function decideHolds(owner: Client, provider: Client): Promise<void> {
  for (const [name, decision] of [
    ['acme_stewards', 'approve'],
    ['acme_stewards', 'reject'],
  ]) {
    await provider('POST', `${scim}/Groups`, { body: { schemas: schemas.group, displayName: name } })
    const [{ id }] = (await owner('GET', '/api/holds')).body
    await owner('GET', `/api/holds/${id}`)
    await owner('POST', `/api/holds/${id}/${decision}`, { body: {} })
  }
}

const issuer = 'https://login.example.com'

async function manageKeys(client: Client, keys: string): Promise<Reply> {
  const made = await client('POST', keys, { body: { displayName: 'Product', scopes: ['organization_read'] } })
  await client('PATCH', `${keys}/${made.body.id}`, { body: { displayName: 'Our product' } })
  const rotated = await client('POST', `${keys}/${made.body.id}/rotate`)
  await client('GET', keys)
  return rotated
}

async function manageSetupLinks(client: Client, links: string): Promise<void> {
  await client('POST', links, { body: { displayName: 'Ada of Globex', days: 14 } })
  await client('GET', links)
}

async function manageConnections(client: Client, connections: string): Promise<void> {
  const connection = await client('POST', connections, {
    body: { name: 'Entra ID', issuer, audience: 'rolecall', jwksUri: `${issuer}/keys`, claim: 'oid' },
  })
  await client('PATCH', `${connections}/${connection.body.id}`, { body: { console: true } })
  await client('GET', connections)
}

async function manageClients(client: Client, clients: string): Promise<Reply> {
  const made = await client('POST', clients, { body: { displayName: 'Entra ID', secret: { name: 'first' } } })
  const one = `${clients}/${made.body.id}`
  await client('PATCH', one, { body: { tokenLifetime: 7_200 } })
  await client('POST', `${one}/secrets`, { body: { name: 'second' } })
  await client('POST', `${one}/trusts`, { body: { name: 'Entra ID', jwksUri: `${issuer}/keys` } })
  await client('GET', clients)
  return made
}

async function manageAccess(owner: Client, anybody: Client): Promise<void> {
  const rotated = await manageKeys(owner, '/api/api-keys')
  await manageSetupLinks(owner, '/api/setup-links')
  await owner('GET', '/api/providers')
  await manageConnections(owner, '/api/sso/connections')
  const client = await manageClients(owner, '/api/oauth/clients')
  const clientId = client.body.id as string
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: client.body.secret as string,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  await anybody('POST', '/oauth2/token', { body: form.toString(), headers })
  const { pathname } = new URL(client.body.tokenEndpoint as string)
  await anybody('POST', pathname, { body: form.toString(), headers })
  await anybody('GET', `/.well-known/oauth-authorization-server${pathname.replace(/\/token$/, '')}`)
  const console = { 'x-rolecall-console': '1' }
  await anybody('POST', '/api/session', { body: { key: rotated.body.key as string }, headers: console })
  await anybody('DELETE', '/api/session', { headers: console })
}

async function managePlatform(platform: Client): Promise<void> {
  const organizations = '/api/platform/organizations'
  const keys = [{ displayName: 'Provider', scopes: ['scim'] }]
  const asked = { body: { id: 'customer-4711', name: 'Globex', keys } }
  await platform('POST', organizations, asked)
  await platform('POST', organizations, asked)
  await platform('GET', organizations)
  const globex = `${organizations}/customer-4711`
  await platform('GET', globex)
  await platform('GET', '/api/platform/usage')
  await platform('GET', `${globex}/usage`)
  await platform('PATCH', globex, { body: { name: 'Globex International', suspended: true } })
  await keepCatalogue(platform, `${globex}/catalogue`)
  await manageKeys(platform, `${globex}/api-keys`)
  await manageSetupLinks(platform, `${globex}/setup-links`)
  await manageConnections(platform, `${globex}/sso/connections`)
  await manageClients(platform, `${globex}/oauth/clients`)
  await platform('GET', '/api/platform/events?limit=2')
  const exported = (await platform('GET', `${globex}/export`)).text.trim().split('\n')
  const { digest } = JSON.parse(exported.at(-1) ?? '') as { digest: string }
  await platform('DELETE', `${globex}?digest=${digest}`)
}

async function manageDelivery(owner: Client): Promise<void> {
  await owner('GET', '/api/events?limit=2')
  const hook = {
    displayName: 'Product',
    url: 'https://product.example.com/hook',
    types: ['RoleGranted', 'RoleRevoked'],
  }
  const { id } = (await owner('POST', '/api/webhooks', { body: hook })).body
  await owner('GET', '/api/webhooks')
  await owner('GET', `/api/webhooks/${id}`)
  await owner('PATCH', `/api/webhooks/${id}`, { body: { state: 'paused' } })
  await owner('POST', `/api/webhooks/${id}/rotate`)
  await owner('POST', `/api/webhooks/${id}/replay`, { body: { from: '1-0' } })
  await owner('GET', `/api/webhooks/${id}/dead-letters`)
  await owner('GET', '/api/receipts?eventId=1-0')
  const streams = '/api/event-streams'
  const stream = await owner('POST', streams, {
    body: { displayName: 'Receiver', method: 'poll', audience: ['receiver'] },
  })
  await owner('GET', streams)
  await owner('GET', `${streams}/${stream.body.id}`)
  await owner('GET', `${streams}/${stream.body.id}/dead-letters`)
  await owner('PATCH', `${streams}/${stream.body.id}`, { body: { form: 'full' } })
  await owner('POST', `${streams}/${stream.body.id}/poll`, { body: { returnImmediately: true, maxEvents: 1 } })
  await owner('POST', `${streams}/${stream.body.id}/replay`, { body: {} })
}

/** What is there when everything has been written, also what is written beside the requests. */
export async function lookBack({ anybody, owner }: Storytellers): Promise<void> {
  await owner('GET', '/api/overview')
  await owner('GET', '/api/overview/history')
  await owner('GET', '/api/changes?limit=2')
  await owner('GET', '/api/panels')
  await owner('GET', '/api/plugins')
  await owner('GET', '/api/organization')
  await owner('PATCH', '/api/organization', { body: { name: 'Acme International' } })
  await owner('GET', '/api/audit?limit=2')
  const [logged] = (await owner('GET', '/api/provisioning-log?limit=2')).body
  await owner('GET', `/api/provisioning-log/${logged.id}`)
  await owner('GET', '/api/provisioning-log/summary')
  for (const path of [
    '/api/session',
    '/healthz',
    '/readyz',
    '/.well-known/jwks.json',
    '/.well-known/oauth-authorization-server',
  ])
    await anybody('GET', path)
}
