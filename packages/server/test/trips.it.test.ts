import { existsSync, statSync } from 'node:fs'

import { openStore } from '@rolecall/store/open-store'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

interface Counted {
  readonly trips: number
  readonly pages: number
}

/** What is written beside the requests, whenever it comes to it. */
const besideRequests =
  /request_log|request_counts|api_keys SET|DELETE FROM access_tokens|write_\d+_(request_counts|api_keys|used_assertions)/

/** A write that comes often is one statement from its third time on. */
const rounds = 7

const cases = eachDatabase.flatMap((database) => (['key', 'token'] as const).map((by) => ({ ...database, by })))

describe.each(cases)('trips to the database a request with a $by, on $name', ({ by, create, name }) => {
  const trips: string[] = []
  const counted = new Map<string, Counted>()
  let rolecall: Rolecall
  let call: Client
  let log = ''
  let mints = Infinity

  /** The write-ahead log grows by a frame for each page that a commit has changed, until it is written back. */
  const frames = (): number => (existsSync(log) ? Math.floor((statSync(log).size - 32) / 4_120) : 0)

  async function count(request: string, method: string, path: string, body?: unknown): Promise<Reply> {
    trips.length = 0
    const before = frames()
    const reply = await call(method, `/api/scim/v2${path}`, body === undefined ? {} : { body })
    expect([request, reply.status < 300]).toEqual([request, true])
    const own = trips.filter((texts) => !besideRequests.test(texts)).length
    // What is written beside a request may share its transaction, and its pages: the least of all rounds has none of that.
    const least = counted.get(request) ?? { trips: Infinity, pages: Infinity }
    const pages = frames() - before
    counted.set(request, { trips: Math.min(own, least.trips), pages: Math.min(pages, least.pages) })
    return reply
  }

  beforeAll(async () => {
    rolecall = await startRolecall(create, undefined, [], (options) => {
      log = `${(options.url as string).replace(/^sqlite:/, '')}-wal`
      return openStore({ ...options, onTrip: (texts) => void trips.push(texts.join(';')) })
    })
    const organization = await rolecall.createOrganization('Acme')
    const { scim } = organization.keys
    const owner = clientOf(rolecall, organization.keys.organization)
    const mint = await createTokenRequest(rolecall, owner)
    for (let round = 0; round < rounds; round++) {
      trips.length = 0
      await mint()
      mints = Math.min(mints, trips.filter((texts) => !besideRequests.test(texts)).length)
    }
    call = clientOf(rolecall, by === 'key' ? scim : await mint())
    for (let round = 0; round < rounds; round++) await provision(count, round)
    await owner('PUT', '/api/settings/scim-mapping', { body: mapping, headers: { 'content-type': 'application/yaml' } })
    for (let round = 0; round < rounds; round++) await joinNamed(count, call, round)
  })
  afterAll(() => rolecall.stop())

  it('a token by a secret: one to read, one to write', () => {
    expect(mints).toBe(2)
  })
  it.each(Object.entries(budgets))('%s: %d', (request, budget) => {
    expect(counted.get(request)?.trips).toBe(budget)
  })
  it.each(['PATCH group +1, which a rule names', 'PATCH group -1, which a rule names'])('%s', (request) => {
    expect(counted.get(request)?.trips).toBe(4)
  })
  it.runIf(name === 'SQLite').each(Object.entries(pageBudgets))('%s: %d pages', (request, budget) => {
    expect(counted.get(request)?.pages).toBeLessThanOrEqual(budget)
  })
})

/** What gets access tokens for a new client. */
async function createTokenRequest(rolecall: Rolecall, owner: Client): Promise<() => Promise<string>> {
  const made = await owner('POST', '/api/oauth/clients', { body: { displayName: 'x', secret: { name: 'x' } } })
  const body = `grant_type=client_credentials&client_id=${made.body.id}&client_secret=${made.body.secret}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return async () => (await clientOf(rolecall, null)('POST', '/oauth2/token', { body, headers })).body.access_token
}

/** With the key or the token, and with the commit. */
const budgets = {
  'look-up': 1,
  'page of users': 1,
  'full page of users, with the number of all': 1,
  'POST user': 2,
  'GET user': 1,
  'PATCH user': 2,
  'PUT user': 2,
  'POST group': 2,
  'PATCH group +1': 3,
  'GET group': 1,
  'PATCH group -1': 3,
} as const

/** Of a file of which each table and index is one page: each of them is written by whoever touches it. */
const pageBudgets = {
  'look-up': 0,
  'POST user': 21,
  'PATCH user': 8,
  'PUT user': 8,
  'POST group': 8,
  'PATCH group +1': 9,
  'PATCH group -1': 9,
} as const

type Count = (name: string, method: string, path: string, body?: unknown) => Promise<Reply>

/** As Entra does: look up, create, change, and put into a group. */
async function provision(count: Count, round: number): Promise<void> {
  const userName = `ann${round}@example.com`
  const user = {
    userName,
    externalId: `00000000-0000-4000-8000-00000000000${round}`,
    active: true,
    displayName: 'Ann',
    emails: [{ type: 'work', value: userName, primary: true }],
  }
  await count('look-up', 'GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)
  const id: string = (await count('POST user', 'POST', '/Users', user)).body.id
  await count('GET user', 'GET', `/Users/${id}`)
  await count('page of users', 'GET', '/Users?count=10&excludedAttributes=groups')
  await count('full page of users, with the number of all', 'GET', '/Users?count=1&excludedAttributes=groups')
  await count('PATCH user', 'PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'title', value: 'Lead' }))
  await count('PUT user', 'PUT', `/Users/${id}`, { ...user, title: 'Head' })
  const group: string = (
    await count('POST group', 'POST', '/Groups', { displayName: `g${round}`, externalId: `g${round}` })
  ).body.id
  const path = `/Groups/${group}`
  await count('PATCH group +1', 'PATCH', path, patch({ op: 'add', path: 'members', value: [{ value: id }] }))
  await count('GET group', 'GET', path)
  await count('PATCH group -1', 'PATCH', path, patch({ op: 'remove', path: `members[value eq "${id}"]` }))
}

const mapping =
  'scimGroupMappings:\n  - { scimGroup: named, type: teamMemberRole, teamId: crew, teamMemberRole: Steward }\n'

/** Each time another person comes and goes: what the mapping gives is written and told. */
async function joinNamed(count: Count, call: Client, round: number): Promise<void> {
  const groups = await call('GET', `/api/scim/v2/Groups?filter=${encodeURIComponent('displayName eq "named"')}`)
  const [group] = groups.body.Resources as { id: string }[]
  const id = group?.id ?? (await call('POST', '/api/scim/v2/Groups', { body: { displayName: 'named' } })).body.id
  const user = (await call('POST', '/api/scim/v2/Users', { body: { userName: `joins${round}@example.com` } })).body.id
  const path = `/Groups/${id}`
  const add = patch({ op: 'add', path: 'members', value: [{ value: user }] })
  await count('PATCH group +1, which a rule names', 'PATCH', path, add)
  const remove = patch({ op: 'remove', path: `members[value eq "${user}"]` })
  await count('PATCH group -1, which a rule names', 'PATCH', path, remove)
}

function patch(operation: object) {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] }
}
