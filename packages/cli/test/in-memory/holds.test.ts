import { listHolds, readHold } from '@rolecall/core/roles/hold/holds'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const limits = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
const mapping = `scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
  - { scimGroup: crew, type: teamMemberRole, teamId: nowhere, teamMemberRole: Editor }
roleRules:
  - { id: boss, when: user.title eq "Boss", grant: [{ type: organizationRole, organizationRole: Member }] }
`

describe('a hold', () => {
  const rolecall = withRolecall()

  /** Ann is in `staff` and `crew` and is the boss; Bob is in `staff`. Whatever is taken away waits. */
  async function createAcme() {
    const acme = await rolecall().createOrganization()
    await acme.putMapping(limits + mapping)
    await acme.putTeam('Sales')
    const [ann, bob] = [await acme.createUser('ann', { title: 'Boss' }), await acme.createUser('bob')]
    const [staff, crew] = [await acme.createGroup('staff', [ann, bob]), await acme.createGroup('crew', [ann])]
    await acme.newEvents()
    const holdEvents = async () =>
      (await acme.newEvents()).filter(({ type }) => type === 'HoldOpened' || type === 'HoldClosed')
    return { ...acme, ann, bob, staff, crew, holdEvents }
  }

  it('of the brake shows each role that waits, with the rule and the group that gave it', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    await acme.leave(acme.staff, acme.ann)
    await acme.leave(acme.crew, acme.ann)
    await acme.patchUser(acme.ann, { op: 'remove', path: 'title' })
    const [hold, ...others] = await acme.openHolds()
    expect(others).toEqual([])
    expect(hold).toMatchObject({
      kind: 'brake',
      state: 'open',
      subject: 'organization',
      created: clock.now,
      expiresAt: new Date(Date.parse(clock.now) + 7 * day).toISOString(),
      decidedAt: null,
      decidedBy: null,
      reason: expect.stringContaining('more than 0 roles and more than 0 % of all'),
    })
    const line = { id: expect.any(String), userId: acme.ann, emailAddress: 'ann@example.com', effect: 'revoke' }
    expect(hold?.lines.toSorted((a, b) => (a.scope < b.scope ? -1 : 1))).toEqual([
      { ...line, scope: 'organization', role: 'Member', rule: 'roleRules:boss', group: null, groupId: null },
      {
        ...line,
        scope: 'team:Sales',
        role: 'Editor',
        rule: 'scimGroupMappings:staff/sales/editor',
        group: 'staff',
        groupId: acme.staff,
      },
      {
        ...line,
        scope: 'team:nowhere',
        role: 'Editor',
        rule: 'scimGroupMappings:crew/nowhere/editor',
        group: 'crew',
        groupId: acme.crew,
      },
    ])
    expect(new Set(hold?.lines.map(({ id }) => id)).size).toBe(3)
    expect(await readHold(acme.owner, hold?.id ?? '')).toEqual(hold)
    await expect(readHold(acme.owner, 'none')).rejects.toThrow('There is no hold with the id none')
    expect(await acme.grantsOf('ann')).toEqual([
      'organization Member retained',
      'team:Sales Editor retained',
      'team:nowhere Editor waiting',
    ])
  })

  it('of the brake takes in what waits within an hour, and then another one does', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const holds = async () => (await acme.openHolds()).map(({ lines }) => lines.length)
    await acme.leave(acme.crew, acme.ann)
    clock.forward(hour)
    await acme.leave(acme.staff, acme.ann)
    expect(await holds()).toEqual([2])
    clock.forward(1)
    await acme.leave(acme.staff, acme.bob)
    expect(await holds()).toEqual([1, 2])
    const events = await acme.holdEvents()
    expect(events.map(({ data, type }) => [type, data['kind'], data['about']])).toEqual([
      ['HoldOpened', 'brake', 'organization'],
      ['HoldOpened', 'brake', 'organization'],
    ])
  })

  it('that is decided is told, keeps its lines, and is not decided again, by nobody and by no time', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    await acme.leave(acme.staff, acme.bob)
    const [hold] = await acme.openHolds()
    await acme.newEvents()
    const decided = await acme.decide(hold?.id ?? '', 'rejected')
    expect(decided).toMatchObject({ state: 'rejected', lines: hold?.lines, decidedAt: clock.now })
    expect(decided.etag).not.toBe(hold?.etag)
    expect((await acme.holdEvents()).map(({ data, subject }) => [subject, data['state']])).toEqual([
      [`holds/${hold?.id}`, 'rejected'],
    ])
    await expect(acme.decide(hold?.id ?? '', 'approved')).rejects.toMatchObject({
      code: 'HOLD_DECIDED',
      message: expect.stringContaining(`it is rejected since ${clock.now}`),
    })
    clock.forward(8 * day)
    await runDueJobs()
    expect(await acme.grantsOf('bob')).toEqual(['team:Sales Editor active'])
    expect(await acme.holdEvents()).toEqual([])
    const listed = async (state?: 'open' | 'rejected') =>
      (await listHolds(acme.owner, { limit: 10, ...(state && { state }) })).map(({ id }) => id)
    expect([await listed(), await listed('rejected'), await listed('open')]).toEqual([[hold?.id], [hold?.id], []])
  })

  it('of a name that was taken is asked once for each group and name, until an owner has said no', async () => {
    const acme = await createAcme()
    const other = await acme.createGroup('other')
    const rename = (value: string) => acme.patchGroup(other, { op: 'replace', path: 'displayName', value })
    const kinds = async () => (await acme.openHolds()).map(({ kind, subject }) => `${kind} ${subject}`)
    await rename('Staff')
    expect(await kinds()).toEqual([`takeover groups/${other}`])
    expect(await acme.holdEvents()).toMatchObject([
      {
        type: 'HoldOpened',
        data: { kind: 'takeover', about: `groups/${other}`, reason: expect.stringContaining('"Staff"') },
      },
    ])
    await rename('STAFF')
    expect(await acme.holdEvents()).toEqual([])
    await rename('Crew')
    expect((await acme.holdEvents()).map(({ data, type }) => [type, data['state'] ?? null])).toEqual([
      ['HoldClosed', 'dissolved'],
      ['HoldOpened', null],
    ])
    await acme.decide((await acme.openHolds())[0]?.id ?? '', 'rejected')
    await rename('other')
    await rename('crew')
    expect(await kinds()).toEqual([])
    await rename('staff')
    expect(await kinds()).toEqual([`takeover groups/${other}`])
  })

  it('that is approved binds the name to the second group, too, and gives what was withheld and is not over', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const end = new Date(Date.parse(clock.now) + minute).toISOString()
    await acme.putMapping(
      `scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Steward, expires: '${end}' }
`,
      { confirm: true },
    )
    const cy = await acme.createUser('cy')
    const second = await acme.createGroup('Staff', [cy])
    expect(await acme.grantsOf('cy')).toEqual(['team:Sales Editor withheld', 'team:Sales Steward withheld'])
    clock.forward(minute)
    await acme.newEvents()
    await acme.decide((await acme.openHolds())[0]?.id ?? '', 'approved')
    expect(await acme.grantsOf('cy')).toEqual(['team:Sales Editor active'])
    const events = (await acme.newEvents()).map(({ data, subject, type }) => [
      type,
      subject,
      data['role'] ?? data['name'],
    ])
    expect(events).toContainEqual(['GroupBound', `groups/${second}`, 'staff'])
    expect(events).toContainEqual(['RoleReleased', `users/${cy}`, 'Editor'])
    expect(events).toContainEqual(['RoleRevoked', `users/${cy}`, 'Steward'])
    await acme.join(second, await acme.createUser('dan'))
    expect(await acme.grantsOf('dan')).toEqual(['team:Sales Editor active'])
    expect(await acme.verify()).toEqual([])
  })

  it('of the brake is none for who comes back as another person: what was kept of the former one ends', async () => {
    const acme = await createAcme()
    const replace = (path: string, value: string | boolean) => acme.patchUser(acme.ann, { op: 'replace', path, value })
    await replace('externalId', 'a1')
    await acme.setRole('ann', 'Owner')
    await acme.setRole('bob', 'Owner')
    await acme.leave(acme.staff, acme.ann)
    expect(await acme.grantsOf('ann')).toContain('team:Sales Editor retained')
    await replace('active', false)
    await replace('externalId', 'a2')
    await replace('active', true)
    expect(await acme.grantsOf('ann')).toEqual([
      'organization Member active',
      'organization Owner withheld',
      'team:nowhere Editor waiting',
    ])
    expect((await acme.openHolds()).map(({ kind, lines }) => [kind, lines.length])).toEqual([['person-replaced', 1]])
    expect(await acme.verify()).toEqual([])
  })

  it('of a group that is not trusted ends when its former externalId is back, and is another one by yet another', async () => {
    const acme = await createAcme()
    const become = (value: string) => acme.patchGroup(acme.staff, { op: 'replace', path: 'externalId', value })
    const topics = async () =>
      (await acme.openHolds()).map(({ id, kind, lines }) => ({ id, kind, lines: lines.length }))
    await become('e1')
    expect(await topics()).toEqual([])
    await become('e2')
    const [first] = await topics()
    const cy = await acme.createUser('cy')
    await acme.join(acme.staff, cy)
    expect(await acme.grantsOf('cy')).toEqual(['team:Sales Editor withheld'])
    expect(await acme.grantsOf('bob')).toEqual(['team:Sales Editor active'])
    await become('e3')
    const [second, ...others] = await topics()
    expect([second?.kind, second?.lines, second?.id === first?.id, others]).toEqual([
      'external-id-changed',
      1,
      false,
      [],
    ])
    await become('e1')
    expect(await topics()).toEqual([])
    expect(await acme.grantsOf('cy')).toEqual(['team:Sales Editor active'])
    await become('e4')
    await acme.join(acme.staff, await acme.createUser('dan'))
    await acme.decide((await topics())[0]?.id ?? '', 'approved')
    expect(await acme.grantsOf('dan')).toEqual(['team:Sales Editor active'])
    await acme.join(acme.staff, await acme.createUser('eve'))
    expect([await acme.grantsOf('eve'), await topics()]).toEqual([['team:Sales Editor active'], []])
    expect(await acme.verify()).toEqual([])
  })

  it('of a group that is gone is a question no more', async () => {
    const acme = await createAcme()
    const other = await acme.createGroup('Staff', [await acme.createUser('cy')])
    const [hold] = await acme.openHolds()
    await acme.deleteGroup(other)
    expect(await acme.openHolds()).toEqual([])
    await expect(acme.decide(hold?.id ?? '', 'approved')).rejects.toMatchObject({ code: 'HOLD_DECIDED' })
    expect(await acme.grantsOf('cy')).toEqual([])
  })
})
