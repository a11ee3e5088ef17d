import { startPlugins } from '@rolecall/core/host/start-plugins'
import { settleOrganizations } from '@rolecall/core/job/settle-organizations'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { putTeamRoles } from '@rolecall/core/organization/team-roles'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { toOrganizationInMemory, type OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'

const mapping = `scimGroupMappings:\n  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n`

/** A plugin whose hook throws for people of one title. */
const moody: Plugin<undefined> = {
  name: 'moody',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    hooks: {
      'change.decide': ({ user }) => {
        if (user['title'] === 'kaboom') throw new Error('kaboom')
        return []
      },
    },
  }),
}

/** The operations over one store, with the plugins and without those that the mapping needs. */
describe('a debt that is paid', () => {
  let rolecall: RolecallInMemory
  let without: OperationServices
  let close: () => Promise<void>
  let organization: OrganizationInMemory
  let blind: OrganizationInMemory
  let people: { readonly ann: string; readonly bob: string; readonly staff: string }
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: bundledEntries([moody]) })
    const host = await startPlugins([], { log: () => ({ info() {}, warn() {}, error() {} }) })
    const mappings = createMappingCache(createDecider(toVocabulary(host)))
    without = { ...rolecall.services, host, mappings, roles: createRoleKeeping() }
    close = () => host.close()
  })
  afterAll(async () => {
    await close()
    await rolecall.close()
  })
  beforeEach(async () => {
    organization = await rolecall.createOrganization()
    blind = toOrganizationInMemory(without, organization.id)
    await organization.putTeam('sales')
    await organization.putMapping(mapping)
    const ann = await organization.createUser('ann')
    const bob = await organization.createUser('bob')
    people = { ann, bob, staff: await organization.createGroup('staff', [ann, bob]) }
  })

  it('is paid again where another server leaves one in between', async () => {
    const { ann, bob, staff } = people
    await blind.leave(staff, ann)
    let again = true
    const busy = toOrganizationInMemory(
      {
        ...rolecall.services,
        store: {
          ...rolecall.services.store,
          /** The other one writes between the payment and the change that has waited for it. */
          async write(...arguments_) {
            const answer = await rolecall.services.store.write(...arguments_)
            if (again && arguments_[1].cause.kind === 'job') {
              again = false
              await blind.leave(staff, bob)
            }
            return answer
          },
        },
      },
      organization.id,
    )
    await busy.patchUser(bob, { op: 'replace', path: 'title', value: 'Dr' })
    expect([await organization.grantsOf('ann'), await organization.grantsOf('bob')]).toEqual([[], []])
    expect((await organization.reader.getState()).undecidedSince).toBeNull()
  })

  it('is paid though a hook fails for one person: that one keeps what hooks said, and nobody is refused', async () => {
    const { ann, bob, staff } = people
    await blind.patchUser(ann, { op: 'replace', path: 'title', value: 'kaboom' })
    await blind.leave(staff, ann, bob)
    await organization.newEvents()
    await organization.patchUser(bob, { op: 'replace', path: 'title', value: 'Dr' })
    expect([await organization.grantsOf('ann'), await organization.grantsOf('bob')]).toEqual([[], []])
    const failed = (await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')
    expect(failed).toMatchObject([
      { subject: `users/${ann}`, data: { plugin: 'moody', rule: 'moody:change.decide', line: 0 } },
    ])
    expect(await organization.verify()).toEqual([])
  })

  it('is told when it is left, once, and when it is paid, for how many', async () => {
    const { ann, bob, staff } = people
    await organization.newEvents()
    await blind.leave(staff, ann)
    const since = (await organization.reader.getState()).undecidedSince
    await blind.patchUser(ann, { op: 'replace', path: 'title', value: 'Dr' })
    expect((await organization.reader.getState()).undecidedSince).toBe(since)
    const told = async () =>
      (await organization.newEvents())
        .filter(({ type }) => type.startsWith('Decisions'))
        .map(({ data, subject, type }) => [type, subject, data['since'] ?? null, data['people'] ?? null])
    expect(await told()).toEqual([['DecisionsPaused', 'mapping/1', null, null]])
    expect(await organization.grantsOf('ann')).toEqual(['team:sales Editor active'])
    await organization.patchUser(bob, { op: 'replace', path: 'title', value: 'Dr' })
    expect(await told()).toEqual([['DecisionsResumed', 'mapping/1', since, 2]])
    expect([await organization.grantsOf('ann'), await organization.verify()]).toEqual([[], []])
    await organization.patchUser(bob, { op: 'replace', path: 'title', value: 'Prof' })
    expect(await told()).toEqual([])
  })

  it('takes in groups that came, went, and took names, and people who came and went', async () => {
    const { ann, bob, staff } = people
    const cy = await blind.createUser('cy')
    const dan = await blind.createUser('dan')
    await blind.patchGroup(staff, { op: 'replace', path: 'displayName', value: 'crew' })
    const second = await blind.createGroup('staff', [cy])
    await blind.patchGroup(staff, { op: 'replace', path: 'externalId', value: 'e1' })
    await blind.deleteUser(dan)
    await organization.patchUser(bob, { op: 'replace', path: 'title', value: 'Dr' })
    expect(await organization.grantsOf('cy')).toEqual(['team:sales Editor withheld'])
    expect((await organization.openHolds()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['takeover', `groups/${second}`],
    ])
    expect([await organization.grantsOf('ann'), await organization.verify()]).toEqual([
      ['team:sales Editor active'],
      [],
    ])
    await blind.patchGroup(second, { op: 'replace', path: 'displayName', value: 'another' })
    await blind.patchGroup(staff, { op: 'replace', path: 'externalId', value: 'e2' })
    await blind.join(staff, cy)
    await organization.patchUser(ann, { op: 'replace', path: 'title', value: 'Dr' })
    expect(await organization.grantsOf('cy')).toEqual(['team:sales Editor withheld'])
    expect((await organization.openHolds()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['external-id-changed', `groups/${staff}`],
    ])
    await blind.deleteGroup(staff)
    await organization.patchUser(ann, { op: 'replace', path: 'title', value: 'Prof' })
    for (const name of ['ann', 'bob', 'cy']) expect(await organization.grantsOf(name)).toEqual([])
    expect([await organization.openHolds(), await organization.verify()]).toEqual([[], []])
  })

  it('is everybody’s where the team roles have been replaced meanwhile', async () => {
    const { bob, staff } = people
    await putTeamRoles(blind.owner, [{ name: 'editor' }, { name: 'Lead' }])
    await blind.leave(staff, bob)
    await organization.newEvents()
    await organization.patchUser(bob, { op: 'replace', path: 'title', value: 'Dr' })
    const resumed = (await organization.newEvents()).find(({ type }) => type === 'DecisionsResumed')
    expect(resumed?.data['people']).toBe(2)
    expect([await organization.grantsOf('bob'), await organization.verify()]).toEqual([[], []])
  })

  it('is paid by the mapping that is put', async () => {
    const { ann, staff } = people
    await blind.leave(staff, ann)
    await organization.putMapping(mapping.replace('Editor', 'Steward'))
    expect([await organization.grantsOf('ann'), await organization.grantsOf('bob')]).toEqual([
      [],
      ['team:sales Steward active'],
    ])
    expect([(await organization.reader.getState()).undecidedSince, await organization.verify()]).toEqual([null, []])
  })

  it('is paid at a start for every organization that it can be paid for', async () => {
    const other = await rolecall.createOrganization()
    await blind.leave(people.staff, people.ann)
    const broken: OperationServices = {
      ...rolecall.services,
      mappings: {
        ...rolecall.services.mappings,
        get: (reader, id, version) =>
          id === other.id ? Promise.reject(new Error('away')) : rolecall.services.mappings.get(reader, id, version),
      },
    }
    const { failed, settled } = await settleOrganizations(broken)
    expect(failed).toMatchObject([{ organizationId: other.id, error: { message: 'away' } }])
    expect(settled).toContain(organization.id)
    expect(await organization.grantsOf('ann')).toEqual([])
  })
})
