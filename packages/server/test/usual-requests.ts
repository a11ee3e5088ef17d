import type { Client, Reply } from './client.ts'

const usersMapping = `
scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
  - { scimGroup: sales, type: teamMemberRole, teamId: research, teamMemberRole: Steward }
`

/** The mapping under which the requests are made, and a team that it names. */
export async function prepareRequests(owner: Client): Promise<void> {
  done(await owner('PUT', '/api/teams/research', { body: {} }))
  const headers = { 'content-type': 'application/yaml' }
  done(await owner('PUT', '/api/settings/scim-mapping', { body: usersMapping, headers }))
}

/** What a provider asks and writes, by whom and by which group. */
export async function provision(call: Client): Promise<void> {
  const user = await provisionUser(call)
  const group = await provisionGroup(call, user)
  await send(call, 'POST', '/api/scim/v2/Users', { userName: 'late@example.com', externalId: 'not-yet' })
  await send(call, 'POST', '/api/scim/v2/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [{ method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'bulk@example.com' } }],
  })
  await send(call, 'DELETE', `/api/scim/v2/Users/${user}`)
  await send(call, 'DELETE', `/api/scim/v2/Groups/${group}`)
}

async function provisionUser(call: Client): Promise<string> {
  const path = '/api/scim/v2/Users'
  await find(call, path, 'userName eq "ann@example.com"')
  await find(call, path, 'externalId eq "ann"')
  await find(call, path, 'emails[type eq "work"].value eq "user-7@example.com"')
  const ann = {
    userName: 'ann@example.com',
    externalId: '00000000-0000-4000-8000-000000000000',
    emails: [{ type: 'work', value: 'ann@example.com' }],
  }
  const id: string = (await send(call, 'POST', path, ann)).body.id
  for (const query of ['count=10', 'count=10&cursor', 'count=10&startIndex=500'])
    await send(call, 'GET', `${path}?${query}`)
  await send(call, 'GET', `${path}/${id}`)
  await replace(call, `${path}/${id}`, 'displayName', 'Ann')
  await replace(call, `${path}/${id}`, 'emails[type eq "work"].value', 'a@example.com')
  await replace(call, `${path}/${id}`, 'externalId', '00000000-0000-4000-8000-000000000001')
  await replace(call, `${path}/${id}`, 'active', false)
  await send(call, 'PUT', `${path}/${id}`, { ...ann, title: 'Lead' })
  return id
}

async function provisionGroup(call: Client, user: string): Promise<string> {
  const path = '/api/scim/v2/Groups'
  await find(call, path, 'displayName eq "Sales"')
  const sales = { displayName: 'Sales', externalId: 'sales', members: [{ value: user }, { value: 'not-yet' }] }
  const id: string = (await send(call, 'POST', path, sales)).body.id
  await find(call, path, `id eq "${id}" and members eq "${user}"`)
  await find(call, path, `members.value eq "${user}"`)
  for (const query of ['?count=10', `/${id}`, `/${id}?excludedAttributes=members`])
    await send(call, 'GET', path + query)
  const members = [{ value: user }]
  await patch(call, `${path}/${id}`, { op: 'remove', path: `members[value eq "${user}"]` })
  await patch(call, `${path}/${id}`, { op: 'add', path: 'members', value: members })
  await replace(call, `${path}/${id}`, 'members', members)
  await replace(call, `${path}/${id}`, 'displayName', 'Selling')
  await send(call, 'PUT', `${path}/${id}`, sales)
  return id
}

/** What an owner looks at and sets. */
export async function manage(call: Client): Promise<void> {
  const group = (await call('GET', '/api/groups?limit=1')).body[0].id as string
  const reads = [
    'overview',
    'overview/history',
    'changes',
    'organization/members?limit=10',
    'organization/members?search=user-77',
    'organization/members/user-7@example.com',
    `groups/${group}`,
    `groups/${group}/members`,
    'groups?search=group',
    'groups?sort=members&gives=false',
    'groups?sort=lastModified&unresolved=true',
    'teams?limit=10',
    'teams/research',
    'team-summaries',
    'explain?email=user-7@example.com&scope=team:research&role=Steward',
    'events',
    'holds?state=open',
    'api-keys',
    'settings/scim-mapping',
    'settings/scim-mapping/versions',
    'provisioning-log?outcome=refused&resource=User&q=ann',
    'provisioning-log/summary',
    'audit?limit=10',
    'audit?kind=key&from=2020-01-01&limit=10',
    'audit?actor=nobody&limit=10',
  ]
  const person = (await call('GET', '/api/organization/members/user-7@example.com')).body.userId as string
  for (const path of ['facts', 'changes', 'changes?before=9-0']) reads.push(`users/${person}/${path}`)
  for (const path of reads) await send(call, 'GET', `/api/${path}`)
  const members = [{ emailAddress: 'user-7@example.com', role: 'Editor' }]
  await send(call, 'PUT', '/api/teams/design', { members })
  await send(call, 'PUT', '/api/organization/members/user-7@example.com', { role: 'Owner' })
}

/** A provider becomes a client, asks for a token by its secret, and provisions with it. */
export async function exchange(owner: Client, as: (key: string | null) => Client): Promise<void> {
  const path = '/api/oauth/clients'
  const { id } = (await send(owner, 'POST', path, { displayName: 'Entra' })).body
  const { secret } = (await send(owner, 'POST', `${path}/${id}/secrets`, { name: 'first' })).body
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = `grant_type=client_credentials&client_id=${id}&client_secret=${secret}`
  const { access_token: token } = done(await as(null)('POST', '/oauth2/token', { body, headers })).body
  await send(as(token), 'GET', '/api/scim/v2/Users?startIndex=1&count=1')
  const refused = await as(null)('POST', '/oauth2/token', { body: `${body}x`, headers })
  if (refused.status !== 401) throw new Error(`401 was expected, not ${refused.status}`)
  await send(owner, 'GET', path)
  await send(owner, 'DELETE', `${path}/${id}`)
}

function find(call: Client, path: string, filter: string): Promise<Reply> {
  return send(call, 'GET', `${path}?excludedAttributes=members&filter=${encodeURIComponent(filter)}`)
}

function replace(call: Client, resource: string, path: string, value: unknown): Promise<Reply> {
  return patch(call, resource, { op: 'replace', path, value })
}

function patch(call: Client, resource: string, ...Operations: readonly object[]): Promise<Reply> {
  return send(call, 'PATCH', resource, { Operations })
}

async function send(call: Client, method: string, path: string, body?: unknown): Promise<Reply> {
  return done(await call(method, path, body === undefined ? {} : { body }))
}

function done(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}
