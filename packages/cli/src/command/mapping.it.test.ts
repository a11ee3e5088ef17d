import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { migrate } from '@rolecall/store/migrate'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import { runCommand, runOwnProcess, startServe, withFolder, type ServedCommand } from './command-under-test.ts'

const good = 'scimGroupMappings:\n  - scimGroup: acme_owners\n    type: organizationOwner\n'
const bad = 'scimGroupMappings:\n  - scimGroup: acme_owners\n    type: organisationOwner\n'

describe.each(eachDatabase)('rolecall mapping, with a server on $name', ({ create }) => {
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

  /** In a folder with `mapping.yaml`, with server and key in the environment. */
  async function run(
    words: readonly string[],
    text = good,
    environment: Record<string, string> = {},
  ): Promise<CommandEnd> {
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'mapping.yaml'), text)
      const key = server.line.ownerKey!
      const surroundings = { folder, environment: { ROLECALL_URL: server.line.url, ROLECALL_KEY: key, ...environment } }
      const line = ['mapping', ...words]
      end = words.includes('-')
        ? await runOwnProcess(line, { ...surroundings, input: text })
        : await runCommand(line, surroundings)
    })
    return end!
  }

  it('checks, writes and reads a mapping, and holds a write against the version it was made from', async () => {
    expect(await run(['get', '--json'])).toMatchObject({ code: 0, stdout: '{"version":0,"format":"yaml","text":""}\n' })
    const checked = await run(['check', 'mapping.yaml'])
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringMatching(/mapping\.yaml: 0 errors, \d warning/) })
    expect(await run(['put', 'mapping.yaml', '--if-match', '0'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Version 1 of the mapping is applied'),
    })
    expect(await run(['get'])).toMatchObject({ code: 0, stdout: good })
    const late = await run(['put', 'mapping.yaml', '--if-match', '0'], '{}')
    expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('get it again') })
    expect(JSON.parse((await run(['get', '--json'])).stdout)).toEqual({ version: 1, format: 'yaml', text: good })
  })

  it('tells what is wrong at file:line:column, applies nothing, and ends with 1', async () => {
    const checked = await run(['check', 'mapping.yaml'], bad)
    expect(checked).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^mapping\.yaml:3:11 [A-Z_]+ .*organisationOwner/m),
    })
    expect((await run(['check', '-'], bad)).stdout).toMatch(/^stdin:3:11 /m)
    const before = (await run(['get', '--json'])).stdout
    const put = await run(['put', 'mapping.yaml'], bad)
    expect(put).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^mapping\.yaml:3:11 [\s\S]*Nothing is applied: 1 error/m),
    })
    expect(JSON.parse((await run(['put', 'mapping.yaml', '--json'], bad)).stdout)).toMatchObject({
      applied: false,
      version: null,
      diagnostics: [{ line: 3, column: 11 }],
    })
    expect((await run(['get', '--json'])).stdout).toBe(before)
  })

  it('names the tests that fail, and applies nothing', async () => {
    const failing = `${good}tests:\n  - name: nobody\n    given: {}\n    expect: { organization: [Owner] }\n`
    const named = /^failed mapping\.yaml:\d+ nobody: expected organization \[Owner\].*\nTests: 0 passed, 1 failed$/m
    const checked = await run(['check', 'mapping.yaml'], failing)
    expect(checked).toMatchObject({ code: 1, stdout: expect.stringMatching(named) })
    expect(JSON.parse((await run(['check', 'mapping.yaml', '--json'], failing)).stdout).tests).toMatchObject({
      failed: 1,
      results: [{ name: 'nobody', outcome: 'failed' }],
    })
    const put = await run(['put', 'mapping.yaml'], failing)
    expect(put).toMatchObject({ code: 1, stdout: expect.stringMatching(named) })
    expect(put.stdout).toMatch(/Nothing is applied: 0 errors, \d warnings?, 1 of its tests failed/)
  })

  it.each([
    ['a key of nobody', ['get', '--key', 'rc_none_none'], {}, 1, 'mistyped, revoked or expired'],
    ['no server', ['get'], { ROLECALL_URL: '' }, 64, '--url'],
    ['no key', ['get'], { ROLECALL_KEY: '' }, 64, 'ROLECALL_KEY'],
    [
      'a server that does not run',
      ['get', '--url', 'http://127.0.0.1:2'],
      {},
      1,
      'No server answers at http://127.0.0.1:2 (ECONNREFUSED)',
    ],
    ['a file that is not there', ['put', 'none.yaml'], {}, 1, 'none.yaml can not be read'],
    ['a version that is none', ['put', 'mapping.yaml', '--if-match', 'latest'], {}, 64, '--if-match'],
  ])('says what to do about %s', async (_, words, environment, code, sentence) => {
    expect(await run(words, good, environment)).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    })
  })

  it('says which scope a key lacks', async () => {
    const environment = { ROLECALL_KEY: server.line.secretToken! }
    const { code, stderr } = await run(['put', 'mapping.yaml'], good, environment)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('scope organization') })
    expect(stderr).not.toContain(environment.ROLECALL_KEY)
  })
})
