import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

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
import type { Directory } from './directory.ts'
import type { Dialect } from './dialect.ts'
import { generateDirectory } from './generate-directory.ts'
import { runIncrementalCycle } from './incremental-cycle.ts'
import { runInitialCycle } from './initial-cycle.ts'
import { isSoftDeleted, readUserSource } from './source-attributes.ts'
import type { RecordingServer } from './testing/recording-server.ts'
import { startSimulation } from './testing/simulation.ts'

const START = generateDirectory({ seed: 5, users: 6, groups: 3, membersPerGroup: { least: 1, most: 4 } })

/** Steps on a user and a group that may be gone by then. */
const STEPS: Readonly<Record<string, (directory: Directory, user: string, group: string) => Directory>> = {
  rename: (d, user) => changeUser(d, user, { displayName: `renamed ${d.users.length}`, mail: null }),
  disable: (d, user) => disableUser(d, user),
  softDelete: (d, user) => softDeleteUser(d, user),
  restore: (d, user) => restoreUser(d, user),
  hardDelete: (d, user) => hardDeleteUser(d, user),
  renameGroup: (d, _user, group) => changeGroup(d, group, { displayName: `renamed_${group}` }),
  add: (d, user, group) => addMembers(d, group, [user]),
  remove: (d, user, group) => removeMembers(d, group, [user]),
  deleteGroup: (d, _user, group) => deleteGroup(d, group),
}

const step = fc.record({
  kind: fc.constantFrom(...Object.keys(STEPS)),
  user: fc.constantFrom(...START.users.map((user) => user.objectId)),
  group: fc.constantFrom(...START.groups.map((group) => group.objectId)),
  /** Requests of this method are refused in the cycle that follows. */
  refused: fc.constantFrom('', 'GET', 'PATCH', 'DELETE', 'PATCH /Groups'),
})

describe('cycles', () => {
  it.each<Dialect>(['legacy', 'compliant'])(
    'bring the target to the source after any history with refused requests, %s',
    async (dialect) => {
      const { server, run } = await startSimulation({ dialect })
      try {
        const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          server.resources.Users.clear()
          server.resources.Groups.clear()
          run.state.users.clear()
          run.state.groups.clear()
          let directory = START
          await runInitialCycle({ ...run, directory })
          for (const { kind, user, group, refused } of steps) {
            if (!directory.users.some(({ objectId }) => objectId === user)) continue
            if (!directory.groups.some(({ objectId }) => objectId === group)) continue
            directory = STEPS[kind]?.(directory, user, group) ?? directory
            if (refused !== '') server.answerNext(refused, { status: 400 })
            await runIncrementalCycle({ ...run, directory })
            server.forgetAnswers()
          }
          await runIncrementalCycle({ ...run, directory })
          expect(inTarget(server)).toEqual(expected(directory))
          server.takeRequests()
          await runIncrementalCycle({ ...run, directory })
          expect(server.takeRequests()).toEqual([])
        })
        await fc.assert(property, { numRuns: 25 })
      } finally {
        await server.close()
      }
    },
    60_000,
  )
})

function expected(directory: Directory): unknown {
  const users = directory.users.map((user) => [
    user.objectId,
    {
      userName: readUserSource(user)('userPrincipalName'),
      displayName: user.displayName,
      active: !isSoftDeleted(user),
    },
  ])
  const groups = directory.groups.map((group) => [
    group.objectId,
    { displayName: group.displayName, members: group.members.toSorted() },
  ])
  return { users: Object.fromEntries(users), groups: Object.fromEntries(groups) }
}

function inTarget({ resources }: RecordingServer): unknown {
  const users = [...resources.Users.values()].map(({ externalId, userName, displayName, active }) => [
    externalId,
    { userName, displayName, active },
  ])
  const groups = [...resources.Groups.values()].map(({ externalId, displayName, members }) => [
    externalId,
    {
      displayName,
      members: ((members ?? []) as string[]).map((id) => String(resources.Users.get(id)?.['externalId'])).toSorted(),
    },
  ])
  return { users: Object.fromEntries(users), groups: Object.fromEntries(groups) }
}
