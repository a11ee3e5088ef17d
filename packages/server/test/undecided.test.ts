import { startPlugins } from '@rolecall/core/host/start-plugins'
import { settleOrganizations } from '@rolecall/core/job/settle-organizations'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
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
