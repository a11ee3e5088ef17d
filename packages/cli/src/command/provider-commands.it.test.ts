import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { migrate } from '@rolecall/store/migrate'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import { runCommand, startCommand, startServe, withFolder, type ServedCommand } from './command-under-test.ts'

interface LoggedLine {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly request: unknown
}

describe.each(eachDatabase)('what an operator sees of a provider, with a server on $name', ({ create }) => {
  let database: TestDatabase
  let server: ServedCommand

  beforeAll(async () => {
    database = await create(migrate)
    await withFolder(async (folder) => {
      server = await startServe(['--database', database.url], { folder })
    })
  })
  afterAll(async () => {
    server.signal('SIGTERM')
    await server.end
    await database.drop()
  })

  const surroundings = (folder: string) => ({
    folder,
    environment: {
      ROLECALL_URL: server.line.url,
      ROLECALL_KEY: server.line.ownerKey as string,
      ROLECALL_TOKEN: server.line.secretToken as string,
    },
  })

  async function run(words: readonly string[]): Promise<CommandEnd> {
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      end = await runCommand(words, surroundings(folder))
    })
    return end as CommandEnd
  }

  function provision(userName: string, password?: string): Promise<Response> {
    return fetch(`${server.line.tenantUrl}/Users`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.line.secretToken}`,
        'content-type': 'application/scim+json',
      },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
        active: 'True',
        ...(password === undefined ? {} : { password }),
      }),
    })
  }

  /** The log is written after the answer: asks until as many requests fit. */
  async function logged(words: readonly string[], atLeast: number): Promise<readonly LoggedLine[]> {
    for (;;) {
      const { stdout } = await run(['log', '--json', ...words])
      const lines = stdout.split('\n').filter((line) => line !== '')
      if (lines.length >= atLeast) return lines.map((line) => JSON.parse(line) as LoggedLine)
    }
  }

  describe('rolecall log', () => {
    it('shows what was sent, oldest first, with what was tolerated and without passwords', async () => {
      await provision('log-1@example.com', 'hunter2-secret')
      await provision('log-1@example.com')
      const lines = await logged(['--text', 'log-1@example.com'], 2)
      expect(lines.map(({ method, status }) => [method, status])).toEqual([
        ['POST', 201],
        ['POST', 409],
      ])
      expect(JSON.stringify(lines)).not.toContain('hunter2')
      const refused = await run(['log', '--outcome', 'refused', '--text', 'log-1'])
      expect(refused.code).toBe(0)
      expect(refused.stdout).toMatch(/409 +POST +\/Users .*\[string-boolean\] +uniqueness: /)
      expect(refused.stdout.trim().split('\n')).toHaveLength(1)
    })

    it('says when nothing fits, and what is wrong with a flag', async () => {
      expect(await run(['log', '--status', '418'])).toMatchObject({ code: 0, stdout: 'No request fits.\n' })
      const wrong = await run(['log', '--outcome', 'lost'])
      expect(wrong.code).not.toBe(0)
      expect(wrong.stderr).toContain('outcome')
    })

    it('follows until interrupted, and shows each request once', async () => {
      await provision('log-2@example.com')
      await logged(['--text', 'log-2@example.com'], 1)
      await withFolder(async (folder) => {
        const follow = startCommand(['log', '--follow', '--json', '--text', 'log-2'], surroundings(folder))
        await follow.written('log-2@example.com')
        await provision('log-2b@example.com')
        await follow.written('log-2b@example.com')
        follow.signal('SIGINT')
        const { code, stdout } = await follow.end
        expect(code).toBe(0)
        expect(stdout.trim().split('\n')).toHaveLength(2)
      })
    })

    it('follows no longer than somebody reads, as `| head -1` does', async () => {
      await provision('log-3@example.com')
      await logged(['--text', 'log-3@example.com'], 1)
      await withFolder(async (folder) => {
        const follow = startCommand(['log', '--follow', '--json', '--text', 'log-3'], surroundings(folder))
        await follow.written('log-3@example.com')
        follow.leave()
        await provision('log-3b@example.com')
        expect(await follow.end).toMatchObject({ code: 0, stderr: '' })
      })
    })
  })

  describe('rolecall team and rolecall member', () => {
    it('make teams, give roles by hand and take them away, and show whom they belong to', async () => {
      expect(
        (await run(['team', 'create', 'Sales', '--name', 'Sales of all', '--description', 'Whoever sells'])).code,
      ).toBe(0)
      expect(await run(['team', 'create', 'sales', '--name', 'Mine'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('The team Sales is there already'),
      })
      expect(await run(['team', 'put', 'sales-emea', '--parent', 'sales'])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^sales-emea \(sales-emea\), \w+, in sales\nNobody is in it\n$/i),
      })
      await run(['member', 'set-role', 'ada@example.com', 'Member'])
      const given = await run(['team', 'set-role', 'sales', 'ada@example.com', 'Owner'])
      expect(given.stdout).toMatch(/^team:sales +Owner +active +manual/im)
      expect((await run(['team', 'show', 'SALES'])).stdout).toMatch(
        /^Sales of all \(sales\), .*\nWhoever sells\n.*\nada@example\.com +Owner +manual\n$/i,
      )
      expect((await run(['member', 'list', '--team', 'sales'])).stdout).toMatch(/^ada@example\.com .* sales: Owner$/im)
      const listed = JSON.parse((await run(['team', 'list', '--search', 'sales', '--json'])).stdout) as object[]
      expect(listed).toMatchObject([{ name: 'Sales of all', people: 1 }, { people: 0 }])
      expect((await run(['team', 'unset-role', 'sales', 'ada@example.com'])).stdout).not.toContain('team:')
      expect((await run(['team', 'put', 'sales-emea', '--no-parent', '--json'])).stdout).toContain('"parent":null')
      expect((await run(['team', 'delete', 'sales'])).stdout).toContain('The team sales is deleted')
      expect(await run(['team', 'show', 'sales'])).toMatchObject({ code: 1, stderr: expect.stringContaining('404') })
    })

    it('tell a role, a team or an address that can not be', async () => {
      expect(await run(['member', 'set-role', 'ada@example.com', 'King'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('King'),
      })
      expect(await run(['member', 'show', 'nobody@example.com'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('404'),
      })
    })
  })

  describe('rolecall conformance', () => {
    it('prints a table by section, writes JUnit, and leaves nothing behind', async () => {
      await withFolder(async (folder) => {
        const words = ['conformance', '--base-url', server.line.tenantUrl, '--only', 'discovery/', 'etag/']
        const { code, stdout } = await runCommand([...words, '--junit', 'report.xml'], surroundings(folder))
        expect(stdout).toMatch(/^section +passed +failed +left out$/m)
        expect(stdout).toMatch(/^RFC 7644 §4 +\d+ +0 +0$/m)
        expect(stdout).toMatch(/\d+ passed, 0 failed, 0 left out/)
        expect(code).toBe(0)
        expect(await readFile(join(folder, 'report.xml'), 'utf8')).toMatch(/<testsuites? [^>]*failures="0"/)
      })
      const left = await fetch(`${server.line.tenantUrl}/Users?filter=userName%20sw%20%22conformance-%22`, {
        headers: { authorization: `Bearer ${server.line.secretToken}` },
      })
      expect(await left.json()).toMatchObject({ totalResults: 0 })
    })

    it('has a line for each requirement of a profile, on the terminal, as JSON and as Markdown', async () => {
      await withFolder(async (folder) => {
        const words = ['conformance', '--base-url', server.line.tenantUrl, '--profile', 'entra', '--only', 'nobody']
        const end = await runCommand([...words, '--summary', 'entra.md'], surroundings(folder))
        expect(end.stdout).toMatch(/^ENT-03 +must +met +A filter that finds nobody/m)
        expect(end.stdout).toMatch(/^ENT-08 +must +not checked +A secret ends .*: its end is nowhere in the answers$/m)
        expect(end.stdout).toMatch(/^entra: 1 met, 0 not met, 23 not checked$/m)
        expect(await readFile(join(folder, 'entra.md'), 'utf8')).toContain('| entra | 1 | 0 | 23 |')
      })
    })

    it('says where there are no SCIM endpoints, without the token, and exits with 1', async () => {
      const end = await run(['conformance', '--base-url', server.line.url, '--only', 'discovery/'])
      expect([end.code, end.stdout]).toEqual([1, ''])
      expect(end.stderr).toContain('GET /Users was answered by 404: there are no SCIM endpoints at this base URL')
      expect(end.stderr).not.toContain(server.line.secretToken)
    })

    it('reports what a server fails with the requests, without the token, and exits with 1', async () => {
      const other = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
      await once(other, 'listening')
      const baseUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
      const end = await run(['conformance', '--base-url', baseUrl, '--only', 'discovery/', '--json'])
      other.close()
      expect(end.code).toBe(1)
      expect(end.stdout).not.toContain(server.line.secretToken)
      expect((JSON.parse(end.stdout) as { readonly failedMust: number }).failedMust).toBeGreaterThan(0)
    })
  })
})

describe('rolecall conformance, before it asks a server', () => {
  async function runAlone(words: readonly string[]): Promise<CommandEnd> {
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      end = await runCommand(words, { folder, environment: { ROLECALL_TOKEN: 'rc_test' } })
    })
    return end as CommandEnd
  }

  it.each([
    [['conformance'], 64, '--base-url'],
    [['conformance', '--base-url', 'https://h.example', '--provider', 'acme'], 64, 'there is no acme; known are'],
    [['conformance', '--base-url', 'https://h.example', '--only', 'zzz'], 64, '--only: no check fits'],
    [
      ['conformance', '--list', '--profile', 'acme'],
      64,
      '--profile: there is no acme; known are rfc, entra, okta, ipsie, interop',
    ],
    [['conformance', '--base-url', 'http://127.0.0.1:1/scim'], 1, 'got no answer'],
    [['conformance', '--base-url', 'http://127.0.0.1:1', '--client-id', 'c'], 64, 'give its secret as ROLECALL_CLIENT'],
    [
      ['conformance', '--base-url', 'http://127.0.0.1:1', '--client-id', 'c', '--client-key', 'none.json'],
      1,
      'none.json can not be read',
    ],
    [
      ['conformance', '--base-url', 'http://127.0.0.1:1', '--client-id', 'c', '--client-secret', 's'],
      1,
      'oauth-authorization-server got no answer',
    ],
    [
      ['conformance', '--base-url', 'http://h.example', '--client-id', 'c', '--client-secret', 's', '--token-url', 'x'],
      64,
      '--token-url: a URL was expected',
    ],
  ] as const)('refuses %j with exit code %i', async (words, code, message) => {
    expect(await runAlone(words)).toMatchObject({ code, stderr: expect.stringContaining(message) })
  })

  it('lists the checks of a provider without asking a server', async () => {
    const { code, stdout } = await runAlone(['conformance', '--list', '--provider', 'okta', '--only', 'okta'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^okta\//m)
    expect(stdout).not.toMatch(/^entra\//m)
    expect(stdout).toMatch(/\d+ checks\n$/)
  })
})
