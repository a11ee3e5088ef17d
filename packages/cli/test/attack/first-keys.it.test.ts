import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { createTestPostgres, eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { runCommand, runOwnProcess, startCommand, withFolder } from '../../src/command/command-under-test.ts'

// Processes, on a machine that may be busy.
const keyForm = /rc_[0-9a-z-]{36}_[\w-]{43}/g

/** Threat: whoever reads a journal, or what a container has printed, years later has the keys of the first organization. */
describe.each(eachDatabase)('the first keys on $name', { timeout: 180_000 }, ({ create }) => {
  it('are in a file of its user where stdout is no terminal, work, and are told once', () =>
    withFolder(async (folder) => {
      const { drop, url } = await create()
      try {
        const { end, output, signal, written } = startCommand(['serve', '--port', '0', '--database', url], { folder })
        await written('then delete the file')
        const file = /(\S+rolecall-first-keys\.txt), which only/.exec(output.stdout)?.[1] ?? ''
        const text = await readFile(file, 'utf8')
        expect((await stat(file)).mode & 0o777).toBe(0o600)
        const [, tenantUrl, secretToken, ownerKey] =
          /Tenant URL {4}(\S+)\nSecret token {2}(\S+)\nOwner key {5}(\S+)\n$/.exec(text) ?? []
        const ask = (path: string, key: string) => fetch(path, { headers: { authorization: `Bearer ${key}` } })
        expect((await ask(`${tenantUrl}/Users`, secretToken!)).status).toBe(200)
        expect((await ask(new URL('/api/teams', tenantUrl).href, ownerKey!)).status).toBe(200)
        signal('SIGTERM')
        const { code, stderr, stdout } = await end
        expect(code).toBe(0)
        expect((stdout + stderr).match(keyForm)).toBeNull()
        expect(stdout).not.toContain('\u001B')
        const later = startCommand(['serve', '--port', '0', '--database', url], { folder })
        await later.written('--base-url')
        later.signal('SIGTERM')
        expect((await later.end).stdout).not.toContain('first-keys')
        expect((await readdir(dirname(file))).filter((name) => name.includes('first-keys'))).toHaveLength(1)
      } finally {
        await drop()
      }
    }))
})

describe('the file of the first keys', { timeout: 180_000 }, () => {
  const serve = ['serve', '--port', '0']

  it('is never an older one, nor one that a link leads to', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'rolecall-first-keys.txt'), 'older')
      await symlink(join(folder, 'elsewhere'), join(folder, 'rolecall-first-keys-2.txt'))
      const { end, signal, written } = startCommand(serve, { folder })
      await written('rolecall-first-keys-3.txt')
      signal('SIGTERM')
      await end
      expect(await readFile(join(folder, 'rolecall-first-keys.txt'), 'utf8')).toBe('older')
      expect(await readdir(folder)).not.toContain('elsewhere')
      expect(await readFile(join(folder, 'rolecall-first-keys-3.txt'), 'utf8')).toMatch(keyForm)
    }))

  it('is one where two servers start on one empty PostgreSQL', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        const servers = [1, 2].map(() => startCommand([...serve, '--database', url], { folder }))
        await Promise.all(servers.map(({ written }) => written('--base-url')))
        for (const { signal } of servers) signal('SIGTERM')
        await Promise.all(servers.map(({ end }) => end))
        const files = await readdir(folder)
        expect(files).toHaveLength(1)
        expect((await readFile(join(folder, files[0]!), 'utf8')).match(keyForm)).toHaveLength(2)
      } finally {
        await drop()
      }
    }))

  it('comes before the keys: where it can not be, there are none', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        // A folder that takes no file of anybody.
        const end = await runOwnProcess([...serve, '--database', url], { folder: '/proc' })
        expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining('takes no file') })
        const listed = await runCommand(['organization', 'list', '--json', '--database', url], { folder })
        expect(JSON.parse(listed.stdout)).toEqual([])
      } finally {
        await drop()
      }
    }))
})
