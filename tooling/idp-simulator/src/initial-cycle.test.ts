import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { changeUser, disableUser } from './change-directory.ts'
import { generateDirectory } from './generate-directory.ts'
import { runIncrementalCycle } from './incremental-cycle.ts'
import { runInitialCycle } from './initial-cycle.ts'
import { parseAttributeMappings } from './parse-attribute-mapping.ts'
import type { Progress, ProvisioningOptions } from './provisioning-job.ts'
import { createProvisioningState, formatProvisioningState, parseProvisioningState } from './provisioning-state.ts'
import type { RecordingServer } from './testing/recording-server.ts'
import { ANN, BOB, OWNERS, SMALL_DIRECTORY, startSimulation } from './testing/simulation.ts'

let server: RecordingServer
let run: ProvisioningOptions

beforeEach(async () => {
  ;({ server, run } = await startSimulation())
})
afterEach(() => server.close())

function userBody(objectId: string, userName: string, displayName: string): object {
  return {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    meta: { resourceType: 'User' },
    roles: [],
    userName,
    active: true,
    displayName,
    emails: [{ primary: true, type: 'work', value: userName }],
    externalId: objectId,
  }
}

describe('initial cycle', () => {
  it('looks every object up, creates it, and adds members last', async () => {
    const report = await runInitialCycle(run)
    expect(server.takeRequests()).toEqual([
      ['GET /Users?filter=userName+eq+%22ann%40acme.example%22'],
      ['POST /Users', userBody(ANN, 'ann@acme.example', 'Ann Lee')],
      ['GET /Users?filter=userName+eq+%22bob%40acme.example%22'],
      ['POST /Users', userBody(BOB, 'bob@acme.example', 'Bob Ray')],
      ['GET /Groups?excludedAttributes=members&filter=displayName+eq+%22acme_owners%22'],
      [
        'POST /Groups',
        {
          schemas: [
            'urn:ietf:params:scim:schemas:core:2.0:Group',
            'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
          ],
          meta: { resourceType: 'Group' },
          displayName: 'acme_owners',
          externalId: OWNERS,
        },
      ],
      [
        'PATCH /Groups/group-3',
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [
            {
              op: 'Add',
              path: 'members',
              value: [
                { $ref: null, value: 'user-1' },
                { $ref: null, value: 'user-2' },
              ],
            },
          ],
        },
      ],
    ])
    expect(report.counts).toEqual({
      match: { succeeded: 3, failed: 0 },
      create: { succeeded: 3, failed: 0 },
      'add-members': { succeeded: 1, failed: 0 },
    })
    expect(report.quarantine).toMatchObject({ failureRatio: 0, quarantined: false })
  })

  it('patches only what differs where a user is there already', async () => {
    server.resources.Users.set('u9', {
      id: 'u9',
      userName: 'ann@acme.example',
      active: true,
      displayName: 'Ann Old',
      externalId: ANN,
      emails: [],
    })
    await runInitialCycle({ ...run, directory: { users: SMALL_DIRECTORY.users.slice(0, 1), groups: [] } })
    expect(server.takeRequests()[1]).toEqual([
      'PATCH /Users/u9',
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [
          { op: 'Replace', path: 'displayName', value: 'Ann Lee' },
          { op: 'Add', path: 'emails[type eq "work"].value', value: 'ann@acme.example' },
        ],
      },
    ])
  })

  it('sends nothing where a matched user is equal already', async () => {
    const { id: _id, ...ann } = { id: 'u9', ...userBody(ANN, 'ann@acme.example', 'Ann Lee') }
    server.resources.Users.set('u9', { ...ann, id: 'u9' })
    await runInitialCycle({ ...run, directory: { users: SMALL_DIRECTORY.users.slice(0, 1), groups: [] } })
    expect(server.takeRequests()).toHaveLength(1)
    expect(run.state.users.get(ANN)?.id).toBe('u9')
  })

  it('leaves out who is disabled, unassigned or a nested group', async () => {
    let directory = disableUser(SMALL_DIRECTORY, 'ann@acme.example')
    directory = changeUser(directory, 'bob@acme.example', { assigned: false })
    const group = directory.groups[0]
    if (group === undefined) throw new Error('no group')
    directory = { ...directory, groups: [{ ...group, members: [...group.members, OWNERS] }] }
    const report = await runInitialCycle({ ...run, directory })
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      'GET /Groups?excludedAttributes=members&filter=displayName+eq+%22acme_owners%22',
      'POST /Groups',
    ])
    expect(report.skipped.map(({ reason }) => reason)).toEqual([
      'disabled or deleted before it was provisioned',
      'not assigned',
    ])
  })

  it('tries the matching attributes in their order', async () => {
    const mappings = parseAttributeMappings(`
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 2 }
  - { target: externalId, source: objectId, matchingPrecedence: 1 }
  - { target: 'emails[type eq "work"].value', source: mail, matchingPrecedence: 3 }
groupAttributeMappings: []
`)
    server.answerNext('GET /Users?filter=emails', { status: 200, body: { totalResults: 1, Resources: [{ id: 'u9' }] } })
    await runInitialCycle({ ...run, mappings, directory: { users: SMALL_DIRECTORY.users.slice(0, 1), groups: [] } })
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      `GET /Users?filter=externalId+eq+%22${ANN}%22`,
      'GET /Users?filter=userName+eq+%22ann%40acme.example%22',
      'GET /Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22ann%40acme.example%22',
      'PATCH /Users/u9',
    ])
  })

  it('sends what applies on creation only once', async () => {
    const mappings = parseAttributeMappings(`
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 1 }
  - { target: title, source: jobTitle, apply: onCreate }
`)
    const options = { ...run, mappings, directory: { users: SMALL_DIRECTORY.users.slice(0, 1), groups: [] } }
    await runInitialCycle(options)
    expect(server.takeRequests()[1]?.[1]).toMatchObject({ title: 'Lead' })
    await runIncrementalCycle({ ...options, directory: changeUser(options.directory, ANN, { jobTitle: 'Director' }) })
    expect(server.takeRequests().map(([line]) => line)).toEqual(['GET /Users/user-1'])
  })

  it('links managers after all users exist, asking first', async () => {
    const manager = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager'
    const mappings = parseAttributeMappings(`
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 1 }
  - { target: '${manager}', source: manager }
groupAttributeMappings: []
`)
    const options = { ...run, mappings, directory: { ...SMALL_DIRECTORY, groups: [] } }
    await runInitialCycle(options)
    expect(server.takeRequests().slice(4)).toEqual([
      ['GET /Users?filter=id+eq+%22user-2%22+and+manager+eq+%22user-1%22&attributes=id'],
      ['PATCH /Users/user-2', expect.objectContaining({ Operations: [{ op: 'Add', path: manager, value: 'user-1' }] })],
    ])
    await runIncrementalCycle({ ...options, directory: changeUser(options.directory, BOB, { manager: null }) })
    expect(server.takeRequests()).toEqual([
      ['PATCH /Users/user-2', expect.objectContaining({ Operations: [{ op: 'Replace', path: manager, value: '' }] })],
    ])
  })

  it('sends members in batches', async () => {
    const directory = generateDirectory({ seed: 1, users: 5, groups: ['g'], membersPerGroup: { least: 5, most: 5 } })
    await runInitialCycle({ ...run, directory, memberBatchSize: 2 })
    const patches = server.takeRequests().filter(([line]) => line.startsWith('PATCH'))
    expect(patches).toHaveLength(3)
    expect(server.resources.Groups.get('group-6')?.['members']).toHaveLength(5)
  })

  it('after a restart keeps the links, reads each object, and sends every membership again', async () => {
    await runInitialCycle(run)
    server.takeRequests()
    await runInitialCycle(run)
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      'GET /Users/user-1',
      'GET /Users/user-2',
      'GET /Groups/group-3?excludedAttributes=members',
      'PATCH /Groups/group-3',
    ])
  })

  it('reports progress by phase and keeps to its concurrency', async () => {
    const directory = generateDirectory({ seed: 3, users: 40, groups: 4 })
    const seen: Progress[] = []
    const report = await runInitialCycle({
      ...run,
      directory,
      concurrency: 8,
      onProgress: (progress) => seen.push(progress),
    })
    expect(report.failures).toEqual([])
    expect(server.resources.Users.size).toBe(40)
    for (const [phase, total] of [
      ['users', 40],
      ['groups', 4],
      ['members', 4],
    ] as const) {
      const counts = seen.filter((progress) => progress.phase === phase)
      expect(counts.map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
    }
  })

  it('goes on in another process from the saved state', async () => {
    await runInitialCycle(run)
    server.takeRequests()
    const state = parseProvisioningState(formatProvisioningState(run.state))
    expect(state).toEqual(run.state)
    await runIncrementalCycle({ ...run, state })
    expect(server.takeRequests()).toEqual([])
  })
})

describe('state', () => {
  it('of a broken file is refused at its place', () => {
    expect(() => parseProvisioningState('{"users": {}}')).toThrow('state.json:1:1 groups: is missing')
    expect(parseProvisioningState(formatProvisioningState(createProvisioningState()))).toEqual(
      createProvisioningState(),
    )
  })
})
