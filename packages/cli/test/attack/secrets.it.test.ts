import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { readDatabase } from '@rolecall/testkit/read-database'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { runCommand, startServe, withFolder, type ServedCommand } from '../../src/command/command-under-test.ts'

/** Secrets that have been sent, each by another name, so that one which is found says where it came from. */
const planted = new Map<string, string>()

function plant(place: string): string {
  const marker = `q7${randomUUID().replaceAll('-', '').slice(0, 20)}`
  planted.set(marker, place)
  return marker
}

/** Something that is no secret, to see that the search finds what is there. */
const known = 'ann.known@example.com'

const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const scim = 'application/scim+json'

interface Sent {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

const scimRequests = (id: string): readonly Sent[] => {
  const user = `/Users/${id}`
  const patch = (...operations: readonly object[]): Sent => ({
    method: 'PATCH',
    path: user,
    body: { schemas: [patchOp], Operations: operations },
  })
  const write = (userName: string) => ({
    userName,
    password: plant('password of a user'),
    apiToken: plant('unknown attribute'),
    [enterprise]: { department: 'x', session_token: plant('unknown attribute of an extension') },
  })

  return [
    { method: 'PUT', path: user, body: write(known) },
    { method: 'POST', path: '/Users', body: write('bob@example.com') },
    { method: 'POST', path: '/Users', body: { ...write(known), active: 'perhaps' } },
    patch({ op: 'replace', path: 'password', value: plant('PATCH path') }),
    patch({ op: 'add', path: `urn:ietf:params:scim:schemas:core:2.0:User:password`, value: plant('URN and path') }),
    patch({ op: 'add', path: `${enterprise}:apiToken`, value: plant('unknown PATCH path') }),
    patch({ op: 'add', path: `${' '.repeat(1_500)}recoveryCode`, value: plant('padded path') }),
    patch({ op: 'add', path: `urn:${'x'.repeat(1_500)}:passcode`, value: plant('long path') }),
    patch({ op: 'replace', value: { password: plant('PATCH without a path'), deviceToken: plant('the same') } }),
    patch({ op: 'remove', path: `devices[passcode eq "${plant('value filter')}"].x` }),
    patch({ op: 'replace', path: `password[value eq "${plant('value filter of a secret')}"]`, value: 'x' }),
    patch({ op: 'replace', path: 'title', value: `Bearer ${plant('bearer token as a value')}` }, { op: 'no' }),
    {
      method: 'POST',
      path: '/Bulk',
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          {
            method: 'POST',
            path: '/Users',
            bulkId: '1',
            data: { userName: 'cy@example.com', password: plant('bulk') },
          },
          {
            method: 'PATCH',
            path: user,
            data: patch({ op: 'add', path: 'password', value: plant('bulk PATCH') }).body,
          },
          { method: 'DELETE', path: `/Users/nobody?access_token=${plant('query of a bulk path')}` },
          { method: 'POST', path: '/Users', bulkId: '2', data: { password: plant('refused bulk operation') } },
        ],
      },
    },
    { method: 'POST', path: '/.search', body: { filter: `password eq "${plant('search')}"` } },
    { method: 'POST', path: '/.search', body: { filter: `userName eq "x" and apiToken co ${plant('bad search')}` } },
    { method: 'GET', path: `/Users?filter=${encodeURIComponent(`password eq "${plant('filter')}"`)}` },
    { method: 'GET', path: `/Users?count=1&sessionToken=${plant('query')}` },
    { method: 'GET', path: `/Users?x=${'y'.repeat(3_000)}&passcode=${plant('end of a long query')}` },
    { method: 'GET', path: `/Users/rc_${randomUUID()}_${plant('key as an id')}${'x'.repeat(21)}` },
    { method: 'GET', path: user, headers: { 'x-request-id': `rc_${randomUUID()}_${plant('key as a request id')}` } },
    {
      method: 'GET',
      path: user,
      headers: { 'x-client-secret': plant('header'), cookie: `rolecall=${plant('cookie')}` },
    },
    { method: 'POST', path: '/Users', body: `{"password":"${plant('broken JSON')}"`, type: scim },
    { method: 'POST', path: '/Users', body: `password=${plant('form')}`, type: 'application/x-www-form-urlencoded' },
    {
      method: 'POST',
      path: '/Groups',
      body: { displayName: 'g', members: [], client_secret: plant('secret of a group') },
    },
  ]
}

const managementRequests = (): readonly Sent[] => [
  { method: 'POST', path: '/api/session', body: { key: plant('sign-in') } },
  { method: 'POST', path: '/api/session', body: { key: `rc_${randomUUID()}_${plant('sign-in by a wrong key')}` } },
  { method: 'POST', path: '/api/session', body: { key: 'x', password: plant('sign-in by a password') } },
  { method: 'POST', path: '/api/sso/resolve', body: { idToken: plant('ID token that is none') } },
  {
    method: 'POST',
    path: '/api/sso/resolve',
    body: { idToken: `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.${plant('ID token')}` },
  },
  {
    method: 'POST',
    path: '/api/sso/connections',
    body: {
      name: 'x',
      issuer: 'https://idp.example',
      audience: 'x',
      claim: 'sub',
      jwksUri: `https://ann:${plant('user of an address')}@idp.example/`,
    },
  },
  {
    method: 'POST',
    path: '/api/api-keys',
    body: { displayName: 'x', scopes: ['scim'], secret: plant('field of a key') },
  },
  { method: 'PUT', path: '/api/teams/red', body: { password: plant('field of a team') } },
  { method: 'GET', path: `/api/teams?apiKey=${plant('query of the API')}` },
  { method: 'GET', path: '/api/teams', headers: { 'x-api-key': `rc_${randomUUID()}_${plant('wrong key')}` } },
  { method: 'GET', path: '/api/teams', headers: { authorization: `Basic ${plant('Basic')}` } },
  {
    method: 'PUT',
    path: '/api/settings/scim-mapping',
    type: 'application/yaml',
    body: `# token: ${plant('comment of a refused mapping')}\nversion: 1\npassword: ${plant('refused mapping')}\n`,
  },
  { method: 'GET', path: `/nowhere?token=${plant('address that there is not')}` },
]

// A process, on a machine that may be busy.
describe.each(eachDatabase)('secrets that are sent to a server on $name', { timeout: 180_000 }, ({ create, name }) => {
  const places = new Map<string, string>()

  beforeAll(
    () =>
      withFolder(async (folder) => {
        const database = await create()
        try {
          const served = await startServe(['--database', database.url, '--log-level', 'debug'], { folder })
          await sendAll(served)
          await look(served, database, folder)
        } finally {
          await database.drop()
        }
      }),
    180_000,
  )
  afterAll(() => {
    places.clear()
    planted.clear()
  })

  async function sendAll({ line }: ServedCommand): Promise<void> {
    const send = async ({ method, path, body, type, headers = {} }: Sent, key: string, usual: string) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const url = usual === scim ? line.tenantUrl + path : line.url + path
      const own = {
        authorization: `Bearer ${key}`,
        'x-rolecall-console': '1',
        'content-type': type ?? usual,
        ...headers,
      }
      const response = await fetch(url, { method, headers: own, ...(text === undefined ? {} : { body: text }) })
      return (await response.text()) || '{}'
    }
    const { ownerKey = '', secretToken = '' } = line
    const ann = await send({ method: 'POST', path: '/Users', body: { userName: known } }, secretToken, scim)
    for (const request of scimRequests((JSON.parse(ann) as { id: string }).id)) await send(request, secretToken, scim)
    for (const request of managementRequests()) await send(request, ownerKey, 'application/json')
    // A wrong key is looked up too: what it asked for is logged with no organization.
    await send({ method: 'GET', path: '/Users' }, `rc_${randomUUID()}_${plant('wrong secret token')}`, scim)
    const made = await send(
      { method: 'POST', path: '/api/api-keys', body: { displayName: 'next', scopes: ['scim'] } },
      ownerKey,
      'application/json',
    )
    for (const key of [ownerKey, secretToken, (JSON.parse(made) as { key: string }).key])
      planted.set(key.slice(-43), 'a key that is in use')
    await send({ method: 'GET', path: '/Users?filter=userName%20eq%20%22zlast%22' }, secretToken, scim)
  }

  async function look(
    { end, line, output, signal }: ServedCommand,
    database: TestDatabase,
    folder: string,
  ): Promise<void> {
    const ask = async (path: string) =>
      (await fetch(line.url + path, { headers: { authorization: `Bearer ${line.ownerKey}` } })).text()
    // It is written beside the requests.
    await vi.waitFor(async () => expect(await ask('/api/provisioning-log?limit=500')).toContain('zlast'), {
      timeout: 60_000,
      interval: 200,
    })
    places.set('provisioning log', await ask('/api/provisioning-log?limit=500'))
    places.set('events', await ask('/api/events'))
    places.set('metrics', await ask('/metrics'))
    for (const [part, text] of await readDatabase(database.url)) places.set(`database, ${part}`, text)
    if (database.kind === 'sqlite') {
      await runCommand(['backup', 'copy.db', '--database', database.url], { folder })
      places.set('backup', await readFile(join(folder, 'copy.db'), 'latin1'))
    }
    signal('SIGTERM')
    await end
    places.set('log', output.stderr)
    // The one line that is asked for has the two keys.
    const { ownerKey = '', secretToken = '' } = line
    places.set('stdout', output.stdout.replace(ownerKey, '').replace(secretToken, ''))
  }

  it('are in none of the places where something is kept', () => {
    const found = [...places].flatMap(([place, text]) =>
      [...planted].filter(([marker]) => text.includes(marker)).map(([, origin]) => `${origin}: in the ${place}`),
    )
    expect(found).toEqual([])
    expect(planted.size).toBeGreaterThan(45)
  })

  it('would have been found: what is no secret is there', () => {
    const holding = [...places].filter(([, text]) => text.includes(known)).map(([place]) => place)
    expect(holding).toContain('provisioning log')
    expect(holding).toContain('events')
    expect(places.get('provisioning log')?.split('[masked]').length).toBeGreaterThan(15)
    if (name === 'SQLite') expect(holding).toContain('backup')
    expect(holding.some((place) => place.startsWith('database, '))).toBe(true)
    expect(places.get('log')).toContain('"msg":"request"')
    expect(places.get('metrics')).toContain('rolecall_http_request')
  })
})
