import { createEntraClient, type EntraClient } from '@rolecall/idp-simulator/entra-client'
import type { Dialect } from '@rolecall/idp-simulator/dialect'
import { mapAttributes } from '@rolecall/idp-simulator/map-attributes'
import { defaultAttributeMappings } from '@rolecall/idp-simulator/parse-attribute-mapping'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

const mapping = `
scimGroupMappings:
  - scimGroup: acme_owners
    type: organizationOwner
  - scimGroup: acme_marketing_owners
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Owner
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Steward
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamId: sales
    teamMemberRole: Steward
  - scimGroup: acme_members
    type: organizationRole
    organizationRole: Member
`

const people = ['ann', 'bob', 'cid', 'dee', 'eve']

const groups: Readonly<Record<string, readonly string[]>> = {
  acme_owners: ['ann'],
  acme_marketing_owners: ['bob', 'dee'],
  acme_stewards: ['cid', 'dee'],
  acme_members: ['ann', 'eve'],
}

/** What each person has in the end: organization role, teams with all roles, and origin of each grant. */
const expected = {
  ann: {
    role: 'Owner',
    teams: {},
    grants: ['organization Owner by acme_owners', 'organization Member by acme_members'],
  },
  bob: {
    role: 'Member',
    teams: { marketing: ['Owner'] },
    grants: ['team:marketing Owner by acme_marketing_owners'],
  },
  cid: {
    role: 'Member',
    teams: { marketing: ['Steward'], sales: ['Steward'] },
    grants: ['team:marketing Steward by acme_stewards', 'team:sales Steward by acme_stewards'],
  },
  dee: {
    role: 'Member',
    teams: { marketing: ['Owner', 'Steward'], sales: ['Steward'] },
    grants: [
      'team:marketing Owner by acme_marketing_owners',
      'team:marketing Steward by acme_stewards',
      'team:sales Steward by acme_stewards',
    ],
  },
  eve: { role: 'Member', teams: {}, grants: ['organization Member by acme_members'] },
} as const

const attributes = defaultAttributeMappings()

type Person = keyof typeof expected
type Step = 'users' | 'groups' | 'mapping' | 'teams'

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]))
}

const orders = permutations<Step>(['users', 'groups', 'mapping', 'teams'])

describe.each(eachDatabase)('the example of the product, on $name', ({ create, name }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(create)
  })
  afterAll(() => server.close())

  describe.each(['legacy', 'compliant'] as const)('in the %s dialect', (dialect) => {
    // Every second order, of which the other database has the others: both have each step before and after each other one.
    const first = (dialect === 'legacy') === (name === 'SQLite') ? 0 : 1
    const played = orders.filter((_, index) => index % 2 === first)
    it.each(played.map((order) => [order.join(', '), order] as const))(
      'gives the same roles after %s',
      async (_, order) => {
        const example = await startExample(server, dialect)
        const done = new Set<Step>()
        for (const step of order) {
          await example.run(step)
          done.add(step)
          await example.checkAfter(done)
        }
        expect(await server.verify(example.tenant.organizationId)).toEqual([])
      },
    )
  })
})

async function startExample(server: TestServer, dialect: Dialect) {
  const tenant = await server.createTenant()
  const client = createEntraClient({ ...tenant.scim, dialect, wait: async () => {} })
  const ids = new Map<string, string>()
  const steps: Record<Step, () => Promise<void>> = {
    async users() {
      for (const person of people) ids.set(person, await createPerson(client, person))
    },
    async groups() {
      for (const [name, members] of Object.entries(groups)) await createGroup(client, name, members, ids)
    },
    async mapping() {
      expect(await tenant.putMapping(mapping)).toMatchObject({ status: 200 })
    },
    async teams() {
      for (const id of ['marketing', 'sales']) {
        expect(await tenant.owner('PUT', `/api/teams/${id}`, { name: id })).toMatchObject({ status: 201 })
      }
    },
  }
  return {
    tenant,
    run: (step: Step) => steps[step](),
    async checkAfter(done: ReadonlySet<Step>) {
      for (const person of people as readonly Person[]) await checkPerson(tenant, person, done)
    },
  }
}

async function createPerson(client: EntraClient, person: string): Promise<string> {
  const answer = await client.create('User', mapAttributes(attributes.users, readSource(personSource(person))))
  expect(answer).toMatchObject({ status: 201 })
  return (answer.body as { id: string }).id
}

/** Members are sent by SCIM id; before their users exist, by the objectId that will be their `externalId`. */
async function createGroup(
  client: EntraClient,
  name: string,
  members: readonly string[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const created = await client.create(
    'Group',
    mapAttributes(attributes.groups, readSource({ displayName: name, objectId: objectIdOf(name) })),
  )
  expect(created).toMatchObject({ status: 201 })
  const values = members.map((person) => ids.get(person) ?? objectIdOf(person))
  const added = await client.addMembers((created.body as { id: string }).id, values)
  expect(added).toMatchObject({ status: 204 })
}

async function checkPerson(tenant: Tenant, person: Person, done: ReadonlySet<Step>): Promise<void> {
  const answer = await tenant.owner('GET', `/api/organization/members/${person}@acme.example`)
  if (!done.has('users')) {
    expect(answer.status).toBe(404)
    return
  }
  const ruled = done.has('groups') && done.has('mapping')
  const { role, teams, grants } = expected[person]
  const member = answer.body as {
    role: string
    status: string
    emailValidated: boolean
    teams: { teamId: string; role: string; roles: string[] }[]
    grants: { scope: string; role: string; group: string; source: string; state: string; rule: string }[]
  }
  expect(member).toMatchObject({ role: ruled ? role : 'Member', status: 'active', emailValidated: true })
  expect(Object.fromEntries(member.teams.map(({ teamId, roles }) => [teamId, roles]))).toEqual(
    ruled && done.has('teams') ? teams : {},
  )
  expect(member.grants.map((grant) => `${grant.scope} ${grant.role} by ${grant.group}`).sort()).toEqual(
    ruled ? [...grants].sort() : [],
  )
  for (const grant of member.grants) {
    const waiting = grant.scope !== 'organization' && !done.has('teams')
    expect(grant).toMatchObject({ source: 'mapping', state: waiting ? 'waiting' : 'active' })
    expect(grant.rule).toContain(grant.group)
  }
}

function readSource(source: Readonly<Record<string, string>>): (name: string) => string | null {
  return (name) => source[name] ?? null
}

function personSource(person: string): Readonly<Record<string, string>> {
  const mail = `${person}@acme.example`
  return { objectId: objectIdOf(person), userPrincipalName: mail, mail, displayName: person, IsSoftDeleted: 'False' }
}

/** A stable objectId for a name, of the form that Entra's have. */
function objectIdOf(name: string): string {
  const hex = Buffer.from(name).toString('hex').padEnd(32, '0').slice(0, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
