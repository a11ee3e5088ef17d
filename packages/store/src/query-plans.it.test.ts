import { checkFilter } from '@rolecall/core/scim/filter/check-filter'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { GROUP } from '@rolecall/core/scim/schema/group'
import { findAttribute } from '@rolecall/core/scim/schema/find-attribute'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { USER } from '@rolecall/core/scim/schema/user'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { StoreReader } from '@rolecall/core/store'
import type { ResourceQuery, SeekQuery } from '@rolecall/core/store/resources'
import { explainStatement, type QueryPlan } from '@rolecall/testkit/query-plan/explain-statement'
import { findWideReads } from '@rolecall/testkit/query-plan/find-wide-reads'
import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { fillLargeDirectory } from '@rolecall/testkit/store-contract/large-directory'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { parseDatabaseUrl } from './database-url.ts'
import { migrate } from './migrate.ts'
import { createMemberWriter } from './noun/member-writer.ts'
import { createOwnMemberships } from './noun/own-memberships.ts'
import { createUserWriter } from './noun/users.ts'
import { openStore } from './open-store.ts'
import { createReader } from './organization-scope.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import type { Parameter } from './sql/parameter.ts'
import type { WritingStatements } from './sql/statements.ts'
import { openSqliteReaders } from './sqlite/sqlite-readers.ts'

/** The look-ups of "Scale rules", each with a column by which its rows must be found. */
const userLookUps = {
  'id eq "a"': 'id',
  'userName eq "User-7@example.com"': 'user_name_key',
  'externalId eq "external-7"': 'external_id',
  'emails.value eq "user-7@example.com"': 'value_key',
  'emails[type eq "work"].value eq "user-7@example.com"': 'value_key',
  'emails[type eq "work" and value eq "user-7@example.com"]': 'value_key',
  'groups.value eq "a"': 'group_id',
}
const groupLookUps = {
  'id eq "a"': 'id',
  'displayName eq "Group 7"': 'display_name_key',
  'externalId eq "external-7"': 'external_id',
  'members.value eq "a"': 'user_id',
  'members eq "a"': 'user_id',
}

/** Look-ups of the operations, beside those of filters. */
const reads: readonly (readonly [string, (reader: StoreReader) => Promise<unknown>])[] = [
  ['users.find', ({ users }) => users.find('a')],
  ['users.findMany', ({ users }) => users.findMany(['a', 'b'])],
  ['users.findByUserName', ({ users }) => users.findByUserName('a')],
  ['users.findByExternalId', ({ users }) => users.findByExternalId('a')],
  ['users.findConflicts', ({ users }) => users.findConflicts('a', 'b')],
  ['users.list', ({ users }) => users.list({ after: 'a', limit: 10 })],
  ['groups.find', ({ groups }) => groups.find('a')],
  ['groups.findMany', ({ groups }) => groups.findMany(['a', 'b'])],
  ['groups.findByName', ({ groups }) => groups.findByName('a')],
  ['groups.findIdsByNames', ({ groups }) => groups.findIdsByNames(['a', 'b'])],
  ['groups.findByExternalId', ({ groups }) => groups.findByExternalId('a')],
  ['members.listGroupsOf', ({ members }) => members.listGroupsOf(['a', 'b'])],
  ['members.listDeciding', ({ members }) => members.listDeciding(['a'], { groupIds: ['b'], all: false })],
  ['identities.findBySubject', ({ identities }) => identities.findBySubject(['sso-1', ''], 'subject-7')],
  ['bindings.ofGroup', ({ bindings }) => bindings.ofGroup('a')],
  ['identities.ofUsers', ({ identities }) => identities.ofUsers(['a', 'b'])],
  ['members.listDeciding of all', ({ members }) => members.listDeciding(['a'], { groupIds: [], all: true })],
]

/** The lists of the management API, each with a column by which its rows must be found or in whose order they are read. */
const lists: readonly (readonly [string, string, (reader: StoreReader) => Promise<unknown>])[] = [
  ['people', 'user_name_key', ({ users }) => users.search({ ...anybody, after: 'user-5', limit: 50 })],
  [
    'inactive people',
    'user_name_key',
    ({ users }) => users.search({ ...anybody, active: false, after: 'user-5', limit: 50 }),
  ],
  [
    'people by text',
    'user_name_key',
    ({ users }) => users.search({ ...anybody, search: '77', after: 'user-5', limit: 50 }),
  ],
  [
    'people of a team',
    'scope',
    ({ users }) => users.search({ ...anybody, scope: 'team:team-7', after: 'user-5', limit: 50 }),
  ],
  ['newest people', 'organization_id', ({ users }) => users.newest(200)],
  ['groups', 'display_name_key', ({ groups }) => groups.list(groupsByName)],
  ['groups by text', 'display_name_key', ({ groups }) => groups.list({ ...groupsByName, search: '77' })],
  ['groups with nobodies', 'user_id', ({ groups }) => groups.list({ ...groupsByName, unresolved: true })],
  ['members of a group', 'group_id', ({ members }) => members.page('a', { after: 'b', limit: 50, unresolved: false })],
  ['unresolved members', 'group_id', ({ members }) => members.page('a', { after: 'b', limit: 50, unresolved: true })],
  ['numbers of members', 'group_id', ({ members }) => members.count(['a', 'b'])],
  ['groups that members may be', 'external_id', ({ groups }) => groups.findSentAs(['a', 'b'])],
  ['members that stand for nobody yet', 'value', ({ members }) => members.findUnresolved(['a', 'b'])],
  ['how many are in a team', 'scope', ({ grants }) => grants.countUsers(['team:team-7', 'team:team-8'])],
  ['holders of a role', 'scope', ({ grants }) => grants.listHolders('team:team-7', 'Steward')],
  ['roles in a team', 'scope', ({ grants }) => grants.list({ scope: 'team:team-7' })],
  ['open holds', 'state', ({ holds }) => holds.list({ state: 'open' })],
  ['what is withheld of a group', 'group_id', ({ grants }) => grants.list({ withheldOf: 'a' })],
  ['what the brake holds', 'hold_id', ({ grants }) => grants.list({ holdId: 'hold-1' })],
  [
    'people with an effect',
    'user_id',
    ({ assignments }) => assignments.listSubjects('finding', '2026', { after: 'a', limit: 50 }),
  ],
  [
    'requests that left something out',
    'time',
    ({ requestLog }) => requestLog.list({ leftOut: true, after: { time: '2030', id: 'a' }, limit: 50 }),
  ],
  ['people with a finding', 'rule', ({ assignments }) => assignments.findByRule('external-id-shared', 3)],
  ['groups with a finding', 'rule', ({ groupFindings }) => groupFindings.findByRule('external-id-shared', 3)],
]

const smallInPostgres = [
  'inactive people',
  'people of a team',
  'unresolved members',
  'groups with nobodies',
  'how many are in a team',
  'holders of a role',
  'groups with a finding',
  'requests that left something out',
  'roles in a team',
  'open holds',
]

const anybody = { search: null, scope: null, active: null } as const
const groupPlace = { value: null, nameKey: 'group 5', id: 'a' }
const groupsByName = { search: null, unresolved: false, order: 'displayName', after: groupPlace, limit: 50 } as const

const writes: readonly (readonly [
  string,
  (statements: WritingStatements, organization: string) => Promise<unknown>,
])[] = [
  [
    'users.setEmailValidated',
    (to, id) => createUserWriter(to, id, USER).setEmailValidated([{ userId: 'a', validated: true }]),
  ],
  ['users.delete', (to, id) => createUserWriter(to, id, USER).delete({ id: 'a', accountId: 'a' })],
  [
    'members.add',
    (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).add('a', [{ value: 'b', type: null }]),
  ],
  ['members.remove', (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).remove('a', ['b'])],
  [
    'members.replace',
    (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).replace('a', [{ value: 'b', type: null }]),
  ],
  ['members.removeUser', (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).removeUser('a')],
  ['members.removeGroup', (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).removeGroup('a')],
  ['members.resolve', (to, id) => createMemberWriter(to, id, place, createOwnMemberships(to)).resolve('a', 'b')],
]

const place = { now: '2026-01-02T03:04:05.678Z', revision: 1 }

describe.each(eachDatabase)('query plans on $name', ({ create, name }) => {
  let database: TestDatabase
  let explained: Explained
  let organization: string
  beforeAll(async () => {
    database = await create(migrate)
    organization = await fill(database.url)
    explained = await openExplained(database.url)
  })
  afterAll(async () => {
    await explained.close()
    await database.drop()
  })

  describe.each(Object.entries(userLookUps))('Users?filter=%s', (filter, column) => {
    it('is answered by an index', async () => {
      const plans = await explained.watch((statements) =>
        createReader(statements, organization).users.query(toQuery(filter, USER)),
      )
      expect(plans.length).toBeGreaterThan(0)
      for (const plan of plans) expectLookUp(plan, [column])
    })

    it.each(Object.entries(userLookUps))('and %s is answered by an index', async (other, otherColumn) => {
      const plans = await explained.watch((statements) =>
        createReader(statements, organization).users.query(toQuery(`${filter} and ${other}`, USER)),
      )
      for (const plan of plans) expectLookUp(plan, [column, otherColumn])
    })
  })

  describe.each(Object.entries(groupLookUps))('Groups?filter=%s', (filter, column) => {
    it('is answered by an index', async () => {
      const plans = await explained.watch((statements) =>
        createReader(statements, organization).groups.query(toQuery(filter, GROUP)),
      )
      expect(plans.length).toBeGreaterThan(0)
      for (const plan of plans) expectLookUp(plan, [column])
    })

    it.each(Object.entries(groupLookUps))('and %s is answered by an index', async (other, otherColumn) => {
      const plans = await explained.watch((statements) =>
        createReader(statements, organization).groups.query(toQuery(`${filter} and ${other}`, GROUP)),
      )
      for (const plan of plans) expectLookUp(plan, [column, otherColumn])
    })
  })

  describe.each(cursorOrders)('a page by cursor of $type.name by $sortBy, ascending: $ascending', (order) => {
    it('begins at its place and reads on in the order of an index, however deep it is', async () => {
      const plans = await explained.watch((statements) => seekDeep(createReader(statements, organization), order))
      expect(plans.length).toBeGreaterThan(0)
      for (const plan of plans) {
        expectLookUp(plan, [order.column])
        const sorts = plan.filter((line) => sortLine.test(line))
        expect({ plan, sorts }).toEqual({ plan, sorts: [] })
      }
    })
  })

  // PostgreSQL reads a table of this size whole, as it is cheaper there.
  it.runIf(name === 'SQLite')('counts all users in an index, which has none of their data', async () => {
    const [plan] = await explained.watch((statements) =>
      createReader(statements, organization).users.countMatching(null),
    )
    expect(plan?.join()).toContain('USING COVERING INDEX users_shown')
  })

  it
    .runIf(name === 'SQLite')
    .each([
      'displayName co "7"',
      'active eq true and title sw "engineer"',
      'not (userName ew "@example.com")',
      'displayName eq "a" or title eq "b"',
    ])('passes over an index, which has no data, for the page and the number of %s', async (filter) => {
    const plans = await explained.watch((statements) =>
      createReader(statements, organization).users.query(toQuery(filter, USER)),
    )
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan.join()).toMatch(/SEARCH r USING (COVERING )?INDEX users_shown/)
  })

  it.each(reads)('%s reads no more than it answers', async (_, read) => {
    const plans = await explained.watch((statements) => read(createReader(statements, organization)))
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expectNoScan(plan)
  })

  // Of tables of this size PostgreSQL reads some whole, or looks at the few that are unresolved, as it is cheaper there.
  const listed = lists.filter(([list]) => name === 'SQLite' || !smallInPostgres.includes(list))
  it.each(listed)('the list of %s is read by %s, and no other row', async (_, column, read) => {
    const plans = await explained.watch((statements) => read(createReader(statements, organization)))
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) {
      if (column === 'organization_id') expectOrder(plan)
      else expectLookUp(plan, [column])
    }
  })

  it('a member is removed without a look at the other members of the group', async () => {
    const [plan = []] = await explained.watch((statements) =>
      createMemberWriter(statements, organization, place, createOwnMemberships(statements)).remove('a', ['b']),
    )
    const wide = plan.filter((line) => wholeGroupLine.test(line))
    expect({ plan, wide }).toEqual({ plan, wide: [] })
  })

  it.each(writes)('%s finds its rows by key', async (_, write) => {
    const plans = await explained.watch((statements) => write(statements, organization))
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expectNoScan(plan)
  })
})

/** The orders that an index has, each with the column that a deep page begins at. */
const cursorOrders = [
  { type: USER, sortBy: null, column: 'id' },
  { type: USER, sortBy: 'userName', column: 'user_name_key' },
  { type: USER, sortBy: 'externalId', column: 'external_id' },
  { type: GROUP, sortBy: null, column: 'id' },
  { type: GROUP, sortBy: 'displayName', column: 'display_name_key' },
  { type: GROUP, sortBy: 'externalId', column: 'external_id' },
].flatMap((order) => [
  { ...order, ascending: true },
  { ...order, ascending: false },
])

function seekDeep(reader: StoreReader, { ascending, sortBy, type }: (typeof cursorOrders)[number]): Promise<unknown> {
  const attribute = sortBy === null ? undefined : findAttribute(type, sortBy, new Tolerances())
  const from = {
    key: attribute === undefined ? null : middles[attribute.attribute.name as keyof typeof middles],
    id: '01900000-0000-7000-8000-000000000400',
  }
  const query: SeekQuery = { filter: null, sortBy: attribute ?? null, ascending, from, count: 100 }
  // What one page reads: the next stretch of the order is only begun where this one has no more.
  return type === USER ? reader.users.seek({ ...query, count: 1 }) : reader.groups.seek({ ...query, count: 1 })
}

/** A value amid those that there are. */
const middles = { userName: 'user-5', displayName: 'group 5', externalId: 'external-5' }

/** A sort of all that is found; of the ids within equal values it is a sort of a few. */
const sortLine = /USE TEMP B-TREE FOR ORDER BY|^\s*(->\s*)?Sort$/

/** A page that is not the first, so that the total is asked for too. */
function toQuery(filter: string, type: ResourceType): ResourceQuery {
  const tolerances = new Tolerances()
  return {
    filter: checkFilter(parseFilter(filter, tolerances), type, tolerances),
    sort: null,
    startIndex: 2,
    count: 100,
  }
}

/** SQLite writes `SEARCH r USING INDEX i (organization_id=? AND id=?)`, PostgreSQL `Index Cond: (…)`. */
const keyLine = /^\s*SEARCH|Index Cond:/

/** Every member of a group. */
const wholeGroupLine =
  /\(organization_id=\? AND group_id=\?\)|Index Cond: \(+organization_id = [^()]*\) AND \(group_id = [^()]*\)+$/

function expectLookUp(plan: QueryPlan, columns: readonly string[]): void {
  expectNoScan(plan)
  const names = new RegExp(`\\b(${columns.join('|')})\\b`)
  const found = plan.some((line) => keyLine.test(line) && names.test(line))
  expect({ plan, found }).toEqual({ plan, found: true })
}

/** A stretch of an index from its end: nothing is sorted. */
function expectOrder(plan: QueryPlan): void {
  const wrong = plan.filter((line) => sortLine.test(line) || /^\s*SCAN|Seq Scan on/.test(line))
  expect({ plan, wrong }).toEqual({ plan, wrong: [] })
}

function expectNoScan(plan: QueryPlan): void {
  expect({ plan, scans: findWideReads(plan) }).toEqual({ plan, scans: [] })
}

/** A connection that answers, beside running what reads, how everything is carried out. */
interface Explained {
  watch(work: (statements: WritingStatements) => Promise<unknown>): Promise<readonly QueryPlan[]>
  close(): Promise<void>
}

async function openExplained(url: string): Promise<Explained> {
  const location = parseDatabaseUrl(url)
  const statements =
    location.dialect === 'sqlite' ? await openSqliteReaders(location.path, 1) : createPostgresPool(url, 1)
  return {
    async watch(work) {
      const plans: QueryPlan[] = []
      const note = async (sql: string, parameters: readonly Parameter[]): Promise<void> => {
        plans.push(...(await explainStatement(statements, { sql, parameters })))
      }
      await work({
        dialect: statements.dialect,
        async all(sql, parameters) {
          await note(sql, parameters)
          return statements.all(sql, parameters)
        },
        async write(sql, parameters) {
          await note(sql, parameters)
          return []
        },
        sent: () => 0,
      })
      return plans
    },
    close: () => statements.close(),
  }
}

/** One organization that is large enough for an index to pay; answers its id. */
async function fill(url: string): Promise<string> {
  const store = await openStore({ url })
  try {
    const { id, write } = await createTestOrganization(store)
    await write(fillLargeDirectory)
    return id
  } finally {
    await store.close()
    await analyze(url)
  }
}

/** PostgreSQL does so by itself after a while; SQLite is not asked to, so that plans hold without it. */
async function analyze(url: string): Promise<void> {
  if (parseDatabaseUrl(url).dialect === 'sqlite') return
  const pool = createPostgresPool(url, 1)
  await pool.all('ANALYZE', [])
  await pool.close()
}
