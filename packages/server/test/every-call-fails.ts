import { setImmediate } from 'node:timers/promises'

import type { CallFaults } from '@rolecall/testkit/faults/call-faults'
import { expect } from 'vitest'

import { clientOf, type Client, type Reply, type Sent } from './client.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { manage, prepareRequests, provision } from './usual-requests.ts'

/**
 * Sends every request again and again, each time with the next of its calls to the database failing, until there is no
 * further one: it is refused as unavailable and has done nothing, or it is answered with success and done. Nobody is told
 * that something failed which was done. `thorough` fails those of a GET as well, and those of more people and groups. Answers how many calls have failed.
 */
export async function failEveryCall(rolecall: RolecallUnderTest, faults: CallFaults, thorough = true): Promise<number> {
  const { id, keys } = await rolecall.createOrganization('Acme')
  const failures = { calls: 0, forgiven: [] as string[], done: [] as string[] }
  const failing = (key: string): Client => {
    const client = clientOf(rolecall, key)
    return (method, path, sent = {}) =>
      sendWithEachFault({ client, faults, failures, thorough, revisionOf }, method, path, sent)
  }
  const revisionOf = async (): Promise<number> => (await rolecall.services.store.read(id).getState()).revision
  await prepareRequests(failing(keys.organization))
  await provision(failing(keys.scim))
  await provisionMany(thorough ? failing(keys.scim) : clientOf(rolecall, keys.scim))
  await manage(failing(keys.organization))
  await administer(failing(keys.organization))
  expect(failures).toMatchObject({ done: [], forgiven: [] })
  return failures.calls
}

interface Sending {
  readonly thorough: boolean
  readonly client: Client
  readonly faults: CallFaults
  readonly failures: { calls: number; readonly forgiven: string[]; readonly done: string[] }
  readonly revisionOf: () => Promise<number>
}

async function sendWithEachFault(
  { client, failures, faults, thorough, revisionOf }: Sending,
  method: string,
  path: string,
  sent: Sent,
): Promise<Reply> {
  for (let call = 1; ; call++) {
    // What the answer before has left to be done beside it, such as its entry in the log, has begun by the next turn.
    for (let turn = 0; turn < 3; turn++) await setImmediate()
    const before = await revisionOf()
    if (method !== 'GET' || thorough) faults.arm(call)
    const reply = await client(method, path, sent)
    const failed = faults.disarm()
    const where = `${method} ${path}, call ${call}: ${failed}`
    if (failed !== null && isRefused(reply)) {
      if ((await revisionOf()) !== before) failures.done.push(where)
      failures.calls += 1
      continue
    }
    expect([where, reply.status, reply.status < 300 ? '' : reply.text]).toEqual([where, reply.status, ''])
    if (failed === null) return reply
    failures.calls += 1
    failures.forgiven.push(where)
    // It is done: to send it again would do it twice.
    if (method !== 'GET') return reply
  }
}

/** Also where the one operation of a bulk request is. */
function isRefused({ body, headers, status }: Reply): boolean {
  if (status === 503) return /^\d+$/.test(headers.get('retry-after') ?? '')
  const operations = body?.Operations as readonly { readonly status: string }[] | undefined
  return operations?.some((operation) => operation.status === '503') === true
}

/** A provider that comes with several people and what they are in, and takes them away again. */
async function provisionMany(call: Client): Promise<void> {
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
async function administer(call: Client): Promise<void> {
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

function post(call: Client, path: string, body?: unknown): Promise<Reply> {
  return call('POST', path, body === undefined ? {} : { body })
}
