import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { changeGroup, changeUser, disableUser, softDeleteUser } from './change-directory.ts'
import { runInitialCycle } from './initial-cycle.ts'
import { sendNullUpdate } from './null-update.ts'
import { parseAttributeMappings } from './parse-attribute-mapping.ts'
import { provisionOnDemand } from './provision-on-demand.ts'
import type { ProvisioningOptions } from './provisioning-job.ts'
import { testConnection } from './test-connection.ts'
import type { RecordingServer } from './testing/recording-server.ts'
import { ANN, BOB, SMALL_DIRECTORY, startSimulation } from './testing/simulation.ts'

let server: RecordingServer
let run: ProvisioningOptions

beforeEach(async () => {
  ;({ server, run } = await startSimulation({ dialect: 'compliant' }))
})
afterEach(() => server.close())

describe('provision on demand', () => {
  it('provisions one user and nobody else', async () => {
    const report = await provisionOnDemand(run, { user: 'ann@acme.example' })
    expect(report.counts).toEqual({ match: { succeeded: 1, failed: 0 }, create: { succeeded: 1, failed: 0 } })
    expect([...run.state.users.keys()]).toEqual([ANN])
    expect(server.resources.Groups.size).toBe(0)
  })

  it('ignores the flag of the tenant URL', async () => {
    await runInitialCycle(run)
    server.takeRequests()
    const directory = changeUser(SMALL_DIRECTORY, ANN, { assigned: false })
    await provisionOnDemand({ ...run, directory }, { user: ANN })
    expect(server.takeRequests()[1]?.[1]).toMatchObject({
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    })
  })

  it('provisions a group with the chosen members, and takes nobody out', async () => {
    await runInitialCycle(run)
    server.takeRequests()
    await provisionOnDemand(run, { group: 'acme_owners', members: [BOB] })
    expect(server.takeRequests()).toEqual([
      ['GET /Users/user-2'],
      ['GET /Groups/group-3?excludedAttributes=members'],
      [
        'PATCH /Groups/group-3',
        expect.objectContaining({
          Operations: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'user-2' }] }],
        }),
      ],
    ])
    expect(run.state.groups.values().next().value?.members).toEqual(new Set([ANN, BOB]))
  })

  it('takes no more members than the admin center lets one choose', async () => {
    const members = Array.from({ length: 6 }, () => ANN)
    await expect(provisionOnDemand(run, { group: 'acme_owners', members })).rejects.toThrow(
      'at most 5 members, found 6',
    )
  })

  it('does not find who is blocked or deleted, nor a group that is not assigned', async () => {
    for (const hide of [disableUser, softDeleteUser]) {
      const directory = hide(SMALL_DIRECTORY, ANN)
      await expect(provisionOnDemand({ ...run, directory }, { user: ANN })).rejects.toThrow('is blocked or deleted')
    }
    const directory = changeGroup(SMALL_DIRECTORY, 'acme_owners', { assigned: false })
    await expect(provisionOnDemand({ ...run, directory }, { group: 'acme_owners' })).rejects.toThrow('is not assigned')
    expect(server.requests).toEqual([])
  })

  it('names what is not in the directory', async () => {
    await expect(provisionOnDemand(run, { user: 'nobody' })).rejects.toThrow('no user "nobody" in this directory')
    await expect(provisionOnDemand(run, { group: 'none' })).rejects.toThrow('no group "none" in this directory')
  })
})

describe('test connection', () => {
  const guid = '11111111-2222-4333-8444-555555555555'
  const randomUuid = (): string => guid

  it('looks for a random GUID by the matching attribute', async () => {
    expect(await testConnection({ client: run.client, randomUuid })).toMatchObject({
      ok: true,
      status: 200,
      error: null,
    })
    const mappings = parseAttributeMappings(
      'attributeMappings: [{ target: externalId, source: objectId, matchingPrecedence: 1 }]',
    )
    await testConnection({ client: run.client, mappings, randomUuid })
    expect(server.takeRequests()).toEqual([
      [`GET /Users?filter=userName+eq+%22${guid}%22`],
      [`GET /Users?filter=externalId+eq+%22${guid}%22`],
    ])
  })

  it.each<[name: string, answer: { status: number; body?: unknown }, error: string]>([
    ['a 404', { status: 404, body: { detail: 'no such user' } }, '404: no such user'],
    ['a 401', { status: 401 }, '401'],
    ['no list', { status: 200, body: {} }, 'the answer to a filter is no ListResponse'],
    ['a user', { status: 200, body: { totalResults: 1, Resources: [{}] } }, 'a user was found for a random GUID'],
  ])('fails on %s', async (_name, answer, error) => {
    server.answerNext('GET', answer)
    expect(await testConnection({ client: run.client })).toMatchObject({ ok: false, error })
  })
})

describe('look-up without quotation marks', () => {
  it('is written as the older examples of Microsoft have it', async () => {
    await run.client.find('User', 'externalId', 'jyoung', 'unquoted').catch(() => undefined)
    expect(server.requests[0]?.url).toBe('/Users?filter=externalId+eq+jyoung')
  })
})

describe('null update', () => {
  it('clears each optional attribute by empty text, then by null', async () => {
    await runInitialCycle(run)
    server.takeRequests()
    const report = await sendNullUpdate(run, ANN)
    expect(report.counts).toEqual({ 'null-update': { succeeded: 4, failed: 0 } })
    expect(server.takeRequests().map(([, body]) => (body as { Operations: unknown[] }).Operations[0])).toEqual([
      { op: 'replace', path: 'displayName', value: '' },
      { op: 'replace', path: 'displayName', value: null },
      { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
      { op: 'replace', path: 'emails[type eq "work"].value', value: null },
    ])
  })

  it('is for provisioned users', async () => {
    await expect(sendNullUpdate(run, ANN)).rejects.toThrow('is not provisioned')
  })
})
