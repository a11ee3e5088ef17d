import { createReadDigest } from '@rolecall/core/delivery/digest'
import { describe, expect, it } from 'vitest'

import { createFollower } from '../history/follower.ts'
import { withRolecall } from './with-rolecall.ts'

const hour = 60 * 60 * 1_000

describe('who reads what has changed', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const { services } = rolecall()
    const acme = await rolecall().createOrganization()
    const follower = createFollower(services, acme.id)
    const readDigest = createReadDigest()
    const expectSame = async () => {
      const another = createFollower(services, acme.id)
      await another.catchUp()
      await follower.catchUp()
      expect(follower.list()).toEqual(another.list())
    }
    const has = (text: string) => follower.list().some((part) => part.includes(text))
    return { ...acme, expectSame, follower, has, digest: () => readDigest(acme.owner, acme.reader) }
  }

  it('has a role until the log says that it has ended, as who reads everything has', async () => {
    const acme = await createAcme()
    const end = new Date(Date.parse(rolecall().clock.now) + hour).toISOString()
    await acme.putTeam('sales')
    await acme.putMapping(
      `scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor, expires: ${end} }]`,
    )
    await acme.createGroup('staff', [await acme.createUser('ann')])
    await acme.expectSame()
    const before = await acme.digest()
    rolecall().clock.forward(2 * hour)
    await acme.expectSame()
    expect([acme.has('"teamId":"sales"'), await acme.digest()]).toEqual([true, before])
    await rolecall().runDueJobs()
    await acme.expectSame()
    expect(acme.has('"teamId":"sales"')).toBe(false)
    expect(await acme.digest()).not.toBe(before)
  })

  it('has the role of an ended, untold grant in a team that comes back, as who reads everything has', async () => {
    const acme = await createAcme()
    const end = new Date(Date.parse(rolecall().clock.now) + hour).toISOString()
    await acme.putMapping(
      `scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor, expires: ${end} }]`,
    )
    await acme.createGroup('staff', [await acme.createUser('ann')])
    await acme.expectSame()
    rolecall().clock.forward(2 * hour)
    await acme.putTeam('sales')
    await acme.expectSame()
    await rolecall().runDueJobs()
    await acme.expectSame()
    expect(acme.has('"roles":["Editor"]')).toBe(false)
  })

  it('is told all where a mapping makes a team the only authority, and where it ends that', async () => {
    const acme = await createAcme()
    await acme.createUser('ann')
    await acme.putTeam('sales', { members: [{ emailAddress: 'ann@example.com', role: 'Owner' }] })
    await acme.expectSame()
    await acme.putMapping('teams: { authoritative: [sales] }')
    await acme.expectSame()
    expect(acme.has('"roles":["Owner"]')).toBe(false)
    await acme.putMapping('{}', { confirm: true })
    await acme.expectSame()
    expect(acme.has('"roles":["Owner"]')).toBe(true)
  })
})
