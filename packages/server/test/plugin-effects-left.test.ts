import type { OperationServices } from '@rolecall/core/change/operation-context'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { repairGrants } from '@rolecall/core/job/repair-grants'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { toOrganizationInMemory, type OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import type { RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'
import { byDomain, useEffects } from './effects-in-memory.ts'

describe("a plugin's effect of a plugin that runs no more", () => {
  const shared = useEffects()
  let rolecall: RolecallInMemory
  beforeAll(() => {
    rolecall = shared.rolecall
  })
  let organization: OrganizationInMemory
  beforeEach(() => {
    organization = shared.organization
  })

  let close: () => Promise<void>
  let without: OperationServices
  let later: OrganizationInMemory
  beforeAll(async () => {
    const host = await startPlugins(bundledEntries([]), { log: () => ({ info() {}, warn() {}, error() {} }) })
    const mappings = createMappingCache(createDecider(toVocabulary(host)))
    without = { ...rolecall.services, host, mappings, roles: createRoleKeeping() }
    close = () => host.close()
  })
  afterAll(() => close())
  const roles =
    'roleRules:\n  - { id: all, when: user.active eq true, grant: [{ type: organizationRole, organizationRole: Member }] }\n'

  beforeEach(async () => {
    await organization.createUser('ann', { title: 'chief' })
    await organization.createUser('bob')
    await organization.putMapping(`${byDomain}${roles}`)
    later = toOrganizationInMemory(without, organization.id)
    await later.putMapping(roles)
  })

  it('stays, whatever is written, and a verification names it with what it was given by', async () => {
    await later.putMapping(`${roles}limits: { maxRevocations: 1, maxRevocationPercent: 100 }\n`)
    const { userId } = await later.memberOf('ann')
    await later.patchUser(userId, { op: 'replace', path: 'displayName', value: 'Ann' })
    expect(await later.grantsOf('ann')).toEqual(['organization Member active', 'organization Owner active'])
    expect((await later.verify()).map(({ kind, what }) => `${kind} ${what}`).toSorted()).toEqual([
      'unexpected badge {"badge":"gold","title":"chief"} by badges:titled, which no plugin that runs decides',
      'unexpected licence {"sku":"E3"} by licences:example.com/E3, which no plugin that runs decides',
      'unexpected licence {"sku":"E3"} by licences:example.com/E3, which no plugin that runs decides',
      'unexpected role Owner of organization by badges:chief, which no plugin that runs decides',
    ])
  })

  it('goes by a repair, told by events, but for the last Owner, who is retained', async () => {
    await later.newEvents()
    expect(
      await repairGrants(
        { ...later.owner, cause: { kind: 'job', requestId: null, keyId: null } },
        await later.verify(),
      ),
    ).toBe(2)
    const told = (await later.newEvents())
      .filter(({ type }) => /^(Effect|Role|Owner)/.test(type))
      .map(({ data, type }) => `${type} ${String(data['rule'])}`)
    expect(told.toSorted()).toEqual([
      'EffectRevoked badges:titled',
      'EffectRevoked licences:example.com/E3',
      'EffectRevoked licences:example.com/E3',
      'OwnerRetained badges:chief',
      'RoleRevoked badges:chief',
    ])
    expect([await later.verify(), await later.grantsOf('ann')]).toEqual([
      [],
      ['organization Member active', 'organization Owner retained'],
    ])
  })

  it('is held by the brake of a repair, and comes back with the plugin', async () => {
    await later.putMapping(`${roles}limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n`)
    await repairGrants({ ...later.owner, cause: { kind: 'job', requestId: null, keyId: null } }, await later.verify())
    const [hold] = await later.openHolds()
    expect(hold).toMatchObject({
      kind: 'brake',
      lines: [{ role: 'Owner' }, { scope: 'effect:badge' }, { scope: 'effect:licence' }, { scope: 'effect:licence' }],
    })
    expect(await later.verify()).toEqual([])
    await organization.putMapping(`${byDomain}${roles}`)
    expect([await organization.verify(), await organization.openHolds()]).toEqual([[], []])
    expect(await organization.grantsOf('ann')).toEqual(['organization Member active', 'organization Owner active'])
  })
})
