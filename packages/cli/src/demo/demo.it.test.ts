import { describe, expect, it } from 'vitest'

import { runCommand, runOwnProcess, withFolder } from '../command/command-under-test.ts'
import { changeDemoDirectory, createDemoDirectory } from './demo-directory.ts'
import type { DemoResult } from './provision-demo.ts'

const size = { users: 60, groups: 8, seed: 7 }
const flags = ['demo', '--users', '60', '--groups', '8', '--seed', '7']

/** What the mapping of the demo says, by group as it is called on the first day. */
const rolesOf: Readonly<Record<string, readonly string[]>> = {
  acme_owners: ['organization Owner'],
  acme_marketing_owners: ['team:marketing Owner'],
  acme_stewards: ['team:marketing Steward', 'team:sales Steward'],
  acme_sales_editors: ['team:sales Editor'],
}

/** Grants by person, computed from the changed directory alone. */
function expectedGrants(): Record<string, readonly string[]> {
  const first = createDemoDirectory(size)
  const { directory } = changeDemoDirectory(first)
  const firstName = new Map(first.groups.map(({ displayName, objectId }) => [objectId, displayName]))
  const people = directory.users.map(({ objectId, userPrincipalName }) => {
    const groups = directory.groups.filter(({ members }) => members.includes(objectId))
    const grants = groups.flatMap((group) =>
      (rolesOf[firstName.get(group.objectId) ?? ''] ?? []).map((role) => `${role} by ${group.displayName}`),
    )
    return [userPrincipalName, grants.sort()] as const
  })
  return Object.fromEntries(people.filter(([, grants]) => grants.length > 0))
}

// Processes, on a machine that may be busy.
describe('rolecall demo', { timeout: 120_000 }, () => {
  it('ends with exactly the roles that the directory and the mapping say', () =>
    withFolder(async (folder) => {
      const { code, stdout } = await runCommand([...flags, '--json'], { folder })
      expect(code).toBe(0)
      const result = JSON.parse(stdout) as DemoResult
      expect(result).toMatchObject({
        connection: 'ok',
        people: 59,
        initial: { failures: 0 },
        incremental: { failures: 0 },
      })
      const grants = result.members.map(
        (member) =>
          [
            member.emailAddress,
            member.grants.map(({ group, role, scope }) => `${scope} ${role} by ${group}`).sort(),
          ] as const,
      )
      expect(Object.fromEntries(grants)).toEqual(expectedGrants())
      const suspended = result.members.filter(({ status }) => status === 'inactive')
      expect(suspended.map((member) => member.grants.every(({ state }) => state === 'suspended'))).toEqual([true])
    }))

  it.each(['client-credentials', 'federation', 'private-key-jwt'])('provisions as an OAuth client too: %s', (how) =>
    withFolder(async (folder) => {
      const small = ['demo', '--users', '6', '--groups', '6', '--seed', '7', '--auth', how, '--json']
      const { code, stdout } = await runCommand(small, { folder })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        connection: 'ok',
        initial: { failures: 0 },
        incremental: { failures: 0 },
      })
    }),
  )

  it('shows who has which role and why', () =>
    withFolder(async (folder) => {
      const { code, stderr, stdout } = await runOwnProcess(flags, { folder })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/PERSON +SCOPE +ROLE +STATE +BY GROUP +RULE/)
      expect(stdout).toMatch(/team:sales +Steward +suspended +acme_data_stewards/)
    }))

  it('says what is wrong with a number', () =>
    withFolder(async (folder) => {
      const { code, stderr } = await runCommand(['demo', '--users', 'many'], { folder })
      expect(code).toBe(64)
      expect(stderr).toContain('--users is "many"; a whole number above 0 was expected')
    }))
})
