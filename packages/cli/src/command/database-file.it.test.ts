import { existsSync } from 'node:fs'
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { runCommand, runOwnProcess, startCommand, startServe, withFolder } from './command-under-test.ts'
import type { CheckResult } from '../doctor/check-result.ts'

/** A server that has made its database and is gone. */
async function useOnce(folder: string): Promise<void> {
  const { end, signal } = await startServe([], { folder })
  signal('SIGTERM')
  await end
}

async function overwrite(path: string, position: number, length: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(length, 0x5a), 0, length, position)
  await file.close()
}

// Many processes one after another, on a machine that may be busy.
describe('the file of a database', { timeout: 300_000 }, () => {
  it('that is damaged, empty, lost or of another program is no place to start: nothing is written there', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'rolecall.db')
      await useOnce(folder)
      await rename(path, join(folder, 'kept.db'))
      const serve = () => runOwnProcess(['serve', '--port', '0'], { folder })
      expect(await serve()).toMatchObject({ code: 1, stderr: expect.stringContaining('but there was one') })
      expect(existsSync(path)).toBe(false)
      await writeFile(path, '')
      expect(await serve()).toMatchObject({ code: 1, stderr: expect.stringContaining('is empty (0 bytes)') })
      await rm(path)
      await rename(join(folder, 'kept.db'), path)
      await overwrite(path, 4096 * 8, 4096 * 12)
      expect(await serve()).toMatchObject({ code: 1, stderr: expect.stringMatching(/This file is damaged.*restore/) })
      const { code, stdout } = await runCommand(['doctor', '--json'], { folder })
      const { results } = JSON.parse(stdout) as { readonly results: readonly CheckResult[] }
      expect(code).toBe(1)
      expect(results.filter(({ check }) => check === 'database')).toMatchObject([
        { state: 'error', message: expect.stringContaining('This file is damaged') },
      ])
      await overwrite(path, 0, 100)
      expect(await runCommand(['key', 'list'], { folder })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('This file is damaged'),
      })
    }))

  it('is not made by whoever only asks', () =>
    withFolder(async (folder) => {
      const { code, stdout } = await runCommand(['migrate', 'status', '--json'], { folder })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ applied: [], pending: expect.arrayContaining(['001-initial']) })
      expect(await runCommand(['migrate', 'down', '--yes'], { folder })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('There is no database'),
      })
      expect(await readdir(folder)).toEqual([])
    }))

  it('has one server; commands work beside it, and the next server starts at once where one was killed', () =>
    withFolder(async (folder) => {
      const first = await startServe([], { folder })
      expect(await runOwnProcess(['serve', '--port', '0'], { folder })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('is served by another process'),
      })
      for (const words of [['organization', 'create', 'Second'], ['verify'], ['backup', 'copy.db']]) {
        expect([words, await runCommand(words, { folder })]).toMatchObject([words, { code: 0 }])
      }
      first.signal('SIGKILL')
      await first.end
      const second = await startServe([], { folder })
      const users = await fetch(`${second.line.tenantUrl}/Users`, {
        headers: { authorization: `Bearer ${first.line.secretToken}` },
      })
      expect(users.status).toBe(200)
      second.signal('SIGTERM')
      expect((await second.end).code).toBe(0)
      expect((await readdir(folder)).toSorted()).toEqual(['copy.db', 'rolecall.db', 'rolecall.db-lock'])
    }))

  it('is migrated at once after a migration that was killed, wherever it was', () =>
    withFolder(async (folder) => {
      const killed = startCommand(['migrate', 'up'], { folder })
      while (!existsSync(join(folder, 'rolecall.db-shm'))) await setImmediate()
      killed.signal('SIGKILL')
      await killed.end
      const { code, stdout } = await runCommand(['migrate', 'up', '--json'], { folder })
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('applied') })
      expect((await runCommand(['doctor'], { folder })).code).toBe(0)
      await useOnce(folder)
    }))
})
