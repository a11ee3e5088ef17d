import type { TeamPolicy } from '@rolecall/core/decider'
import { createCircumstancesReader } from '@rolecall/core/roles/circumstances'
import { putTeamRoles } from '@rolecall/core/organization/team-roles'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

describe('the memory of teams and team roles', () => {
  const rolecall = withRolecall()
  const scope = { cause: { kind: 'cli', requestId: null, keyId: null }, now: '2026-03-01T08:00:00.000Z' } as const

  it('is as new as the last change of either, and as the mapping says of each', async () => {
    const { id, owner, putTeam } = await rolecall().createOrganization()
    const circumstances = createCircumstancesReader()
    const read = (...authoritative: readonly string[]) =>
      owner.store.write(id, scope, (tx) => circumstances(tx, toPolicy(authoritative), { changed: false }))
    expect([...(await read()).teamIds.keys()]).toEqual([])
    await putTeam('Sales')
    expect([...(await read()).teamIds]).toEqual([['sales', 'Sales']])
    await putTeamRoles(owner, [{ name: 'Lead' }])
    expect((await read()).catalogue.teamRoles.map(({ name }) => name)).toEqual(['Lead'])
    expect([...(await read('sales')).authoritativeTeams]).toEqual(['sales'])
    expect([...(await read()).authoritativeTeams]).toEqual([])
  })

  it('lets a role be in force from the first change after its team was made', async () => {
    const acme = await rolecall().createOrganization()
    const staff = await acme.createGroup('staff', [await acme.createUser('ann')])
    await acme.putMapping(
      'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]',
    )
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor waiting'])
    await acme.putTeam('sales')
    await acme.newEvents()
    await acme.join(staff, await acme.createUser('bob'))
    const granted = (await acme.newEvents()).find(({ type }) => type === 'RoleGranted')
    expect(granted?.data).toMatchObject({ effective: true })
  })
})

function toPolicy(authoritative: readonly string[]): TeamPolicy {
  return { authoritativeTeams: new Set(authoritative) }
}
