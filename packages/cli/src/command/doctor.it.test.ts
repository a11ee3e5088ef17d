import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { openSqliteConnection } from '@rolecall/store/sqlite/sqlite-connection'
import { createTestPostgres, eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { runCommand, startServe, withFolder } from './command-under-test.ts'
import type { CheckResult } from '../doctor/check-result.ts'

interface Report {
  readonly ok: boolean
  readonly errors: number
  readonly warnings: number
  readonly results: readonly CheckResult[]
}

async function examine(folder: string, words: readonly string[] = []): Promise<Report & { readonly code: unknown }> {
  const { code, stderr, stdout } = await runCommand(['doctor', '--json', ...words], { folder })
  expect(stderr).toBe('')
  return { ...(JSON.parse(stdout) as Report), code }
}

/** `check state message`, of one check. */
function linesOf(report: Report, check: string): readonly string[] {
  return report.results.filter((result) => result.check === check).map(({ message, state }) => `${state} ${message}`)
}

describe.each(eachDatabase)('rolecall doctor on $name', { timeout: 120_000 }, ({ create }) => {
  it('finds nothing wrong with a server that runs, and says what its organization still needs', () =>
    withFolder(async (folder) => {
      const { drop, kind, url } = await create()
      try {
        const { end, line, signal } = await startServe(['--database', url], { folder })
        const headers = { authorization: `Bearer ${line.secretToken}`, 'content-type': 'application/scim+json' }
        for (const user of [
          { userName: 'ann@example.com', externalId: 'ann' },
          { userName: 'BOB', externalId: 'ann' },
        ]) {
          const created = await fetch(`${line.tenantUrl}/Users`, {
            method: 'POST',
            headers,
            body: JSON.stringify(user),
          })
          expect(created.status).toBe(201)
        }
        for (const displayName of ['One', 'Two']) {
          const body = JSON.stringify({ displayName, externalId: 'g' })
          expect((await fetch(`${line.tenantUrl}/Groups`, { method: 'POST', headers, body })).status).toBe(201)
        }
        const mapping = 'scimGroupMappings:\n  - { scimGroup: owners, type: organizationOwner }\n'
        const put = await fetch(`${line.url}/api/settings/scim-mapping`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${line.ownerKey}`, 'content-type': 'application/yaml' },
          body: mapping,
        })
        expect(put.status).toBe(200)

        const client = await fetch(`${line.url}/api/oauth/clients`, {
          method: 'POST',
          headers: { authorization: `Bearer ${line.ownerKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ displayName: 'Entra', secret: { name: 's' } }),
        })
        const { id } = (await client.json()) as { readonly id: string }

        const report = await examine(folder, ['--database', url, '--base-url', line.url, '--client', id])
        expect(linesOf(report, 'database')).toEqual([expect.stringMatching(/^ok .*can be written to/)])
        expect(linesOf(report, 'migrations')).toEqual([expect.stringMatching(/^ok all/)])
        expect(linesOf(report, 'clock')).toEqual([expect.stringMatching(kind === 'postgres' ? /^ok/ : /^skipped/)])
        expect(linesOf(report, 'base URL')).toEqual([
          `ok ${line.url} is answered by Rolecall`,
          'warning 127.0.0.1 is an address of this machine or network only',
        ])
        expect(linesOf(report, 'TLS')).toEqual([`error ${line.url} is not HTTPS`])
        expect(linesOf(report, 'token endpoint')).toEqual([
          `ok ${line.url}/oauth2/token is asked for tokens by header and by body`,
          expect.stringMatching(/^ok .* gets a token at .* by header and by body, and provisions with it$/),
        ])
        // Nobody takes that for the provider, and nothing is left of it.
        const clients = await fetch(`${line.url}/api/oauth/clients`, {
          headers: { authorization: `Bearer ${line.ownerKey}` },
        })
        expect(await clients.json()).toMatchObject([
          { id, lastUsedAt: null, revokedAt: null, credentials: [{ lastUsedAt: null }] },
        ])
        expect(linesOf(report, 'keys')).toEqual([expect.stringMatching(/^ok 4 valid/)])
        expect(linesOf(report, 'mapping')).toEqual([expect.stringMatching(/^warning version 1, 2:\d+ .*owners/)])
        expect(linesOf(report, 'attributes').toSorted()).toEqual([
          'warning active-missing at 2 of 2 members',
          'warning external-id-not-object-id at 1 of 2 members',
          'warning external-id-shared at 2 of 2 groups',
          'warning external-id-shared at 2 of 2 members',
          'warning user-name-not-email at 1 of 2 members',
        ])
        expect(
          report.results.every(({ advice, state }) => (advice !== null) === (state === 'warning' || state === 'error')),
        ).toBe(true)
        expect(report).toMatchObject({ ok: false, errors: 1, code: 1 })
        signal('SIGTERM')
        await end
      } finally {
        await drop()
      }
    }))
})

describe('rolecall doctor', () => {
  it('says every mistake of the configuration with its place', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'rolecall.config.yaml'), 'prt: 1\nlogLevel: loud\n')
      const report = await examine(folder)
      expect(linesOf(report, 'configuration')).toEqual([
        expect.stringContaining("error rolecall.config.yaml:1:1: 'prt' is no setting; did you mean 'port'?"),
        expect.stringContaining('error rolecall.config.yaml:2:11: logLevel'),
      ])
      expect(report.code).toBe(1)
    }))

  it('says which plugin can not be loaded, or was made for another version', () =>
    withFolder(async (folder) => {
      const config = `{ '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } }`
      await writeFile(
        join(folder, 'old.mjs'),
        `export const old = { name: 'old', apiVersion: 0, config: ${config}, setup: () => ({}) }`,
      )
      await writeFile(join(folder, 'rolecall.config.yaml'), 'plugins:\n  - use: ./old.mjs\n')
      expect(linesOf(await examine(folder), 'plugins')).toEqual([
        expect.stringMatching(/^error rolecall\.config\.yaml:2:5.*version 0 of the plugin API/),
      ])
    }))

  it('says of which package, in which version, a plugin of somebody else is', () =>
    withFolder(async (folder) => {
      const text = (name: string) =>
        `export default { name: '${name}', apiVersion: 1, setup: () => ({}),
           config: { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } } }`
      const installed = join(folder, 'node_modules/rolecall-badges')
      await mkdir(join(installed, 'lib'), { recursive: true })
      await writeFile(
        join(installed, 'package.json'),
        JSON.stringify({ name: 'rolecall-badges', version: '1.2.3', type: 'module', exports: './lib/badges.js' }),
      )
      await writeFile(join(installed, 'lib/package.json'), '{ "type": "module" }')
      await writeFile(join(installed, 'lib/badges.js'), text('badges'))
      await writeFile(join(folder, 'own.mjs'), text('own'))
      await writeFile(
        join(folder, 'rolecall.config.yaml'),
        'plugins:\n  - group-roles\n  - use: rolecall-badges\n  - use: ./own.mjs\n',
      )
      expect(linesOf(await examine(folder), 'plugins')).toEqual([
        expect.stringMatching(
          /^ok .*: group-roles, badges \(rolecall-badges@1\.2\.3, rolecall\.config\.yaml:3:5\), own \(rolecall\.config\.yaml:4:5\)/,
        ),
      ])
    }))

  it('makes no database, and has nothing against a folder in which nothing is yet', () =>
    withFolder(async (folder) => {
      const report = await examine(folder)
      expect(linesOf(report, 'database')).toEqual([expect.stringMatching(/^warning There is no database/)])
      expect(linesOf(report, 'base URL')).toEqual(['warning is not set'])
      expect(report.code).toBe(0)
      expect((await examine(folder)).results).toEqual(report.results)
    }))

  it('says that a database can not be reached, without its password', () =>
    withFolder(async (folder) => {
      const { code, stdout } = await runCommand(['doctor', '--database', 'postgres://u:hunter2@127.0.0.1:1/x'], {
        folder,
      })
      expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('Does PostgreSQL run') })
      expect(stdout).not.toContain('hunter2')
      expect(stdout.trimEnd()).toMatch(/\n1 error, 1 warning$/)
    }))

  it('says that a PostgreSQL is read-only', () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        const report = await examine(folder, ['--database', `${url}?options=-c%20default_transaction_read_only%3Don`])
        expect(linesOf(report, 'database')).toEqual([expect.stringMatching(/^error .*read-only/)])
      } finally {
        await drop()
      }
    }))

  it('says which migrations are missing', () =>
    withFolder(async (folder) => {
      await runCommand(['migrate', 'up'], { folder })
      const database = await openSqliteConnection(join(folder, 'rolecall.db'))
      await database.all("DELETE FROM knex_migrations WHERE name = '001-initial'")
      await database.all("INSERT INTO knex_migrations (name, batch) VALUES ('000-of-another', 1)")
      await database.close()
      const report = await examine(folder)
      expect(linesOf(report, 'migrations')).toEqual(['error 001-initial are missing'])
      expect(linesOf(report, 'mapping')).toEqual(['skipped needs the database and the plugins'])
    }))

  it('says who answers at the base URL if it is nobody, or another', () =>
    withFolder(async (folder) => {
      const other = createServer((_, response) => void response.end('{"status":"ok"}')).listen(0, '127.0.0.1')
      await new Promise((resolve) => other.once('listening', resolve))
      const { port } = other.address() as AddressInfo
      const report = await examine(folder, ['--base-url', `http://127.0.0.1:${port}`])
      expect(linesOf(report, 'base URL')[0]).toMatch(/^error .*answers 200, and not as Rolecall does/)
      other.closeAllConnections()
      await new Promise((resolve) => other.close(resolve))
      const nobody = await examine(folder, ['--base-url', `https://127.0.0.1:${port}`])
      expect(linesOf(nobody, 'base URL')[0]).toMatch(/^error .*can not be reached from here: .*ECONNREFUSED/)
      expect(linesOf(nobody, 'TLS')[0]).toMatch(/^error .*makes no TLS connection/)
    }))
})
