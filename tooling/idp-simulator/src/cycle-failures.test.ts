import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { addMembers } from './change-directory.ts'
import { runIncrementalCycle } from './incremental-cycle.ts'
import { runInitialCycle } from './initial-cycle.ts'
import type { ProvisioningOptions } from './provisioning-job.ts'
import type { RecordingServer } from './testing/recording-server.ts'
import { ANN, BOB, SMALL_DIRECTORY, startSimulation } from './testing/simulation.ts'

let server: RecordingServer
let run: ProvisioningOptions

beforeEach(async () => {
  ;({ server, run } = await startSimulation())
})
afterEach(() => server.close())

describe('failures', () => {
  it('are reported with the words of the service provider, and tried again in the next cycle', async () => {
    server.answerNext('POST /Users', {
      status: 409,
      body: { status: '409', scimType: 'uniqueness', detail: 'userName is taken' },
    })
    const first = await runInitialCycle(run)
    expect(first.failures).toMatchObject([
      { kind: 'create', resourceType: 'User', objectId: ANN, status: 409, error: '409 uniqueness: userName is taken' },
    ])
    expect(first.quarantine.failureRatio).toBeCloseTo(1 / 6)
    expect(server.resources.Groups.get('group-2')?.['members']).toEqual(['user-1'])
    server.takeRequests()
    const second = await runIncrementalCycle(run)
    expect(second.failures).toEqual([])
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      'GET /Users?filter=userName+eq+%22ann%40acme.example%22',
      'POST /Users',
      'PATCH /Groups/group-2',
    ])
  })

  it.each<[name: string, body: unknown, error: string]>([
    ['no list', {}, 'the answer to a filter is no ListResponse'],
    [
      'two users',
      { totalResults: 2, Resources: [{ id: 'a' }, { id: 'b' }] },
      '2 resources match where one was expected',
    ],
    ['a user without id', { totalResults: 1, Resources: [{}] }, 'a resource without id'],
  ])('create nobody when a look-up gives %s', async (_name, body, error) => {
    server.answerNext('GET /Users', { status: 200, body })
    const report = await runInitialCycle({
      ...run,
      directory: { users: SMALL_DIRECTORY.users.slice(0, 1), groups: [] },
    })
    expect(report.failures).toMatchObject([{ kind: 'match', error }])
    expect(server.requests).toHaveLength(1)
  })

  it('name a 404 to a look-up as lack of compliance', async () => {
    server.answerNext('GET /Users', { status: 404 })
    const report = await runInitialCycle(run)
    expect(report.quarantine).toMatchObject({ quarantined: true, reason: 'compliance' })
  })

  it('to add members are sent again, and those that arrived are not', async () => {
    server.answerNext('PATCH /Groups', { status: 400 })
    await runInitialCycle({ ...run, memberBatchSize: 1 })
    server.takeRequests()
    await runIncrementalCycle(run)
    expect(server.takeRequests()).toEqual([
      [
        'PATCH /Groups/group-3',
        expect.objectContaining({
          Operations: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'user-1' }] }],
        }),
      ],
    ])
  })

  it('because a group is gone make it anew with all its members', async () => {
    await runInitialCycle({
      ...run,
      directory: { ...SMALL_DIRECTORY, groups: SMALL_DIRECTORY.groups.map((group) => ({ ...group, members: [ANN] })) },
    })
    server.resources.Groups.clear()
    server.takeRequests()
    const directory = addMembers(SMALL_DIRECTORY, 'acme_owners', [BOB])
    await runIncrementalCycle({ ...run, directory })
    await runIncrementalCycle({ ...run, directory })
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      'PATCH /Groups/group-3',
      'GET /Groups/group-3?excludedAttributes=members',
      'GET /Groups?excludedAttributes=members&filter=displayName+eq+%22acme_owners%22',
      'POST /Groups',
      'PATCH /Groups/group-4',
    ])
    expect(server.resources.Groups.get('group-4')?.['members']).toEqual(['user-1', 'user-2'])
  })
})
