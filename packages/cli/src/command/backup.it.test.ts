import { readdir, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { runCommand, startServe, withFolder, type ServeLine } from './command-under-test.ts'

async function createUser(line: ServeLine, number: number): Promise<string> {
  const answer = await fetch(`${line.tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${line.secretToken}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ userName: `user-${number}@example.com`, active: true }),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

async function listIds(tenantUrl: string, key: string): Promise<readonly string[]> {
  const answer = await fetch(`${tenantUrl}/Users?count=1000`, { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { Resources: readonly { id: string }[] }).Resources.map(({ id }) => id)
}

/** What the audit says that operators have done, newest first. */
async function operationsOf({ url }: ServeLine, key = ''): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/audit?kind=operation`, { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as readonly { readonly type: string }[]).map(({ type }) => type)
}

// Several processes one after another, on a machine that may be busy.
describe('rolecall backup', { timeout: 120_000 }, () => {
  it('copies a database under load, and the copy, put in its place, has everything acknowledged before', () =>
    withFolder(async (folder) => {
      const first = await startServe([], { folder })
      const before = await Promise.all(Array.from({ length: 40 }, (_, number) => createUser(first.line, number)))
      const during = Promise.all(Array.from({ length: 40 }, (_, number) => createUser(first.line, 100 + number)))
      const { code, stderr, stdout } = await runCommand(['backup', 'copy.db', '--json'], { folder })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(JSON.parse(stdout)).toEqual({
        file: expect.stringMatching(/copy\.db$/),
        bytes: expect.any(Number),
        migration: expect.stringMatching(/^\d{3}-/),
        organizations: 1,
        members: expect.toSatisfy((members: number) => members >= 40),
        groups: 0,
        lastChange: expect.stringMatching(/^\d{4}-.*Z$/),
      })
      await during
      expect(await operationsOf(first.line, first.line.ownerKey)).toEqual(['DatabaseBackedUp', 'OrganizationCreated'])
      first.signal('SIGKILL')
      await first.end
      expect((await readdir(folder)).filter((file) => file.startsWith('copy'))).toEqual(['copy.db'])

      await withFolder(async (other) => {
        expect((await runCommand(['restore', join(folder, 'copy.db')], { folder: other })).code).toBe(0)
        const second = await startServe([], { folder: other })
        const ids = await listIds(second.line.tenantUrl, first.line.secretToken!)
        expect(ids).toEqual(expect.arrayContaining(before))
        // The copy was made before its note was.
        expect(await operationsOf(second.line, first.line.ownerKey)).toEqual([
          'DatabaseRestored',
          'OrganizationCreated',
        ])
        second.signal('SIGTERM')
        await second.end
        expect((await runCommand(['verify'], { folder: other })).code).toBe(0)
      })
    }))

  it('writes over nothing, and leaves nothing behind where it fails', () =>
    withFolder(async (folder) => {
      await runCommand(['migrate', 'up'], { folder })
      await writeFile(join(folder, 'mine.db'), 'mine')
      expect(await runCommand(['backup', 'mine.db'], { folder })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('writes over nothing'),
      })
      expect((await runCommand(['backup', 'none/copy.db'], { folder })).code).toBe(1)
      // Where the disk that it leads to is not mounted.
      await symlink('away/copy.db', join(folder, 'link.db'))
      expect((await runCommand(['backup', 'link.db'], { folder })).stderr).toContain('writes over nothing')
      expect(await readlink(join(folder, 'link.db'))).toBe('away/copy.db')
      expect((await readdir(folder)).toSorted()).toEqual(
        expect.not.arrayContaining([expect.stringContaining('partial')]),
      )
    }))

  it('is of a database of Rolecall only', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'rolecall.db'), 'mine'.repeat(300))
      expect(await runCommand(['backup', 'copy.db'], { folder })).toMatchObject({ code: 1 })
      expect(await readdir(folder)).toEqual(['rolecall.db'])
    }))

  it('says which tool PostgreSQL has, and makes no database where there is none', () =>
    withFolder(async (folder) => {
      expect(await runCommand(['backup', 'x.db', '--database', 'postgres://u:hunter2@db/x'], { folder })).toMatchObject(
        {
          code: 64,
          stderr: expect.stringMatching(/pg_dump(?!.*hunter2)/s),
        },
      )
      expect((await runCommand(['backup', 'x.db'], { folder })).stderr).toContain('There is no database')
      expect(await readdir(folder)).toEqual([])
    }))
})
