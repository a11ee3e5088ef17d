import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type TestServer } from './test-server.ts'

/** What no transcript can show: a setting of the organization, and time that passes. */
describe.each(eachDatabase)('dangerous bodies, on $name', ({ create }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(create)
  })
  afterAll(() => server.close())

  it('a new userName with the externalId of a user is a person of their own, where renames are allowed, too', async () => {
    const tenant = await server.createTenant()
    await tenant.owner('PUT', '/api/settings/organization', { userNameMutable: true })
    const person = { externalId: 'subject-1', active: true }
    const first = await tenant.provider('POST', '/Users', { ...person, userName: 'ann@acme.example' })
    const other = { ...person, userName: 'ann.lee@acme.example' }
    const { id } = first.body as { id: string }
    const second = await tenant.provider('POST', '/Users', other)
    expect(second).toMatchObject({ status: 201, body: other })
    expect((second.body as { id: string }).id).not.toBe(id)
    expect(await tenant.owner('GET', '/api/organization/members/ann@acme.example')).toMatchObject({
      status: 200,
      body: { userId: id, findings: [{ code: 'external-id-shared', others: ['ann.lee@acme.example'] }] },
    })
  })

  it('a member that nobody turned out to be for 30 days is dropped with an event, and not a day before', async () => {
    const tenant = await server.createTenant()
    server.setTime('2027-01-01T00:00:00.000Z')
    const { body } = await tenant.provider('POST', '/Groups', {
      displayName: 'staff',
      members: [{ value: 'nobody-yet' }],
    })
    const { id } = body as { id: string }
    const membersAt = async (instant: string): Promise<unknown> => {
      server.setTime(instant)
      expect((await runDueJobs(server.services, jobHandlers)).failures).toEqual([])
      return ((await tenant.provider('GET', `/Groups/${id}`)).body as { members?: unknown }).members
    }
    expect(await membersAt('2027-01-30T23:00:00.000Z')).toMatchObject([{ value: 'nobody-yet' }])
    expect(await membersAt('2027-02-01T01:00:00.000Z')).toBeUndefined()
    const events = (await tenant.owner('GET', '/api/events')).body as { type: string; data: object }[]
    expect(events.filter(({ type }) => type === 'GroupMemberDropped')).toMatchObject([
      { data: { value: 'nobody-yet' } },
    ])
    server.setTime(null)
  })
})
