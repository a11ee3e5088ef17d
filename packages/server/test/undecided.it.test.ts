import { startPlugins } from '@rolecall/core/host/start-plugins'
import { settleOrganization, settleOrganizations } from '@rolecall/core/job/settle-organizations'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import { emailValidation } from '@rolecall/plugin-email-validation/plugin'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient } from './client.ts'
import { createOrganizationUnderTest, type OrganizationUnderTest } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'
import { startServer, type RunningServer } from './running-server.ts'

const owners = '  - { scimGroup: owners, type: organizationOwner }\n'
const staff = '  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n'
const mapping = `scimGroupMappings:\n${owners}${staff}`

describe.each(eachDatabase)('while the stored mapping does not compile, on $name', ({ create }) => {
  let rolecall: Rolecall
  /** The same database, served without the plugin that the mapping needs. */
  let without: RunningServer
  let close: () => Promise<void>
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    const log = () => ({ info() {}, warn() {}, error() {} })
    const host = await startPlugins([{ plugin: emailValidation, config: undefined, origin: 'test' }], { log })
    const decider = createDecider(toVocabulary(host))
    without = await startServer({
      ...rolecall.services,
      host,
      mappings: createMappingCache(decider),
      roles: createRoleKeeping(),
    })
    close = async () => {
      await without.server.close()
      await host.close()
    }
  })
  afterAll(async () => {
    await close()
    await rolecall.stop()
  })

  interface Paused extends OrganizationUnderTest {
    readonly ann: string
    readonly bob: string
    readonly group: string
    /** The provider, at the server without the plugin. */
    readonly blind: ReturnType<typeof createClient>
    readonly types: () => Promise<readonly string[]>
  }

  /** Ann and Bob are Owners by their group. */
  async function createPaused(): Promise<Paused> {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, keys, newEvents, owner, putMapping } = organization
    await owner('PUT', '/api/teams/sales', { body: {} })
    await putMapping(mapping)
    const ann = await createUser('ann')
    const bob = await createUser('bob')
    const group = await createGroup('owners', [ann, bob])
    await newEvents()
    const types = async () => (await newEvents()).map(({ type }) => type)
    return { ...organization, ann, bob, group, types, blind: createClient(without.url, keys.scim) }
  }

  const leave = (group: string, user: string) =>
    [
      'PATCH',
      `/api/scim/v2/Groups/${group}`,
      { body: { Operations: [{ op: 'remove', path: `members[value eq "${user}"]` }] } },
    ] as const

  it('leaves a debt that the next change pays first, wherever the mapping compiles', async () => {
    const { ann, blind, bob, grantsOf, group, provider, types, verify } = await createPaused()
    expect((await blind(...leave(group, ann))).status).toBe(204)
    expect(await grantsOf('ann')).toEqual(['organization Owner active'])
    expect(await types()).toEqual(['GroupMemberRemoved', 'DecisionsPaused'])
    expect((await blind('PATCH', `/api/scim/v2/Users/${bob}`, title('Dr'))).status).toBe(200)
    expect(await types()).toEqual(['MemberUpdated'])
    expect((await provider('PATCH', `/api/scim/v2/Users/${bob}`, title('Prof'))).status).toBe(200)
    expect(await grantsOf('ann')).toEqual([])
    expect(await types()).toEqual(['RoleRevoked', 'DecisionsResumed', 'MemberUpdated'])
    expect(await verify()).toEqual([])
  })

  it('says so: ready but degraded, on the overview, in an event, and no more once it is paid', async () => {
    const { ann, blind, group, id, keys, owner } = await createPaused()
    const ready = async () => (await createClient(without.url, null)('GET', '/readyz')).body.status
    await blind(...leave(group, ann))
    expect(await ready()).toBe('degraded')
    const overview = await createClient(without.url, keys.organization)('GET', '/api/overview')
    expect(overview.body).toMatchObject({ decisionsPaused: true })
    await settleOrganization(rolecall.services, id)
    expect((await owner('GET', '/api/overview')).body).toMatchObject({ decisionsPaused: false })
  })

  it('is paid at a start, also by the removal of a group that nobody remembers', async () => {
    const { ann, blind, bob, createGroup, grantsOf, group, id, join, verify } = await createPaused()
    const team = await createGroup('staff')
    await join(team, ann, bob)
    expect(await grantsOf('bob')).toEqual(['organization Owner active', 'team:sales Editor active'])
    expect((await blind('DELETE', `/api/scim/v2/Groups/${team}`)).status).toBe(204)
    expect((await blind(...leave(group, ann))).status).toBe(204)
    expect((await settleOrganizations(rolecall.services)).settled).toContain(id)
    expect(await grantsOf('ann')).toEqual([])
    expect(await grantsOf('bob')).toEqual(['organization Owner active'])
    expect(await verify()).toEqual([])
    expect((await settleOrganizations(rolecall.services)).settled).not.toContain(id)
  })

  it('keeps the last Owner when it is paid, whoever comes first, and refuses nobody for it', async () => {
    const { ann, blind, bob, grantsOf, group, owner, types } = await createPaused()
    await blind(...leave(group, ann))
    await blind(...leave(group, bob))
    await types()
    expect((await owner('PUT', '/api/teams/support', { body: {} })).status).toBe(201)
    const kept = [...(await grantsOf('ann')), ...(await grantsOf('bob'))]
    expect(kept).toEqual(['organization Owner retained'])
    expect(await types()).toContain('OwnerRetained')
  })

  it('takes in people, groups and names that came, and names that were taken', async () => {
    const { blind, createUser, grantsOf, provider, verify } = await createPaused()
    const member = async (user: string, displayName: string) =>
      blind('POST', '/api/scim/v2/Groups', { body: { displayName, members: [{ value: user }] } })
    const cy = (await blind('POST', '/api/scim/v2/Users', { body: { userName: 'cy@example.com' } })).body.id
    await member(cy, 'staff')
    await member(cy, 'owners')
    await createUser('dan').then((dan) => member(dan, 'Staff'))
    expect((await provider('PATCH', `/api/scim/v2/Users/${cy}`, title('Dr'))).status).toBe(200)
    expect(await grantsOf('cy')).toEqual(['organization Owner withheld', 'team:sales Editor active'])
    expect(await grantsOf('dan')).toEqual(['team:sales Editor withheld'])
    expect(await verify()).toEqual([])
  })

  it('is paid by a mapping that compiles, at its PUT', async () => {
    const { ann, blind, grantsOf, group, putMapping, types, verify } = await createPaused()
    await blind(...leave(group, ann))
    await types()
    expect((await putMapping(`${mapping}# again\n`)).status).toBe(200)
    expect(await grantsOf('ann')).toEqual([])
    expect(await types()).toContain('DecisionsResumed')
    expect(await verify()).toEqual([])
  })

  const title = (value: string) => ({ body: { Operations: [{ op: 'replace', path: 'title', value }] } })
})
