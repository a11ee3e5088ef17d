import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  addMembers,
  changeGroup,
  changeUser,
  deleteGroup,
  disableUser,
  hardDeleteUser,
  removeMembers,
  restoreUser,
  softDeleteUser,
} from './change-directory.ts'
import type { Dialect } from './dialect.ts'
import type { Directory } from './directory.ts'
import { runIncrementalCycle } from './incremental-cycle.ts'
import { runInitialCycle } from './initial-cycle.ts'
import { parseAttributeMappings } from './parse-attribute-mapping.ts'
import type { ProvisioningOptions } from './provisioning-job.ts'
import type { RecordingServer } from './testing/recording-server.ts'
import { ANN, BOB, SMALL_DIRECTORY, startSimulation } from './testing/simulation.ts'

const IN_BIN = `${ANN.replaceAll('-', '')}ann@acme.example`

type Step = (directory: Directory) => Directory
interface Case {
  readonly name: string
  /** What happened before, already sent. */
  readonly before?: Step
  readonly change: Step
  /** Method and URL of every request; then the operations of the last one that has a body. */
  readonly requests: readonly string[]
  readonly legacy?: readonly unknown[]
  readonly compliant?: readonly unknown[]
}

const READ_ANN = 'GET /Users/user-1'
const PATCH_ANN = 'PATCH /Users/user-1'
const PATCH_GROUP = 'PATCH /Groups/group-3'

const CASES: readonly Case[] = [
  { name: 'nothing', change: (directory) => directory, requests: [] },
  { name: 'an attribute that no row maps', change: (d) => changeUser(d, ANN, { department: 'Legal' }), requests: [] },
  {
    name: 'one attribute',
    change: (d) => changeUser(d, ANN, { displayName: 'Ann Ray' }),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'displayName', value: 'Ann Ray' }],
    compliant: [{ op: 'replace', path: 'displayName', value: 'Ann Ray' }],
  },
  {
    name: 'an attribute that lost its value',
    change: (d) => changeUser(d, ANN, { mail: null }),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'emails[type eq "work"].value', value: '' }],
    compliant: [{ op: 'replace', path: 'emails[type eq "work"].value', value: '' }],
  },
  {
    name: 'a blocked sign-in',
    change: (d) => disableUser(d, ANN),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'active', value: 'False' }],
    compliant: [{ op: 'replace', path: 'active', value: false }],
  },
  {
    name: 'an allowed sign-in, without sending memberships again',
    before: (d) => disableUser(d, ANN),
    change: (d) => restoreUser(d, ANN),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'active', value: 'True' }],
    compliant: [{ op: 'replace', path: 'active', value: true }],
  },
  {
    name: 'a soft delete: renamed and disabled in one request',
    change: (d) => softDeleteUser(d, ANN),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [
      { op: 'Replace', path: 'userName', value: IN_BIN },
      { op: 'Replace', path: 'active', value: 'False' },
    ],
    compliant: [{ op: 'replace', value: { userName: IN_BIN, active: false } }],
  },
  {
    name: 'a restore from the recycle bin',
    before: (d) => softDeleteUser(d, ANN),
    change: (d) => restoreUser(d, ANN),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [
      { op: 'Replace', path: 'userName', value: 'ann@acme.example' },
      { op: 'Replace', path: 'active', value: 'True' },
    ],
    compliant: [{ op: 'replace', value: { userName: 'ann@acme.example', active: true } }],
  },
  {
    name: 'a hard delete 30 days later',
    before: (d) => softDeleteUser(d, ANN),
    change: (d) => hardDeleteUser(d, ANN),
    requests: ['DELETE /Users/user-1'],
  },
  {
    name: 'an unassignment',
    change: (d) => changeUser(d, ANN, { assigned: false }),
    requests: [READ_ANN, PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'active', value: 'False' }],
    compliant: [{ op: 'replace', path: 'active', value: false }],
  },
  {
    name: 'a soft delete after an unassignment: no longer managed',
    before: (d) => changeUser(d, ANN, { assigned: false }),
    change: (d) => softDeleteUser(d, ANN),
    requests: [],
  },
  {
    name: 'a hard delete after an unassignment: no longer managed',
    before: (d) => changeUser(d, ANN, { assigned: false }),
    change: (d) => hardDeleteUser(d, ANN),
    requests: [],
  },
  {
    name: 'an assignment after an unassignment: matched again',
    before: (d) => changeUser(d, ANN, { assigned: false }),
    change: (d) => changeUser(d, ANN, { assigned: true }),
    requests: ['GET /Users?filter=userName+eq+%22ann%40acme.example%22', PATCH_ANN],
    legacy: [{ op: 'Replace', path: 'active', value: 'True' }],
    compliant: [{ op: 'replace', path: 'active', value: true }],
  },
  {
    name: 'a group renamed',
    change: (d) => changeGroup(d, 'acme_owners', { displayName: 'acme_admins' }),
    requests: ['GET /Groups/group-3?excludedAttributes=members', PATCH_GROUP],
    legacy: [{ op: 'Replace', path: 'displayName', value: 'acme_admins' }],
    compliant: [{ op: 'replace', path: 'displayName', value: 'acme_admins' }],
  },
  {
    name: 'members removed',
    change: (d) => removeMembers(d, 'acme_owners', [ANN, BOB]),
    requests: [PATCH_GROUP],
    legacy: [
      {
        op: 'Remove',
        path: 'members',
        value: [
          { $ref: null, value: 'user-1' },
          { $ref: null, value: 'user-2' },
        ],
      },
    ],
    compliant: [
      { op: 'remove', path: 'members[value eq "user-1"]' },
      { op: 'remove', path: 'members[value eq "user-2"]' },
    ],
  },
  {
    name: 'a member added',
    before: (d) => removeMembers(d, 'acme_owners', [ANN]),
    change: (d) => addMembers(d, 'acme_owners', [ANN]),
    requests: [PATCH_GROUP],
    legacy: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'user-1' }] }],
    compliant: [{ op: 'add', path: 'members', value: [{ $ref: null, value: 'user-1' }] }],
  },
  { name: 'a group deleted', change: (d) => deleteGroup(d, 'acme_owners'), requests: ['DELETE /Groups/group-3'] },
  {
    name: 'a group unassigned',
    change: (d) => changeGroup(d, 'acme_owners', { assigned: false }),
    requests: ['DELETE /Groups/group-3'],
  },
]

describe.each<Dialect>(['legacy', 'compliant'])('incremental cycle, %s', (dialect) => {
  let server: RecordingServer
  let run: ProvisioningOptions

  beforeEach(async () => {
    ;({ server, run } = await startSimulation({ dialect }))
  })
  afterEach(() => server.close())

  it.each(CASES.map((row) => [row.name, row] as const))('sends %s', async (_name, row) => {
    const before = row.before?.(SMALL_DIRECTORY) ?? SMALL_DIRECTORY
    await runInitialCycle(run)
    await runIncrementalCycle({ ...run, directory: before })
    server.takeRequests()
    const directory = row.change(before)
    const report = await runIncrementalCycle({ ...run, directory })
    expect(report.failures).toEqual([])
    const requests = server.takeRequests()
    expect(requests.map(([line]) => line)).toEqual(row.requests)
    const operations = requests
      .map(([, body]) => body as { Operations: unknown } | undefined)
      .findLast((body) => body !== undefined)?.Operations
    expect(operations).toEqual(row[dialect])

    await runIncrementalCycle({ ...run, directory })
    expect(server.takeRequests()).toEqual([])
  })
})

describe('incremental cycle', () => {
  let server: RecordingServer
  let run: ProvisioningOptions

  beforeEach(async () => {
    ;({ server, run } = await startSimulation())
    await runInitialCycle(run)
    server.takeRequests()
  })
  afterEach(() => server.close())

  it('does not notice what changed in the target alone', async () => {
    Object.assign(server.resources.Users.get('user-1') ?? {}, { active: false, displayName: 'x' })
    await runIncrementalCycle(run)
    expect(server.takeRequests()).toEqual([])
  })

  it('says disable, restore and update in its outcomes', async () => {
    const kinds: (string | undefined)[] = []
    let directory = SMALL_DIRECTORY
    for (const step of [softDeleteUser, restoreUser]) {
      directory = step(directory, ANN)
      kinds.push((await runIncrementalCycle({ ...run, directory })).outcomes.at(-1)?.kind)
    }
    directory = changeUser(directory, ANN, { displayName: 'x' })
    kinds.push((await runIncrementalCycle({ ...run, directory })).outcomes.at(-1)?.kind)
    expect(kinds).toEqual(['disable', 'restore', 'update'])
  })

  it('does not ask for the old name where the service provider kept it', async () => {
    const deleted = softDeleteUser(SMALL_DIRECTORY, ANN)
    await runIncrementalCycle({ ...run, directory: deleted })
    Object.assign(server.resources.Users.get('user-1') ?? {}, { userName: 'ann@acme.example' })
    server.takeRequests()
    await runIncrementalCycle({ ...run, directory: restoreUser(deleted, ANN) })
    expect(server.takeRequests()[1]?.[1]).toMatchObject({
      Operations: [{ op: 'Replace', path: 'active', value: 'True' }],
    })
  })

  it('sends active as empty text with the mapping of the older guide', async () => {
    const mappings = parseAttributeMappings(`
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 1 }
  - { target: active, expression: 'Switch([IsSoftDeleted], , "False", "True", "False")' }
groupAttributeMappings: []
`)
    const report = await runIncrementalCycle({ ...run, mappings, directory: disableUser(SMALL_DIRECTORY, ANN) })
    expect(server.takeRequests()[1]?.[1]).toMatchObject({ Operations: [{ op: 'Replace', path: 'active', value: '' }] })
    expect(report.outcomes.at(-1)?.kind).toBe('disable')
  })

  it('creates a user anew who is gone from the target', async () => {
    server.resources.Users.delete('user-1')
    await runIncrementalCycle({ ...run, directory: changeUser(SMALL_DIRECTORY, ANN, { displayName: 'x' }) })
    expect(server.takeRequests().map(([line]) => line)).toEqual([
      'GET /Users/user-1',
      'GET /Users?filter=userName+eq+%22ann%40acme.example%22',
      'POST /Users',
    ])
  })

  it('takes a user who is gone already as deleted', async () => {
    server.resources.Users.delete('user-1')
    const report = await runIncrementalCycle({ ...run, directory: hardDeleteUser(SMALL_DIRECTORY, ANN) })
    expect(report.counts).toEqual({ delete: { succeeded: 1, failed: 0 } })
    expect(run.state.users.has(ANN)).toBe(false)
  })

  it('deletes again what could not be deleted', async () => {
    server.answerNext('DELETE', { status: 400 })
    const directory = hardDeleteUser(SMALL_DIRECTORY, ANN)
    expect((await runIncrementalCycle({ ...run, directory })).failures).toMatchObject([{ kind: 'delete', status: 400 }])
    expect((await runIncrementalCycle({ ...run, directory })).counts).toEqual({ delete: { succeeded: 1, failed: 0 } })
  })
})
