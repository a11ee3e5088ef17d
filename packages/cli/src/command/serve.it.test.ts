import { writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { openSqliteConnection } from '@rolecall/store/sqlite/sqlite-connection'
import { findFreePort } from '@rolecall/testkit/find-free-port'
import { openPostgresSession } from '@rolecall/testkit/postgres-session'
import { createTestPostgres, eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it, vi } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import {
  runCommand,
  runOwnProcess,
  startCommand,
  startServe,
  withFolder,
  type ServeLine,
} from './command-under-test.ts'

function ask(line: ServeLine, path: string, key: string): Promise<Response> {
  return fetch(line.tenantUrl + path, { headers: { authorization: `Bearer ${key}` } })
}

// Processes, on a machine that may be busy.
const patient = { timeout: 120_000 }

describe.each(eachDatabase)('rolecall serve on $name', patient, ({ create }) => {
  it('serves an empty database with keys that work, stops at SIGTERM with 0, and tells no secret to the log', () =>
    withFolder(async (folder) => {
      const { drop, url } = await create()
      try {
        const { end, line, signal } = await startServe(['--database', url], { folder })
        expect(Object.keys(line)).toEqual(['url', 'tenantUrl', 'organization', 'secretToken', 'ownerKey', 'signInUrl'])
        expect(line.tenantUrl).toBe(`${line.url}/api/scim/v2`)
        expect((await ask(line, '/ServiceProviderConfig', line.secretToken!)).status).toBe(200)
        expect((await ask(line, '/Users', line.secretToken!)).status).toBe(200)
        const mapping = await fetch(`${line.url}/api/settings/scim-mapping`, {
          headers: { 'x-api-key': line.ownerKey! },
        })
        expect(mapping.status).toBe(200)
        signal('SIGTERM')
        const { code, stderr, stdout } = await end
        expect(code).toBe(0)
        expect(stdout.trimEnd().split('\n')).toHaveLength(1)
        expect(stderr).toContain('"msg":"stopped"')
        for (const secret of [line.secretToken!, line.ownerKey!]) expect(stderr).not.toContain(secret.slice(-43))
      } finally {
        await drop()
      }
    }))

  it('makes no keys when it starts again, and knows those of the first time', () =>
    withFolder(async (folder) => {
      const { drop, url } = await create()
      try {
        const first = await startServe(['--database', url], { folder })
        first.signal('SIGINT')
        expect((await first.end).code).toBe(0)
        const second = await startServe(['--database', url], { folder })
        expect(second.line).toEqual({
          url: second.line.url,
          tenantUrl: `${second.line.url}/api/scim/v2`,
          organization: first.line.organization,
        })
        expect((await ask(second.line, '/Users', first.line.secretToken!)).status).toBe(200)
        second.signal('SIGTERM')
        expect((await second.end).code).toBe(0)
      } finally {
        await drop()
      }
    }))
})

describe('rolecall serve', patient, () => {
  it('makes one organization when two servers start on one empty PostgreSQL', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        const servers = await Promise.all([1, 2].map(() => startServe(['--database', url], { folder })))
        expect(servers.filter(({ line }) => line.secretToken !== undefined)).toHaveLength(1)
        expect(new Set(servers.map(({ line }) => line.organization)).size).toBe(1)
        const listed = await runCommand(['organization', 'list', '--json', '--database', url], { folder })
        expect(JSON.parse(listed.stdout)).toHaveLength(1)
        for (const { signal } of servers) signal('SIGTERM')
        expect((await Promise.all(servers.map(({ end }) => end))).map(({ code }) => code)).toEqual([0, 0])
      } finally {
        await drop()
      }
    }))

  it('serves one port by several processes, of which each may end, and stops all of them', { timeout: 240_000 }, () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        const port = String(await findFreePort())
        const words = ['--database', url, '--processes', '2', '--port', port]
        const { end, line, output, signal, written } = await startServe(words, { folder })
        const serving = () => [...output.stderr.matchAll(/"pid":(\d+),[^\n]*"msg":"a process serves"/g)]
        const pids = () => serving().map(([text]) => Number(/"pid":(\d+),"msg"/.exec(text)?.[1]))
        await vi.waitFor(() => expect(pids()).toHaveLength(2), 60_000)
        const get = (path: string, key: string) =>
          fetch(line.tenantUrl + path, { headers: { authorization: `Bearer ${key}`, connection: 'close' } })
        const statuses = await Promise.all(
          Array.from({ length: 20 }, async () => (await get('/Users', line.secretToken!)).status),
        )
        expect(new Set(statuses)).toEqual(new Set([200]))
        const metrics = await (await fetch(`${line.url}/metrics`)).text()
        expect(/rolecall_http_request_duration_seconds_count\{[^}]*Users"[^}]*\} (\d+)/.exec(metrics)?.[1]).toBe('20')
        expect(metrics).toContain('rolecall_ownerless_organizations 0')

        // All of them: what is left is the one that starts others, which must not end for want of work.
        for (const pid of pids()) process.kill(pid, 'SIGKILL')
        await written('another one takes its place')
        await vi.waitFor(() => expect(pids()).toHaveLength(4), 60_000)
        expect((await get('/Users', line.secretToken!)).status).toBe(200)

        const headers = { 'x-api-key': line.ownerKey! }
        const keys = (await (await fetch(`${line.url}/api/api-keys`, { headers })).json()) as {
          id: string
          scopes: string[]
        }[]
        const id = keys.find(({ scopes }) => scopes.includes('scim'))?.id
        const revoked = await fetch(`${line.url}/api/api-keys/${id}`, { method: 'DELETE', headers })
        expect(revoked.status).toBe(204)
        const refused = await Promise.all(
          Array.from({ length: 8 }, async () => (await get('/Users', line.secretToken!)).status),
        )
        expect(new Set(refused)).toEqual(new Set([401]))

        // The terminal is closed.
        signal('SIGHUP')
        const { code, stderr, stdout } = await end
        expect(code).toBe(0)
        expect(stdout.trimEnd().split('\n')).toHaveLength(1)
        expect(stderr.trimEnd().split('\n').at(-1)).toContain('"msg":"stopped"')
        for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
      } finally {
        await drop()
      }
    }),
  )

  it('stops one of several processes that was told so before it listened', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        // As long as a process loads its modules nobody listens.
        const environment = await beforeServing(
          folder,
          `
          console.error('a process loads')
          await new Promise((resolve) => process.once('message', resolve))`,
        )
        const words = ['serve', '--database', url, '--processes', '2', '--port', '0']
        const { end, signal, written } = startCommand(words, { folder, environment })
        await written('a process loads')
        signal('SIGTERM')
        expect(await end).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('"msg":"stopped') })
      } finally {
        await drop()
      }
    }))

  it.each([
    ['by itself', '', 1, '"signal":"SIGKILL","msg":"the first process was ended before it served'],
    [
      'with all by the terminal',
      "process.kill(process.ppid, 'SIGINT')",
      0,
      '"signal":"SIGINT","msg":"stopped before it served',
    ],
  ])('says so where the first of several processes is killed before it serves, %s', (_, before, code, sentence) =>
    withFolder(async (folder) => {
      const environment = await beforeServing(folder, `${before}; process.kill(process.pid, 'SIGKILL')`)
      const words = ['serve', '--database', 'postgres://u@127.0.0.1:1/x', '--processes', '2']
      expect(await runOwnProcess(words, { folder, environment })).toMatchObject({
        code,
        stderr: expect.stringContaining(sentence),
      })
    }),
  )

  it('keeps its SQLite file beside the configuration, and tells clients the base URL', () =>
    withFolder(async (folder) => {
      await writeFile(
        join(folder, 'rolecall.config.yaml'),
        'baseUrl: https://rolecall.example.com/\nplugins: [entra]\n',
      )
      const { end, line, signal } = await startServe([], { folder })
      expect(line.tenantUrl).toBe('https://rolecall.example.com/api/scim/v2')
      expect((await runCommand(['organization', 'list'], { folder })).stdout).toContain(line.organization)
      signal('SIGTERM')
      await end
    }))

  it('that still waits for the migrations of another one ends at once, and leaves the next one its start', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      const migrating = await openPostgresSession(url)
      try {
        await migrating.run('SELECT pg_advisory_lock(7262643)')
        const command = startCommand(['serve', '--port', '0', '--json', '--database', url], { folder })
        const waiting = `SELECT 1 / count(*) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`
        await vi.waitFor(() => migrating.run(waiting), 60_000)
        command.signal('SIGTERM')
        const { code, stderr, stdout } = await command.end
        expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
        expect(stderr).toContain('"msg":"stopped before it served"')
        await migrating.end()
        const next = await startServe(['--database', url], { folder })
        expect(next.line.ownerKey).toBeDefined()
        next.signal('SIGTERM')
        expect((await next.end).code).toBe(0)
      } finally {
        await drop()
      }
    }))

  it('finishes the requests under way at the first signal, and exits at once at a second', () =>
    withFolder(async (folder) => {
      const { end, line, signal, written } = await startServe([], { folder })
      // A request whose body never comes keeps the server waiting.
      const socket = connect(Number(new URL(line.url).port), '127.0.0.1').on('error', () => {})
      const interim = new Promise((resolve) => socket.once('data', resolve))
      socket.write(
        `POST /api/scim/v2/Users HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAuthorization: Bearer ${line.secretToken}\r\n` +
          'Content-Type: application/scim+json\r\nContent-Length: 100\r\n\r\n',
      )
      await interim
      signal('SIGTERM')
      await written('"stopping')
      signal('SIGINT')
      const { code, stderr } = await end
      expect([code, stderr]).toEqual([130, expect.stringContaining('"signal":"SIGINT","msg":"a second signal')])
      socket.destroy()
    }))
})

describe('a start that fails says what to do, without a stack', patient, () => {
  const expectRefusal = ({ code, stderr, stdout }: CommandEnd, expected: number, sentence: string) => {
    expect({ code, stderr, stdout }).toEqual({ code: expected, stdout: '', stderr: expect.stringContaining(sentence) })
    expect(stderr).not.toMatch(/^ {4}at |hunter2/m)
  }

  it.each([
    ['an unknown flag', ['--prot', '1'], 64, '--port'],
    ['a port that is none', ['--port', 'http'], 64, '--port: a port from 0 to 65535 was expected'],
    [
      'processes on SQLite',
      ['--processes', '2'],
      64,
      "can't serve a SQLite file, which has one writer; use PostgreSQL",
    ],
    ['a database that is none', ['--database', 'mysql://x'], 64, 'sqlite:PATH'],
    ['a configuration that is not there', ['--config', 'none.yaml'], 78, 'none.yaml'],
  ])('%s', (_, words, code, sentence) =>
    withFolder(async (folder) => expectRefusal(await runCommand(['serve', ...words], { folder }), code, sentence)),
  )

  // In a process of their own, which has to end though something has been opened.
  it.each([
    ['a PostgreSQL that does not run', ['--database', 'postgres://u:hunter2@127.0.0.1:1/x'], 1, 'Does PostgreSQL run'],
    [
      'one that does not run, of several processes',
      ['--database', 'postgres://u:hunter2@127.0.0.1:1/x', '--processes', '2'],
      1,
      'Does PostgreSQL run',
    ],
    ['a folder that is not there', ['--database', 'sqlite:none/x.db'], 1, 'Does its folder exist'],
  ])('%s', (_, words, code, sentence) =>
    withFolder(async (folder) => expectRefusal(await runOwnProcess(['serve', ...words], { folder }), code, sentence)),
  )

  it('a configuration that is wrong, with every place, before there is a database', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'rolecall.config.yaml'), 'prt: 1\nplugins: [entra, nobody]\n')
      const { code, stderr } = await runCommand(['serve'], { folder })
      expect(code).toBe(78)
      expect(stderr).toContain("rolecall.config.yaml:1:1: 'prt' is no setting; did you mean 'port'?")
      expect(
        (await runCommand(['organization', 'list'], { folder, environment: { ROLECALL_CONFIG: '/dev/null' } })).stderr,
      ).toContain('There is no database')
    }))

  it('a port in use, without making keys', () =>
    withFolder(async (folder) => {
      const holder = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => holder.once('listening', resolve))
      const { port } = holder.address() as AddressInfo
      const { code, stderr } = await runOwnProcess(['serve', '--port', String(port), '--log-level', 'error'], {
        folder,
      })
      holder.close()
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^error: Port \d+ of 127\.0\.0\.1 is in use.*--port/),
      })
      expect((await runCommand(['organization', 'list', '--json'], { folder })).stdout).toBe('[]\n')
    }))

  it('a database that a later version has to migrate', () =>
    withFolder(async (folder) => {
      await runCommand(['migrate', 'up'], { folder })
      const database = await openSqliteConnection(join(folder, 'rolecall.db'))
      await database.all("UPDATE knex_migrations SET name = '000-of-an-older-version'")
      await database.close()
      const { code, stderr } = await runOwnProcess(['serve', '--port', '0'], { folder })
      expect(code).toBe(1)
      expect(stderr).toContain('rolecall migrate up')
    }))
})

/** The environment in which each of several processes does this before it has loaded anything. */
async function beforeServing(folder: string, script: string): Promise<Readonly<Record<string, string>>> {
  const file = join(folder, 'before.mjs')
  await writeFile(file, `if (process.env.ROLECALL_PROCESS_TASK !== undefined) {${script}}`)
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` }
}
