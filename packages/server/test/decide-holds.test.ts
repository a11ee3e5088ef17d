import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, day, minute, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const brake = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
const staff = 'scimGroup: staff, type: organizationRole, organizationRole: Member'
const owners = 'scimGroup: owners, type: organizationOwner'

describe('deciding what the brake holds', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  const inMinutes = (minutes: number) => new Date(Date.parse(clock.now) + minutes * minute).toISOString()
  const mapping = (...entries: readonly string[]) =>
    `${brake}scimGroupMappings:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`

  /** Ann, Bob and Cid have roles by groups, and everything that is taken away waits. */
  async function prepare(...entries: readonly string[]) {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(mapping(...entries))
    const ids: string[] = []
    for (const name of ['ann', 'bob', 'cid']) ids.push(await organization.createUser(name))
    const groups = {
      owners: await organization.createGroup('owners', ids.slice(0, 1)),
      staff: await organization.createGroup('staff', ids),
      temps: await organization.createGroup('temps', ids),
    }
    const getHold = async () => {
      const [hold] = await organization.openHolds()
      if (hold === undefined) throw new Error('nothing waits')
      return hold
    }
    const clear = (group: string) => organization.patchGroup(group, { op: 'remove', path: 'members' })
    const grantOf = async (name: string) =>
      (await organization.owner('GET', `/api/organization/members/${name}@example.com`)).body.grants
    return { ...organization, ids, groups, getHold, clear, grantOf }
  }

  it('keeps the end of a role that a rejection makes manual, and the later one of two', async () => {
    const [soon, late] = [inMinutes(10), inMinutes(20)]
    const organization = await prepare(
      `${staff}, expires: ${soon}`,
      `${staff.replace('staff', 'temps')}, expires: ${late}`,
    )
    const { clear, decide, getHold, grantOf, grantsOf, groups, newEvents } = organization
    await clear(groups.staff)
    await clear(groups.temps)
    await decide((await getHold()).id, 'reject')
    expect(await grantOf('ann')).toMatchObject([{ source: 'manual', state: 'active', expiresAt: late }])
    await newEvents()
    clock.forward(20 * minute)
    await clock.runJobs()
    expect(await grantsOf('ann')).toEqual([])
    expect((await newEvents()).map(({ type }) => type)).toEqual(['RoleRevoked', 'RoleRevoked', 'RoleRevoked'])
  })

  it('makes nothing manual of a role that has ended, and leaves a manual one without an end alone', async () => {
    const organization = await prepare(`${staff}, expires: ${inMinutes(10)}`)
    const { clear, decide, getHold, grantOf, groups, owner } = organization
    await owner('PUT', '/api/organization/members/bob@example.com', { body: { role: 'Member' } })
    await clear(groups.staff)
    const { id } = await getHold()
    clock.forward(10 * minute + 1)
    await decide(id, 'reject')
    expect(await grantOf('ann')).toEqual([])
    expect(await grantOf('bob')).toMatchObject([{ source: 'manual', expiresAt: null, state: 'active' }])
  })

  it('ends the end of a manual role by setting it by hand', async () => {
    const { clear, decide, getHold, grantOf, groups, owner } = await prepare(`${staff}, expires: ${inMinutes(10)}`)
    await clear(groups.staff)
    await decide((await getHold()).id, 'reject')
    await owner('PUT', '/api/organization/members/ann@example.com', { body: { role: 'Member' } })
    expect(await grantOf('ann')).toMatchObject([{ source: 'manual', expiresAt: null }])
    clock.forward(10 * minute + 1)
    await clock.runJobs()
    expect([await grantOf('ann'), await grantOf('bob')]).toMatchObject([[{ state: 'active' }], []])
  })

  it.each(['approve', 'reject'] as const)('does not %s what has joined since it was read (412)', async (verb) => {
    const { decide, getHold, groups, ids, leave, openHolds, owner } = await prepare(staff)
    await leave(groups.staff, ids[0] ?? '')
    const seen = await getHold()
    const read = await owner('GET', `/api/holds/${seen.id}`)
    expect([read.headers.get('etag'), read.body.etag]).toEqual([seen.etag, seen.etag])
    await leave(groups.staff, ids[1] ?? '')
    const refused = await decide(seen.id, verb, { ifMatch: seen.etag })
    expect([refused.status, (await openHolds())[0]?.lines.length]).toEqual([412, 2])
    const { etag } = await getHold()
    expect(etag).not.toBe(seen.etag)
    const decided = await decide(seen.id, verb, { ifMatch: etag })
    expect([decided.status, decided.headers.get('etag') === etag, decided.body.lines.length]).toEqual([200, false, 2])
    expect((await decide(seen.id, verb, { ifMatch: etag })).body.code).toBe('HOLD_DECIDED')
  })

  it('decides some lines, and the others go on waiting', async () => {
    const { clear, decide, getHold, grantsOf, grantOf, groups, openHolds, verify } = await prepare(staff)
    await clear(groups.staff)
    const hold = await getHold()
    const lineOf = (name: string) => hold.lines.find(({ emailAddress }) => emailAddress.startsWith(name))?.id
    const approved = await decide(hold.id, 'approve', { ifMatch: hold.etag, lines: [lineOf('ann'), lineOf('ann')] })
    expect([approved.status, approved.body.state, approved.body.lines.length]).toEqual([200, 'open', 2])
    expect((await decide(hold.id, 'reject', { lines: [lineOf('bob')] })).body.lines).toHaveLength(1)
    expect([await grantsOf('ann'), await grantOf('bob'), await grantsOf('cid')]).toMatchObject([
      [],
      [{ source: 'manual', state: 'active' }],
      ['organization Member retained'],
    ])
    const last = await decide(hold.id, 'approve', { lines: [lineOf('cid')] })
    expect([last.body.state, last.body.lines.length, await openHolds(), await verify()]).toEqual([
      'approved',
      1,
      [],
      [],
    ])
  })

  it('lets all go but the last Owner, whose line stays retained', async () => {
    const { clear, decide, getHold, grantsOf, groups, openHolds } = await prepare(owners, staff)
    await clear(groups.owners)
    await clear(groups.staff)
    const hold = await getHold()
    expect(hold.lines).toHaveLength(4)
    const refused = await decide(hold.id, 'approve')
    expect([refused.status, refused.body.code]).toEqual([409, 'LAST_OWNER'])
    expect(refused.body.detail).toContain('the other lines')
    const others = hold.lines.filter(({ role }) => role !== 'Owner').map(({ id }) => id)
    expect((await decide(hold.id, 'approve', { lines: others })).status).toBe(200)
    expect([await grantsOf('ann'), await grantsOf('bob')]).toEqual([['organization Owner retained'], []])
    expect((await openHolds())[0]?.lines).toMatchObject([{ role: 'Owner' }])
    clock.forward(7 * day)
    await clock.runJobs()
    expect([await grantsOf('ann'), await openHolds()]).toEqual([['organization Owner retained'], []])
  })

  it('refuses lines that do not wait, none, and lines of a hold of another kind', async () => {
    const { clear, createGroup, decide, getHold, grantsOf, groups, ids, openHolds } = await prepare(staff)
    await clear(groups.staff)
    const { id, lines } = await getHold()
    const unknown = await decide(id, 'approve', { lines: [lines[0]?.id, 'gone'] })
    expect([unknown.status, unknown.body.issues]).toMatchObject([422, [{ path: 'lines[1]' }]])
    expect((await decide(id, 'approve', { lines: [] })).status).toBe(422)
    expect(await grantsOf('ann')).toEqual(['organization Member retained'])
    await decide(id, 'approve')
    await createGroup('Staff', ids)
    const [takeover] = await openHolds()
    expect((await decide(takeover?.id ?? '', 'approve', { lines: [takeover?.lines[0]?.id] })).status).toBe(422)
  })
})
