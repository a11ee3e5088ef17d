import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const text = `providerRoles:
  - role: boss
    grant: [{ type: organizationOwner }]
  - entitlement: marketing:steward
    grant: [{ type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }]
`
const boss = [{ value: 'boss' }]
const steward = [{ value: 'marketing:steward', display: 'Steward', type: 'Entitlement' }]

describe('what the provider assigns', () => {
  const rolecall = withRolecall()

  async function createAcme(mapping = text) {
    const acme = await rolecall().createOrganization()
    await acme.putTeam('marketing')
    if (mapping !== '') await acme.putMapping(mapping)
    await acme.newEvents()
    return acme
  }

  it('gives roles whose source is the provider, and takes them with the value', async () => {
    const acme = await createAcme()
    const ann = await acme.createUser('ann', { roles: boss, entitlements: steward })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner active', 'team:marketing Steward active'])
    expect((await acme.memberOf('ann')).grants).toMatchObject([
      { source: 'provider', rule: 'providerRoles:role/boss/organizationOwner/organization/owner' },
      { source: 'provider' },
    ])
    await acme.patchUser(ann, { op: 'remove', path: 'entitlements[value eq "marketing:steward"]' })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner active'])
    const events = (await acme.newEvents()).filter(({ type }) => type.startsWith('Role'))
    expect(events.map(({ data, type }) => [type, data['role'], data['source']])).toEqual([
      ['RoleGranted', 'Owner', 'provider'],
      ['RoleGranted', 'Steward', 'provider'],
      ['RoleRevoked', 'Steward', 'provider'],
    ])
    expect(await acme.verify()).toEqual([])
  })

  it('gives nothing where the mapping does not say so', async () => {
    const acme = await createAcme('defaults: {}\n')
    await acme.createUser('ann', { roles: [{ value: 'Owner' }, { value: 'owner' }, { value: 'boss' }] })
    expect([await acme.grantsOf('ann'), (await acme.memberOf('ann')).findings]).toEqual([[], []])
  })

  it('is planned, applied, explained now, then and supposed', async () => {
    const acme = await createAcme('')
    await acme.createUser('ann', { entitlements: steward })
    const plan = await acme.plan(text)
    expect(plan.adds).toMatchObject([{ emailAddress: 'ann@example.com', scope: 'team:marketing', role: 'Steward' }])
    await acme.apply(plan)
    expect((await acme.plan(null)).summary).toMatchObject({ people: 0 })
    expect((await acme.explain('ann', { scope: 'team:marketing' })).grants).toMatchObject([
      {
        source: 'provider',
        line: 4,
        condition: { text: 'user.entitlements[value eq "marketing:steward"]' },
      },
    ])
  })

  it.each<[string, Json]>([
    ['plain texts', ['boss']],
    ['one value alone', 'boss'],
    ['what Entra makes of one app role', [{ primary: 'True', type: 'WindowsAzureActiveDirectoryRole', value: 'Boss' }]],
    ['what Entra makes of all app roles', [{ value: '{"id":"1","value":"boss","displayName":"Boss"}' }]],
    ['a list within a text', '[{"value":"boss"}]'],
  ])('is taken as %s', async (_, roles) => {
    const acme = await createAcme()
    await acme.createUser('ann', { roles })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner active'])
  })

  it.each<[string, Json]>([
    ['an empty list', []],
    ['null', null],
    ['an empty text', ''],
    ['values without a value', [{ display: 'Boss' }]],
    ['values that are empty', [{ value: '' }, { value: '   ' }]],
  ])('is nothing, and nothing unknown, as %s', async (_, entitlements) => {
    const acme = await createAcme()
    const ann = await acme.createUser('ann', { entitlements: steward })
    await acme.createUser('bob', { entitlements })
    await acme.patchUser(ann, { op: 'replace', path: 'entitlements', value: entitlements })
    for (const name of ['ann', 'bob'])
      expect([name, await acme.grantsOf(name), (await acme.memberOf(name)).findings]).toEqual([name, [], []])
  })

  it('goes with the one value that a filter names, and with no other', async () => {
    const acme = await createAcme()
    const ann = await acme.createUser('ann', { roles: boss, entitlements: steward })
    await acme.patchUser(ann, { op: 'remove', path: 'entitlements[value eq "marketing:editor"]' })
    expect(await acme.grantsOf('ann')).toContain('team:marketing Steward active')
    await acme.patchUser(ann, { op: 'add', path: 'entitlements', value: [{ value: 'marketing:editor' }] })
    await acme.patchUser(ann, { op: 'remove', path: 'entitlements[value eq "MARKETING:STEWARD"]' })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner active'])
    expect((await acme.memberOf('ann')).findings).toMatchObject([{ code: 'unknown-provider-value' }])
  })

  it('keeps the last Owner whom the provider would take away', async () => {
    const acme = await createAcme()
    const ann = await acme.createUser('ann', { roles: boss })
    await acme.patchUser(ann, { op: 'replace', path: 'roles', value: [] })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner retained'])
    await acme.createUser('bob', { roles: boss })
    expect(await acme.grantsOf('ann')).toEqual([])
  })

  it('is held by the brake as other roles are', async () => {
    const acme = await createAcme(`${text}limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n`)
    const ann = await acme.createUser('ann', { entitlements: steward })
    await acme.patchUser(ann, { op: 'remove', path: 'entitlements' })
    expect(await acme.grantsOf('ann')).toEqual(['team:marketing Steward retained'])
  })

  it('is told of however long it is, cut between two characters', async () => {
    const acme = await createAcme()
    await acme.createUser('ann', { roles: [{ value: `${'x'.repeat(199)}😀y` }, { value: 'boss' }] })
    expect(await acme.grantsOf('ann')).toEqual(['organization Owner active'])
    const told = (await acme.memberOf('ann')).findings
    expect(told).toMatchObject([{ code: 'unknown-provider-value' }])
    expect(told.every(({ message }) => isStorableText(message))).toBe(true)
    expect(await acme.verify()).toEqual([])
  })

  it('is told of where no entry knows it, until that is mended', async () => {
    const acme = await createAcme()
    const ann = await acme.createUser('ann', { roles: [{ value: 'bos' }] })
    expect((await acme.memberOf('ann')).findings).toEqual([
      { code: 'unknown-provider-value', message: "'bos' of roles gives nothing: did you mean 'boss'?" },
    ])
    await acme.patchUser(ann, { op: 'replace', path: 'roles', value: [] })
    expect((await acme.memberOf('ann')).findings).toEqual([])
  })
})
