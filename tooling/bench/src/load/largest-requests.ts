import { groupName, personId } from './huge-directory.ts'

/** A request that is as large as its kind may be. `:id` is the resource that the last request made. */
export interface LargestRequest {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body: () => string | undefined
}

const scim = '/api/scim/v2'
const userName = 'largest@example.com'

/** The largest requests on a directory of so many people. */
export function toLargestRequests(people: number): readonly LargestRequest[] {
  const members = (from: number, to: number): readonly object[] =>
    times(Math.min(to, people) - from, (index) => ({ value: personId(from + index) }))
  const all = (): readonly object[] => members(0, people)
  return [
    ...userRequests(),
    json('a group with everybody', 'POST', `${scim}/Groups`, () => ({ displayName: 'everybody', members: all() })),
    ...groupRequests(all, members, people),
    json('a group with strangers alone', 'POST', `${scim}/Groups`, () => ({
      displayName: 'strangers',
      members: times(people, (index) => ({ value: `nobody-${index}` })),
    })),
    ...searchRequests(),
    ...bulkRequests(),
    ...managementRequests(),
  ]
}

function userRequests(): readonly LargestRequest[] {
  const user = (name: string, extra: () => object): LargestRequest =>
    json(name, 'POST', `${scim}/Users`, () => ({ userName, ...extra() }))
  const long = 'x'.repeat(1_000)
  return [
    user('a user, warm', () => ({ userName: 'warm@example.com' })),
    json('600,000 values that nobody knows', 'POST', `${scim}/Users`, () => ({ x: times(599_990, () => 1) })),
    json('objects of a thousand names each', 'POST', `${scim}/Users`, () => ({ x: times(590, () => names(1_000)) })),
    json('nesting of 60 levels, repeated', 'POST', `${scim}/Users`, () => ({ x: times(8_000, () => nested(60)) })),
    text('one string of 16 MB', 'POST', `${scim}/Users`, () => `{"userName":"${'x'.repeat(16_000_000)}"}`),
    text('one string of 16 MB of escapes', 'POST', `${scim}/Users`, () => `{"title":"${'\\u0041'.repeat(2_600_000)}"}`),
    text('16 MB that are no JSON', 'POST', `${scim}/Users`, () => `{"a":${' '.repeat(16_000_000)}x}`),
    user('a thousand e-mail addresses', () => ({ emails: emails(1_000, long) })),
    user('a thousand values of every attribute', () =>
      Object.fromEntries(
        ['emails', 'phoneNumbers', 'ims', 'photos', 'entitlements', 'roles', 'x509Certificates'].map((name) => [
          name,
          emails(1_000, name),
        ]),
      ),
    ),
    user('a list as a text in JSON', () => ({ emails: JSON.stringify(emails(1_000, long)) })),
    json('PATCH of a user with 10,000 operations', 'PATCH', `${scim}/Users/${personId(1)}`, () => ({
      Operations: times(10_000, (index) => ({ op: 'replace', path: 'title', value: `title ${index}` })),
    })),
    json('PATCH with 500 value paths on 500 addresses', 'PATCH', `${scim}/Users/${personId(2)}`, () => ({
      Operations: [
        { op: 'add', path: 'emails', value: emails(499, '') },
        ...times(499, (index) => ({
          op: 'replace',
          path: `emails[value eq "a${index}@example.com"].display`,
          value: 'x',
        })),
      ],
    })),
  ]
}

function groupRequests(
  all: () => readonly object[],
  members: (from: number, to: number) => readonly object[],
  people: number,
): readonly LargestRequest[] {
  const patch = (name: string, operations: () => readonly object[]): LargestRequest =>
    json(name, 'PATCH', `${scim}/Groups/:id`, () => ({ Operations: operations() }))
  return [
    get('the group, with its members', `${scim}/Groups/:id`),
    json('PUT of the same members', 'PUT', `${scim}/Groups/:id`, () => ({ displayName: 'everybody', members: all() })),
    json('PUT of half of them', 'PUT', `${scim}/Groups/:id`, () => ({
      displayName: 'everybody',
      members: members(0, people / 2),
    })),
    patch('PATCH that adds the other half', () => [{ op: 'add', path: 'members', value: members(people / 2, people) }]),
    patch('PATCH that removes a half by a list', () => [
      { op: 'remove', path: 'members', value: members(0, people / 2) },
    ]),
    patch('PATCH that adds 10,000 one by one', () =>
      members(0, 10_000).map((member) => ({ op: 'add', path: 'members', value: [member] })),
    ),
    patch('PATCH that removes 10,000 one by one', () =>
      members(0, 10_000).map((member) => ({
        op: 'remove',
        path: `members[value eq "${(member as { value: string }).value}"]`,
      })),
    ),
    patch('PATCH that replaces all members', () => [{ op: 'replace', path: 'members', value: all() }]),
    patch('PATCH that removes all members', () => [{ op: 'remove', path: 'members' }]),
    { name: 'DELETE of the group', method: 'DELETE', path: `${scim}/Groups/:id`, body: () => undefined },
  ]
}

function searchRequests(): readonly LargestRequest[] {
  const search = (name: string, body: () => object): LargestRequest => json(name, 'POST', `${scim}/Users/.search`, body)
  return [
    search('a search of a thousand people', () => ({ count: 1_000 })),
    search('a search with 500 terms', () => ({
      count: 1_000,
      filter: times(500, (index) => `userName co "${index}"`).join(' or '),
    })),
    search('a filter of 32,768 characters', () => ({ filter: `title eq "${'x'.repeat(32_700)}"` })),
    search('a search with 1,000 attributes', () => ({
      count: 1_000,
      attributes: times(1_000, (index) => `emails.value${index}`),
    })),
    get('1,000 groups with their members', `${scim}/Groups?count=1000`),
  ]
}

function bulkRequests(): readonly LargestRequest[] {
  const bulk = (name: string, operations: () => readonly object[]): LargestRequest =>
    json(name, 'POST', `${scim}/Bulk`, () => ({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: operations(),
    }))
  return [
    bulk('a bulk request of 1,000 users', () =>
      times(1_000, (index) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `b${index}`,
        data: { userName: `bulk-${index}@example.com` },
      })),
    ),
    bulk('a bulk request with a large group', () => [
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'g',
        data: { displayName: 'bulk', members: times(70_000, (index) => ({ value: personId(index) })) },
      },
    ]),
  ]
}

function managementRequests(): readonly LargestRequest[] {
  const mapping = (name: string, path: string, make: () => string): LargestRequest => ({
    name,
    method: path.endsWith('mapping') ? 'PUT' : 'POST',
    path: `/api/settings/${path}${path.endsWith('mapping') ? '?confirm=true' : ''}`,
    type: 'application/yaml',
    body: make,
  })
  const full = (line: (index: number) => string, bytes = 1_040_000): string => {
    let lines = 'scimGroupMappings:\n'
    for (let index = 0; lines.length < bytes; index++) lines += line(index)
    return lines
  }
  const owner = (index: number): string => `  - { scimGroup: ${groupName(index)}, type: organizationOwner }\n`
  const block = (index: number): string =>
    `  - scimGroup: ${groupName(index)}\n    type: organizationRole\n    organizationRole: Member\n`
  const tests = (subject: (index: number) => string, count: number): string =>
    `tests:\n${times(count, (index) => `  - { name: t${index}, ${subject(index)}, expectNot: { organization: [Owner] } }\n`).join('')}`
  return [
    mapping('check of the largest mapping', 'scim-mapping/check', () => full(owner, 285_000)),
    mapping('the largest mapping', 'scim-mapping', () => full(owner, 285_000)),
    mapping('the largest mapping of mistakes', 'scim-mapping/check', () =>
      full(() => '  - { scimGrup: a, typ: b }\n', 115_000),
    ),
    mapping(
      'the largest mapping in one line',
      'scim-mapping/check',
      () => `scimGroupMappings: [${'{a: b},'.repeat(7_499)}]`,
    ),
    mapping('the largest mapping of one word', 'scim-mapping/check', () => 'x'.repeat(1_048_000)),
    mapping('a mapping of empty lines', 'scim-mapping/check', () => `${'\n'.repeat(1_048_000)}a: b`),
    mapping('a mapping of comments', 'scim-mapping/check', () => '# x\n'.repeat(262_000)),
    mapping('a mapping of tests', 'scim-mapping/check', () =>
      tests((index) => `given: { groups: [a${index}] }`, 3_000),
    ),
    mapping(
      'a mapping of properties',
      'scim-mapping/check',
      () => full(owner, 60_000) + tests((index) => `forAll: { inGroups: [a${index}] }`, 1_000),
    ),
    mapping(
      'a mapping of patterns',
      'scim-mapping',
      () =>
        `scimGroupMappings:\n${times(50, (index) => `  - { scimGroupPattern: '(x|y|.){0,300}q${index}', type: organizationRole, organizationRole: Member }\n`).join('')}`,
    ),
    json('a group with a name of 1,000 characters', 'POST', `${scim}/Groups`, () => ({
      displayName: 'x'.repeat(1_000),
      members: [{ value: personId(4) }],
    })),
    mapping('entries of several lines', 'scim-mapping', () => full(block, 285_000)),
    get('why somebody has no role by any of these', `/api/explain?userId=${personId(3)}`),
    mapping('as many of other groups', 'scim-mapping', () => full((index) => block(index + 10_000), 285_000)),
    get('what the second changed', '/api/settings/scim-mapping/versions/2'),
    json('a team with 10,000 members', 'PUT', '/api/teams/team-1', () => ({
      members: times(10_000, (index) => ({ emailAddress: `person.${index}@example.com`, role: 'Editor' })),
    })),
    json('a team with members of 1 MB', 'PUT', '/api/teams/team-2', () => ({
      members: times(15_500, (index) => ({ emailAddress: `person.${index}@example.com`, role: 'Editor' })),
    })),
    json('1,200 team roles', 'PUT', '/api/settings/team-roles', () => ({
      'team-roles': times(1_200, (index) => ({ name: `Role ${index}`, description: 'x' })),
    })),
    json('settings with 30,000 values', 'PUT', '/api/settings/organization', () => ({ x: times(30_000, () => 1) })),
    json('a key with a name of 60 KB', 'POST', '/api/api-keys', () => ({
      displayName: 'x'.repeat(60_000),
      scopes: ['scim'],
    })),
  ]
}

function json(name: string, method: string, path: string, body: () => unknown): LargestRequest {
  return text(name, method, path, () => JSON.stringify(body()))
}

function text(name: string, method: string, path: string, body: () => string): LargestRequest {
  return { name, method, path, body }
}

function get(name: string, path: string): LargestRequest {
  return { name, method: 'GET', path, body: () => undefined }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => make(index))
}

function names(count: number): object {
  return Object.fromEntries(times(count, (index) => [`n${index}`, 1]))
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

function emails(count: number, display: string): readonly object[] {
  return times(count, (index) => ({ value: `a${index}@example.com`, display, type: `t${index}` }))
}
