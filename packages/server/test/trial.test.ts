import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  createOrganizationUnderTest,
  minute,
  takeClock,
  type OrganizationUnderTest,
  type TestClock,
} from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const path = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }
const text = (group: string) => `scimGroupMappings:\n  - { scimGroup: ${group}, type: organizationOwner }\n`
const pattern =
  "scimGroupMappings:\n  - { scimGroupPattern: 'acme_(?<team>.+)', type: teamMemberRole, teamId: '${team}', teamMemberRole: Steward }\n"

describe('a mapping on trial in time', () => {
  let rolecall: RolecallUnderTest
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  async function prepare(first: string) {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(first)
    return { ...organization, ...wordsFor(organization) }
  }

  function wordsFor({ newEvents, owner }: OrganizationUnderTest) {
    return {
      async tryOut(body: string, commitWithin: string | null = '10m') {
        const { planId } = (await owner('POST', `${path}/plan`, { body, headers: yaml })).body
        return owner('POST', `${path}/apply`, { body: { planId, commitWithin } })
      },
      confirm: () => owner('POST', `${path}/confirm`),
      async current() {
        const { headers, text: body } = await owner('GET', path)
        return [headers.get('etag'), body]
      },
      versions: async () => (await owner('GET', `${path}/versions`)).body,
      types: async () => (await newEvents()).map(({ type }) => type),
      async atTheEnd(minutes = 10) {
        clock.forward(minutes * minute)
        await clock.runJobs()
      },
    }
  }

  it('goes back to the last version that was confirmed, however many were tried', async () => {
    const { atTheEnd, current, tryOut, versions } = await prepare(text('one'))
    await tryOut(text('two'))
    clock.forward(minute)
    await tryOut(text('three'))
    await atTheEnd(9)
    expect(await current()).toEqual(['"3"', text('three')])
    await atTheEnd(1)
    expect(await current()).toEqual(['"4"', text('one')])
    expect((await versions())[0]).toMatchObject({ rollbackTo: 1, confirmBy: null, author: null, automatic: true })
  })

  it('goes back to no mapping where none was confirmed', async () => {
    const organization = await createOrganizationUnderTest(rolecall)
    const { atTheEnd, current, tryOut } = wordsFor(organization)
    await tryOut(text('one'))
    await tryOut(text('two'))
    await atTheEnd()
    expect(await current()).toEqual(['"3"', ''])
  })

  it('stays on trial where the same text is put or applied, and says so', async () => {
    const { atTheEnd, current, putMapping, tryOut } = await prepare(text('one'))
    const { confirmBy } = (await tryOut(text('two'))).body
    for (const answer of [await putMapping(text('two')), await tryOut(text('two'), null)]) {
      expect([answer.status, answer.body.version, answer.body.confirmBy]).toEqual([200, 2, confirmBy])
    }
    await atTheEnd()
    expect(await current()).toEqual(['"3"', text('one')])
  })

  it('is tried anew where the same text is applied with another time', async () => {
    const { atTheEnd, current, tryOut, versions } = await prepare(text('one'))
    await tryOut(text('two'))
    const longer = await tryOut(text('two'), '1h')
    expect([longer.body.version, Date.parse(longer.body.confirmBy) - Date.parse(clock.now)]).toEqual([3, 60 * minute])
    await atTheEnd(10)
    expect(await current()).toEqual(['"3"', text('two')])
    await atTheEnd(50)
    expect(await current()).toEqual(['"4"', text('one')])
    expect((await versions()).map(({ revertedBy }: { revertedBy: number }) => revertedBy)).toEqual([
      null,
      4,
      null,
      null,
    ])
  })

  it('ends as it began where the text that stays is tried', async () => {
    const { atTheEnd, confirm, current, tryOut } = await prepare(text('one'))
    expect((await tryOut(text('one'))).body.confirmBy).not.toBeNull()
    await atTheEnd()
    expect([await current(), (await confirm()).body.code]).toEqual([['"3"', text('one')], 'NOTHING_TO_CONFIRM'])
  })

  it('can not be confirmed once its time is over, whether the job has run or not', async () => {
    const { atTheEnd, confirm, current, tryOut } = await prepare(text('one'))
    await tryOut(text('two'))
    clock.forward(10 * minute)
    const late = await confirm()
    expect([late.status, late.body.code]).toEqual([409, 'TRIAL_OVER'])
    await atTheEnd(0)
    expect(await current()).toEqual(['"3"', text('one')])
  })

  describe('whose former version is refused today', () => {
    const privileged = { 'team-roles': [{ name: 'Steward', privileged: true }] }

    async function refused() {
      const organization = await prepare(pattern)
      await organization.tryOut(text('owners'))
      expect((await organization.owner('PUT', '/api/settings/team-roles', { body: privileged })).status).toBe(200)
      await organization.newEvents()
      await organization.atTheEnd()
      return { ...organization, hold: (await organization.openHolds())[0] }
    }

    it('stays, and an owner is asked, once', async () => {
      const { atTheEnd, confirm, current, hold, openHolds, types } = await refused()
      expect(await current()).toEqual(['"2"', text('owners')])
      expect(hold).toMatchObject({
        kind: 'revert-refused',
        subject: 'mapping/2',
        reason: expect.stringMatching(/version 1, to which it goes back, is refused today: line 2: .*privileged/),
        lines: [],
      })
      await atTheEnd(24 * 60)
      expect([(await openHolds()).length, await types()]).toEqual([1, ['HoldOpened']])
      expect((await confirm()).body.code).toBe('TRIAL_OVER')
    })

    it('goes back all the same where the owner approves', async () => {
      const { atTheEnd, current, decide, hold, openHolds } = await refused()
      expect((await decide(hold?.id ?? '', 'approve')).status).toBe(200)
      await atTheEnd(0)
      expect([await current(), await openHolds()]).toEqual([['"3"', pattern], []])
    })

    it('is kept where the owner rejects', async () => {
      const { atTheEnd, current, decide, hold, types, versions } = await refused()
      await types()
      expect((await decide(hold?.id ?? '', 'reject')).status).toBe(200)
      await atTheEnd(0)
      expect(await current()).toEqual(['"2"', text('owners')])
      expect((await versions())[0]).toMatchObject({ confirmBy: null, revertsTo: null })
      expect(await types()).toEqual(['MappingConfirmed', 'HoldClosed'])
    })

    it('is no question any more once another mapping is in force', async () => {
      const { hold, openHolds, owner, putMapping } = await refused()
      await putMapping(text('others'))
      expect(await openHolds()).toEqual([])
      expect((await owner('GET', `/api/holds/${hold?.id}`)).body.state).toBe('dissolved')
    })
  })
})
