import type { Random } from './random.ts'
import { brokenFilter, randomFilter } from './storm-filter.ts'
import { randomJson, randomName, randomText } from './storm-values.ts'

/** A request of the storm; headers and body may be as wrong as they like. */
export interface StormRequest {
  readonly method: string
  /** With the query, percent-encoded such that it can be sent. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What the storm knows of what it has made, so that it hits something. */
export interface StormMemory {
  readonly users: readonly string[]
  readonly groups: readonly string[]
}

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** The next request: mostly what a provider could send, with something broken in many. */
export function nextRequest(random: Random, memory: StormMemory): StormRequest {
  const kind = random.below(20)
  if (kind < 4) return create(random, 'User', memory)
  if (kind < 6) return create(random, 'Group', memory)
  if (kind < 10) return search(random)
  if (kind < 15) return change(random, memory)
  if (kind < 16) return withBody(random, 'POST', '/Bulk', bulkBody(random, memory))
  if (kind < 17)
    return { method: 'DELETE', path: resourcePath(random, memory), headers: headersOf(random), body: undefined }
  if (kind < 18)
    return {
      method: 'GET',
      path: resourcePath(random, memory) + queryOf(random),
      headers: headersOf(random),
      body: undefined,
    }
  return anything(random, memory)
}

function create(random: Random, type: 'User' | 'Group', memory: StormMemory): StormRequest {
  return withBody(random, 'POST', type === 'User' ? '/Users' : '/Groups', resourceBody(random, type, memory))
}

function resourceBody(random: Random, type: 'User' | 'Group', memory: StormMemory): string {
  const key = type === 'User' ? 'userName' : 'displayName'
  const fields = [
    `"schemas":["${type === 'User' ? userSchema : groupSchema}"]`,
    `"${key}":${random.chance(0.9) ? JSON.stringify(`storm-${random.below(1e9)}@example.com`) : randomJson(random, 1)}`,
  ]
  if (type === 'Group' && random.chance(0.5)) fields.push(`"members":${membersOf(random, memory)}`)
  for (let count = random.below(4); count > 0; count--)
    fields.push(`${JSON.stringify(randomName(random))}:${randomJson(random)}`)
  return `{${fields.join(',')}}`
}

function membersOf(random: Random, { groups, users }: StormMemory): string {
  const values = [
    ...(users.length > 0 ? [random.pick(users), random.pick(users)] : []),
    random.pick([...groups, randomText(random)]),
  ]
  return JSON.stringify(values.slice(0, 1 + random.below(3)).map((value) => ({ value })))
}

function search(random: Random): StormRequest {
  const path = random.pick(['/Users', '/Groups', '/Users', '/'])
  if (random.chance(0.3)) {
    const fields = [
      `"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]`,
      `"filter":${random.chance(0.9) ? JSON.stringify(filterOf(random)) : randomJson(random, 2)}`,
      `"count":${random.chance(0.7) ? String(random.below(20)) : randomJson(random, 1)}`,
      `${JSON.stringify(randomName(random))}:${randomJson(random, 2)}`,
    ]
    return withBody(random, 'POST', `${path === '/' ? '' : path}/.search`, `{${fields.join(',')}}`)
  }
  return { method: 'GET', path: path + queryOf(random), headers: headersOf(random), body: undefined }
}

function filterOf(random: Random): string {
  return random.chance(0.6) ? randomFilter(random) : brokenFilter(random)
}

const parameters: readonly (readonly [name: string, value: (random: Random) => string])[] = [
  ['filter', filterOf],
  ['sortBy', randomName],
  ['sortOrder', (random) => random.pick(['ascending', 'descending', 'DESCENDING', 'up'])],
  ['startIndex', (random) => random.pick(['1', '0', '-1', '2147483648', '1e3', '9'.repeat(30), 'x', ''])],
  ['count', (random) => random.pick(['1', '5', '0', '-1', '100000', '1.5', 'x', '9'.repeat(30)])],
  ['cursor', randomText],
  ['attributes', (random) => [randomName(random), randomName(random)].join(',')],
  ['excludedAttributes', (random) => [randomName(random), randomText(random)].join(',')],
  ['aadOptscim062020', () => ''],
]

function queryOf(random: Random): string {
  const parts = Array.from({ length: random.below(4) }, () => {
    const [name, value] = random.pick(parameters)
    return `${random.chance(0.95) ? name : encode(randomText(random))}=${encode(value(random))}`
  })
  if (random.chance(0.02)) parts.push(random.pick(['%', '%zz', '%C3%28', '%00', '&&&', '=', '?']))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

function change(random: Random, memory: StormMemory): StormRequest {
  const path = resourcePath(random, memory) + (random.chance(0.2) ? queryOf(random) : '')
  if (random.chance(0.25)) {
    return withBody(random, 'PUT', path, resourceBody(random, path.startsWith('/Groups') ? 'Group' : 'User', memory))
  }
  return withBody(random, 'PATCH', path, patchBody(random, memory))
}

const patchPaths = [
  'displayName',
  'active',
  'title',
  'userName',
  'members',
  'emails',
  'emails[type eq "work"].value',
  'emails[primary eq true]',
  'name.familyName',
  'name',
  'id',
  'meta.created',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
  'urn:ietf:params:scim:schemas:core:2.0:User:emails[value sw "a"].display',
  '__proto__.polluted',
  'constructor.prototype',
  'emails[',
  'emails[type eq "work"]]',
  '.',
  '',
]

function patchBody(random: Random, memory: StormMemory): string {
  const operations = Array.from({ length: 1 + random.below(4) }, () => {
    const op = random.pick(['add', 'remove', 'replace', 'Add', 'REPLACE', 'move', 'add', 'replace'])
    const path = patchPath(random, memory)
    const value = random.chance(0.3) ? membersOf(random, memory) : randomJson(random, 3)
    return `{"op":"${op}"${path === undefined ? '' : `,"path":${JSON.stringify(path)}`},"value":${value}}`
  })
  const name = random.pick(['Operations', 'Operations', 'operations', 'ops'])
  return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"${name}":[${operations.join(',')}]}`
}

function patchPath(random: Random, { users }: StormMemory): string | undefined {
  if (random.chance(0.2)) return undefined
  if (random.chance(0.1)) return `${random.pick(['emails', 'members', 'roles'])}[${filterOf(random)}]`
  if (random.chance(0.2) && users.length > 0) return `members[value eq "${random.pick(users)}"]`
  return random.chance(0.1) ? randomText(random) : random.pick(patchPaths)
}

function bulkBody(random: Random, memory: StormMemory): string {
  const operations = Array.from({ length: random.below(6) }, (_, index) => {
    const method = random.pick(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])
    const path =
      method === 'POST'
        ? random.pick(['/Users', '/Groups'])
        : random.chance(0.2)
          ? `/Users/bulkId:${index}`
          : resourcePath(random, memory)
    const data =
      method === 'PATCH'
        ? patchBody(random, memory)
        : resourceBody(random, path.startsWith('/Groups') ? 'Group' : 'User', memory)
    return `{"method":"${method}","bulkId":"${index}","path":${JSON.stringify(path)},"data":${data.replaceAll('"storm-1', '"bulkId:1')}}`
  })
  const limit = random.chance(0.3) ? `,"failOnErrors":${randomJson(random, 0)}` : ''
  return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[${operations.join(',')}]${limit}}`
}

function resourcePath(random: Random, { groups, users }: StormMemory): string {
  if (random.chance(0.1)) return `${random.pick(['/Users', '/Groups'])}/${encode(randomText(random))}`
  const [endpoint, ids] =
    random.chance(0.6) || groups.length === 0 ? (['/Users', users] as const) : (['/Groups', groups] as const)
  return `${endpoint}/${ids.length === 0 ? 'nobody' : random.pick(ids)}`
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']
const elsewhere = [
  '/Me',
  '/Schemas',
  '/ResourceTypes/User',
  '/ServiceProviderConfig',
  '/Nothing',
  '/.search',
  '/Users/',
  '//Users',
  '/users',
  '/Bulk',
  '/Users/.search',
  '/Schemas/__proto__',
]

/** Any method on any path with any body. */
function anything(random: Random, memory: StormMemory): StormRequest {
  const path = (random.chance(0.7) ? random.pick(elsewhere) : resourcePath(random, memory)) + queryOf(random)
  const method = random.pick(methods)
  if (method === 'GET' || method === 'HEAD') return { method, path, headers: headersOf(random), body: undefined }
  return withBody(random, method, path, anyBody(random))
}

function anyBody(random: Random): string {
  if (random.chance(0.03)) return largeBody(random)
  const kind = random.below(8)
  if (kind === 0) return '['.repeat(5_000)
  if (kind === 1) return `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`
  if (kind === 2) return randomText(random)
  if (kind === 3) return `{"a":1,"a":2,"Operations":{}}`
  if (kind === 4) return randomJson(random).slice(0, -1)
  return randomJson(random, 6)
}

/** What costs more than its bytes: values, names that nobody knows, addresses, members, operations. */
function largeBody(random: Random): string {
  const count = random.pick([900, 1_100])
  const times = (make: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => make(index)).join(',')
  return random.pick([
    `{"x":[${times(() => '1')}]}`,
    `{${times((index) => `"n${index}":1`)}}`,
    `{"userName":"large@example.com","emails":[${times((index) => `{"value":"a${index}@example.com"}`)}]}`,
    `{"displayName":"large","members":[${times((index) => `{"value":"nobody-${index}"}`)}]}`,
    `{"Operations":[${times((index) => `{"op":"replace","path":"title","value":"${index}"}`)}]}`,
  ])
}

function withBody(random: Random, method: string, path: string, whole: string): StormRequest {
  const body = random.chance(0.03) ? whole.slice(0, random.below(whole.length)) : whole
  return { method, path, headers: { 'content-type': contentType(random), ...headersOf(random) }, body }
}

function contentType(random: Random): string {
  if (random.chance(0.95))
    return random.pick(['application/scim+json', 'application/json', 'application/json; charset=utf-8'])
  return random.pick([
    'text/plain',
    'application/json; charset=utf-16',
    'multipart/form-data',
    'a',
    'application/scim+json;;;',
  ])
}

function headersOf(random: Random): Readonly<Record<string, string>> {
  if (random.chance(0.85)) return {}
  const [name, value] = random.pick([
    ['if-match', random.pick(['*', 'W/"1"', '"1"', 'W/"999999999999999999999"', 'x', '""'])],
    ['if-none-match', random.pick(['*', 'W/"1"', ',,,', '"'])],
    ['accept', random.pick(['text/html', '*/*', 'application/scim+json;q=0'])],
    ['x-request-id', random.pick(['a'.repeat(500), '{}', 'ok'])],
    ['accept-encoding', 'gzip, br'],
    ['prefer', 'respond-async'],
    ['x-forwarded-host', 'evil.example'],
    ['content-encoding', 'gzip'],
  ] as const)
  return { [name]: value }
}

/** Percent-encoding that lone surrogates pass as U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}'))
}
