import type { Verification } from '@rolecall/core/directory/verification'
import { verifyDirectoryJob } from '@rolecall/core/job/verify-directory'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import type { Store, StoreReader } from '@rolecall/core/store'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import {
  createOrganizationUnderTest,
  day,
  minute,
  takeClock,
  type OrganizationUnderTest,
  type TestClock,
} from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

describe.each(eachDatabase)('the verification of derived roles on $name', ({ create }) => {
  let rolecall: Rolecall
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  let organization: OrganizationUnderTest
  let ann: string
  let stewards: string
  beforeEach(async () => {
    organization = await createOrganizationUnderTest(rolecall)
    ann = await organization.createUser('ann')
    stewards = await organization.createGroup('stewards', [ann])
    await organization.owner('PUT', '/api/teams/marketing', { body: {} })
    await organization.putMapping(
      'scimGroupMappings: [{ scimGroup: stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }]',
    )
    await organization.newEvents()
  })

  const readMetric = async (name: string) => {
    const text = await (await fetch(`${rolecall.url}/metrics`)).text()
    return new RegExp(`^rolecall_verification_${name} (.+)$`, 'm').exec(text)?.[1]
  }

  /** Takes a derived grant away behind the mapping's back. */
  const breakGrant = () =>
    rolecall.services.store.write(
      organization.id,
      { now: clock.now, cause: { kind: 'cli', requestId: null, keyId: null } },
      async (tx) => tx.grants.delete(await tx.grants.list({ userIds: [ann], source: 'mapping' })),
    )

  it('is not there before the first one', async () => {
    expect((await organization.owner('GET', '/api/verification')).status).toBe(404)
    expect((await organization.owner('GET', '/api/overview')).body.verification).toBeNull()
  })

  it('says that all is equal, and when that was', async () => {
    const reply = await organization.owner('POST', '/api/verification')
    expect(reply.body).toMatchObject({
      verifiedAt: clock.now,
      members: 1,
      grants: 1,
      differences: 0,
      examples: [],
      failure: null,
    })
    expect((await organization.owner('GET', '/api/verification')).body).toEqual(reply.body)
    expect((await organization.owner('GET', '/api/overview')).body.verification).toEqual(reply.body)
    expect(await organization.newEvents()).toEqual([])
  })

  it('shows what differs, and raises an event and the metric', async () => {
    await breakGrant()
    const before = Number(await readMetric('differences'))
    const { body } = await organization.owner('POST', '/api/verification')
    const example = { kind: 'missing', userId: ann, what: expect.stringContaining('role Steward of team:marketing') }
    expect(body).toMatchObject({ grants: 0, differences: 1, examples: [example] })
    expect(await organization.newEvents()).toEqual([
      { type: 'DifferencesFound', subject: 'verification', data: { differences: 1, examples: [example] } },
    ])
    expect(Number(await readMetric('differences'))).toBe(before + 1)
    expect(Number(await readMetric('timestamp_seconds'))).toBeLessThanOrEqual(Date.parse(clock.now) / 1_000)
    expect(Number(await readMetric('duration_seconds'))).toBeGreaterThanOrEqual(0)
  })

  it('keeps why it could not be made, and is no difference', async () => {
    const before = Number(await readMetric('failures'))
    const { mappings } = rolecall.services
    const services = rolecall.services as { mappings: OperationServices['mappings'] }
    services.mappings = { ...mappings, get: () => Promise.resolve(null) }
    const reply = await organization.owner('POST', '/api/verification').finally(() => (services.mappings = mappings))
    expect(reply.body).toMatchObject({ differences: 0, failure: expect.stringContaining('does not compile') })
    expect(Number(await readMetric('failures'))).toBe(before + 1)
    expect(await organization.newEvents()).toEqual([])
  })

  it('is made by a job, some minutes after the start and then at each interval', async () => {
    const verified: Verification[] = []
    const handler = verifyDirectoryJob({
      everyMs: day,
      onVerified: (id, verification) => void (id === organization.id && verified.push(verification)),
    })
    const runJobs = () => runDueJobs(rolecall.services, [handler])
    await runJobs()
    expect(verified).toEqual([])
    clock.forward(10 * minute)
    await runJobs()
    expect(verified).toMatchObject([{ verifiedAt: clock.now, differences: 0 }])
    await breakGrant()
    clock.forward(day - minute)
    await runJobs()
    expect(verified).toHaveLength(1)
    clock.forward(minute)
    await runJobs()
    expect(verified).toMatchObject([{ differences: 0 }, { verifiedAt: clock.now, differences: 1 }])
    expect((await organization.newEvents()).map(({ type }) => type)).toEqual(['DifferencesFound'])
  })

  it('looks at one state of the directory, whatever is written meanwhile', async () => {
    const { services } = rolecall
    let left = false
    /** Somebody leaves the group after the memberships are read and before the grants are. */
    const disturbed = (reader: StoreReader): StoreReader =>
      // Not copied: the nouns of a reader are made when they are asked for.
      Object.create(reader, {
        members: {
          value: {
            ...reader.members,
            async listDeciding(...query: Parameters<StoreReader['members']['listDeciding']>) {
              const found = await reader.members.listDeciding(...query)
              if (!left) expect((await organization.leave(stewards, ann)).status).toBeLessThan(300)
              left = true
              return found
            },
          },
        },
      }) as StoreReader
    const store: Store = {
      ...services.store,
      read: (id) => disturbed(services.store.read(id)),
      snapshot: (id, work) => services.store.snapshot(id, (reader) => work(disturbed(reader))),
    }
    const { differences } = await verifyGrants({ ...services, store }, organization.id)
    expect({ left, differences }).toEqual({ left: true, differences: [] })
  })
})
