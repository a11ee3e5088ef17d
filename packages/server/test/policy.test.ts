import { startPlugins } from '@rolecall/core/host/start-plugins'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import { groupRoles } from '@rolecall/plugin-group-roles/plugin'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf } from './client.ts'
import { createOrganizationUnderTest, minute, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess } from './running-server.ts'

const entries = `
scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: finance, teamMemberRole: Editor }
`

describe('what a mapping says beside its rules', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  it('suppresses manual roles in an authoritative team, and brings them back when the mode ends', async () => {
    const { createUser, grantsOf, newEvents, owner, putMapping, verify } = await createOrganizationUnderTest(rolecall)
    await createUser('ann')
    const members = [{ emailAddress: 'ann@example.com', role: 'Steward' }]
    await owner('PUT', '/api/teams/Finance', { body: { members } })
    await newEvents()
    await putMapping(`teams: { authoritative: [finance] }\n${entries}`)
    expect(await grantsOf('ann')).toEqual(['team:Finance Steward suppressed'])
    expect((await owner('GET', '/api/teams/finance')).body.members).toEqual([])
    expect((await owner('GET', '/api/organization/members/ann@example.com')).body.teams).toEqual([])
    expect((await newEvents()).map(({ type }) => type)).toContain('RoleSuspended')
    await putMapping(entries)
    expect(await grantsOf('ann')).toEqual(['team:Finance Steward active'])
    expect((await owner('GET', '/api/teams/finance')).body.members).toMatchObject(members)
    expect((await newEvents()).map(({ type }) => type)).toContain('RoleResumed')
    expect(await verify()).toEqual([])
  })

  it('keeps manual roles suppressed when a plugin that the mapping needs is gone, and its other roles as they are', async () => {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, grantsOf, owner, putMapping } = organization
    const ann = await createUser('ann')
    await owner('PUT', '/api/teams/Finance', {
      body: { members: [{ emailAddress: 'ann@example.com', role: 'Steward' }] },
    })
    await createGroup('staff', [ann])
    const put = await putMapping(
      `teams: { authoritative: [FINANCE] }\nemailValidation: { equal: [userName, emails.value] }\n${entries}`,
    )
    expect(put.status).toBe(200)
    const before = await grantsOf('ann')
    expect(before).toEqual(['team:Finance Editor active', 'team:Finance Steward suppressed'])

    const log = () => ({ info() {}, warn() {}, error() {} })
    const host = await startPlugins([{ plugin: groupRoles, config: undefined, origin: 'test' }], { log })
    const decider = createDecider(toVocabulary(host))
    const services = {
      ...rolecall.services,
      host,
      mappings: createMappingCache(decider),
      roles: createRoleKeeping(),
    }
    const without = startServerInProcess(services)
    try {
      const reader = clientOf(without, organization.keys.organization)
      const shown = async () =>
        (await reader('GET', '/api/organization/members/ann@example.com')).body.grants
          .map(({ role, scope, state }: Record<string, string>) => `${scope} ${role} ${state}`)
          .toSorted()
      const provider = clientOf(without, organization.keys.scim)
      expect(await shown()).toEqual(before)
      const change = { body: { Operations: [{ op: 'replace', path: 'title', value: 'Dr' }] } }
      expect((await provider('PATCH', `/api/scim/v2/Users/${ann}`, change)).status).toBe(200)
      expect(await shown()).toEqual(before)
    } finally {
      await without.server.close()
      await host.close()
    }
    expect(await grantsOf('ann')).toEqual(before)
  })

  it('makes a team that a grant needs, and not before', async () => {
    const { createGroup, createUser, grantsOf, join, newEvents, owner, putMapping } =
      await createOrganizationUnderTest(rolecall)
    await putMapping(`teams: { createMissing: true }\n${entries}`)
    const group = await createGroup('staff')
    expect((await owner('GET', '/api/teams')).body).toEqual([])
    await newEvents()
    await join(group, await createUser('ann'))
    expect(await grantsOf('ann')).toEqual(['team:finance Editor active'])
    expect((await newEvents()).map(({ type }) => type)).toContain('TeamCreated')
    expect((await owner('GET', '/api/teams')).body).toMatchObject([{ id: 'finance', members: [{ role: 'Editor' }] }])
  })

  it('makes the teams that grants wait for, when it begins to say so', async () => {
    const { createGroup, createUser, grantsOf, newEvents, putMapping } = await createOrganizationUnderTest(rolecall)
    await putMapping(entries)
    await createGroup('staff', [await createUser('ann')])
    expect(await grantsOf('ann')).toEqual(['team:finance Editor waiting'])
    await newEvents()
    await putMapping(`teams: { createMissing: true }\n${entries}`)
    expect(await grantsOf('ann')).toEqual(['team:finance Editor active'])
    expect((await newEvents()).map(({ type }) => type)).toContain('RoleResumed')
  })

  it('ends what a rule gives at its instant, and recomputation agrees before, between and after', async () => {
    const { createGroup, createUser, grantsOf, newEvents, owner, putMapping, verify } =
      await createOrganizationUnderTest(rolecall)
    await owner('PUT', '/api/teams/sales', { body: {} })
    const ends = new Date(Date.parse(clock.now) + 10 * minute).toISOString()
    const put = await putMapping(
      `roleRules:\n  - id: temporary\n    when: group.displayName eq "staff"\n    expires: "${ends}"\n    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]\n`,
    )
    expect([put.status, put.body.diagnostics]).toEqual([200, expect.anything()])
    await createGroup('staff', [await createUser('ann')])
    expect(await grantsOf('ann')).toEqual(['team:sales Editor active'])
    expect(await verify()).toEqual([])
    await newEvents()
    clock.forward(10 * minute)
    expect(await grantsOf('ann')).toEqual(['team:sales Editor expired'])
    expect(await verify()).toEqual([])
    await clock.runJobs()
    expect((await newEvents()).map(({ type }) => type)).toEqual(['RoleRevoked'])
    expect(await grantsOf('ann')).toEqual([])
    expect(await verify()).toEqual([])
  })
})
