import {
  addMembers,
  changeGroup,
  deleteGroup,
  disableUser,
  hardDeleteUser,
  removeMembers,
  restoreUser,
  softDeleteUser,
} from '@rolecall/idp-simulator/change-directory'
import type { Dialect } from '@rolecall/idp-simulator/dialect'
import type { Directory } from '@rolecall/idp-simulator/directory'
import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runIncrementalCycle } from '@rolecall/idp-simulator/incremental-cycle'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { parseDirectory } from '@rolecall/idp-simulator/parse-directory'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import type { Exchange } from '@rolecall/idp-simulator/scim-connection'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

const mapping = `scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
  - { scimGroup: stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
  - { scimGroup: helpers, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
`

const people = ['ann', 'bob', 'cid']
const groups = { owners: ['ann'], stewards: ['bob', 'cid'], helpers: ['bob'] }

function createDirectory(): Directory {
  const user = (name: string, index: number) =>
    `  - { objectId: 0a21f0f2-8d2a-4f8e-bf98-00000000000${index}, userPrincipalName: ${name}@acme.example, mail: ${name}@acme.example, displayName: ${name} }`
  const group = ([name, members]: [string, readonly string[]], index: number) =>
    `  - { objectId: 8aa1a0c0-c4c3-4bc0-b4a5-00000000000${index}, displayName: ${name}, members: [${members.map((member) => `${member}@acme.example`).join(', ')}] }`
  return parseDirectory(
    ['users:', ...people.map(user), 'groups:', ...Object.entries(groups).map(group)].join('\n'),
    'directory.yaml',
  )
}

/** A tenant whose provider has run its first cycle. */
async function provision(server: TestServer, dialect: Dialect) {
  const tenant = await server.createTenant()
  await tenant.owner('PUT', '/api/teams/marketing', {})
  await tenant.putMapping(mapping)
  const exchanges: Exchange[] = []
  const client = createEntraClient({
    ...tenant.scim,
    dialect,
    maxAttempts: 1,
    onExchange: (exchange) => exchanges.push(exchange),
  })
  const state = createProvisioningState()
  let directory = createDirectory()
  expect((await runInitialCycle({ client, directory, state })).failures).toEqual([])
  return {
    tenant,
    /** Changes the directory, runs the next cycle, and answers the writes that it sent. */
    async change(apply: (directory: Directory) => Directory): Promise<readonly Exchange[]> {
      exchanges.length = 0
      directory = apply(directory)
      expect((await runIncrementalCycle({ client, directory, state })).failures).toEqual([])
      expect(await server.verify(tenant.organizationId)).toEqual([])
      return exchanges.filter(({ method }) => method !== 'GET')
    },
  }
}

/** `Owner active, 1 teams [Steward]: organization Owner by owners (active)` */
async function show(tenant: Tenant, person: string): Promise<string> {
  const { body, status } = await tenant.owner('GET', `/api/organization/members/${person}@acme.example`)
  if (status === 404) return 'nobody'
  const member = body as {
    role: string
    status: string
    teams: { role: string }[]
    grants: { role: string; group: string | null; source: string; state: string }[]
  }
  const teams = member.teams.map(({ role }) => role).join()
  const grants = member.grants.map(({ group, role, source, state }) => `${role} by ${group ?? source} ${state}`).sort()
  return [`${member.role} ${member.status} [${teams}]`, ...grants].join('; ')
}

async function eventTypes(tenant: Tenant): Promise<readonly string[]> {
  const { body } = await tenant.owner('GET', '/api/events')
  return (body as { type: string }[]).map(({ type }) => type)
}

describe.each(eachDatabase)('the life of people and groups, on $name', ({ create }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(create)
  })
  afterAll(() => server.close())

  describe.each(['legacy', 'compliant'] as const)('in the %s dialect', (dialect) => {
    it('a cycle without changes sends nothing', async () => {
      const { change } = await provision(server, dialect)
      expect(await change((directory) => directory)).toEqual([])
    })

    it('who is disabled keeps the grants, suspended, and has them back without memberships being sent again', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => disableUser(directory, 'bob@acme.example'))
      expect(await show(tenant, 'bob')).toBe(
        'Member inactive []; Steward by helpers suspended; Steward by stewards suspended',
      )
      const writes = await change((directory) => restoreUser(directory, 'bob@acme.example'))
      expect(writes.map(({ path }) => path.split('/')[1])).toEqual(['Users'])
      expect(await show(tenant, 'bob')).toBe(
        'Member active [Steward]; Steward by helpers active; Steward by stewards active',
      )
    })

    it('who is soft-deleted is renamed by the provider, and keeps the name here', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => softDeleteUser(directory, 'cid@acme.example'))
      expect(await show(tenant, 'cid')).toBe('Member inactive []; Steward by stewards suspended')
      await change((directory) => restoreUser(directory, '0a21f0f2-8d2a-4f8e-bf98-000000000002'))
      expect(await show(tenant, 'cid')).toBe('Member active [Steward]; Steward by stewards active')
    })

    it('a role through two groups survives leaving one, and goes with the other', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => removeMembers(directory, 'stewards', ['bob@acme.example']))
      expect(await show(tenant, 'bob')).toBe('Member active [Steward]; Steward by helpers active')
      await change((directory) => deleteGroup(directory, 'helpers'))
      expect(await show(tenant, 'bob')).toBe('Member active []')
    })

    it('a rename of a group is followed', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => changeGroup(directory, 'stewards', { displayName: 'renamed' }))
      expect(await show(tenant, 'cid')).toBe('Member active [Steward]; Steward by renamed active')
    })

    it('a manual role survives leaving every group', async () => {
      const { change, tenant } = await provision(server, dialect)
      const members = [{ emailAddress: 'cid@acme.example', role: 'Editor' }]
      await tenant.owner('PUT', '/api/teams/marketing', { members })
      await change((directory) => removeMembers(directory, 'stewards', ['cid@acme.example']))
      expect(await show(tenant, 'cid')).toBe('Member active [Editor]; Editor by manual active')
    })

    it('who is deleted for good is gone, and comes back as somebody new', async () => {
      const { change, tenant } = await provision(server, dialect)
      const before = await tenant.owner('GET', '/api/organization/members/bob@acme.example')
      const first = createDirectory()
      await change((directory) => hardDeleteUser(directory, 'bob@acme.example'))
      expect(await show(tenant, 'bob')).toBe('nobody')
      await change((directory) => ({ ...directory, users: first.users }))
      const after = await tenant.owner('GET', '/api/organization/members/bob@acme.example')
      expect(await show(tenant, 'bob')).toBe('Member active []')
      expect((after.body as { userId: string }).userId).not.toBe((before.body as { userId: string }).userId)
    })

    it('the last Owner who leaves the group is retained until another is an Owner', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => removeMembers(directory, 'owners', ['ann@acme.example']))
      expect(await show(tenant, 'ann')).toBe('Owner active []; Owner by owners retained')
      expect(await eventTypes(tenant)).toContain('OwnerRetained')
      await change((directory) => addMembers(directory, 'owners', ['cid@acme.example']))
      expect(await show(tenant, 'cid')).toContain('Owner by owners active')
      expect(await show(tenant, 'ann')).toBe('Member active []')
      expect(await eventTypes(tenant)).toContain('RoleReleased')
    })

    it('the last Owner can be deactivated, and the organization then is ownerless until the Owner is back', async () => {
      const { change, tenant } = await provision(server, dialect)
      await change((directory) => disableUser(directory, 'ann@acme.example'))
      expect(await show(tenant, 'ann')).toBe('Member inactive []; Owner by owners suspended')
      expect((await eventTypes(tenant)).filter((type) => type.startsWith('Organization'))).toEqual([
        'OrganizationOwned',
        'OrganizationOwnerless',
      ])
      await change((directory) => restoreUser(directory, 'ann@acme.example'))
      expect((await eventTypes(tenant)).at(-1)).toBe('OrganizationOwned')
    })

    it('a mapping that takes the last Owner away is refused, and nothing of it is applied', async () => {
      const { tenant } = await provision(server, dialect)
      const answer = await tenant.putMapping('scimGroupMappings: []\n')
      expect(answer).toMatchObject({ status: 409, body: { code: 'LAST_OWNER' } })
      expect(await show(tenant, 'ann')).toBe('Owner active []; Owner by owners active')
      expect(await show(tenant, 'cid')).toBe('Member active [Steward]; Steward by stewards active')
      expect((await tenant.owner('GET', '/api/settings/scim-mapping')).headers.get('etag')).toBe('"1"')
    })

    it('a mapping that gives the role to another Owner in the same step is applied', async () => {
      const { tenant } = await provision(server, dialect)
      const answer = await tenant.putMapping(
        'scimGroupMappings:\n  - { scimGroup: helpers, type: organizationOwner }\n',
      )
      expect(answer.status).toBe(200)
      expect(await show(tenant, 'bob')).toBe('Owner active []; Owner by helpers active')
      expect(await show(tenant, 'ann')).toBe('Member active []')
      expect(await server.verify(tenant.organizationId)).toEqual([])
    })
  })
})
