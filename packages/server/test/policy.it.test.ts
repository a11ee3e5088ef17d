import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, minute, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const entries = `
scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: finance, teamMemberRole: Editor }
`

describe.each(eachDatabase)('what a mapping says beside its rules, on $name', ({ create }) => {
  let rolecall: Rolecall
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecall(create)
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
