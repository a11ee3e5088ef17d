import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { migrate } from '@rolecall/store/migrate'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import { runCommand, startCommand, startServe, withFolder, type ServedCommand } from './command-under-test.ts'

/** Each test starts several commands, which takes its time on a busy machine. */
const timeout = 120_000

const entry = (role: string) =>
  `  - { scimGroup: stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: ${role} }\n`
const mapping = (...roles: readonly string[]) => `scimGroupMappings:\n${roles.map(entry).join('')}`

const people = 40

describe.each(eachDatabase)('rolecall mapping plan and apply, with a server on $name', { timeout }, ({ create }) => {
  let database: TestDatabase
  let server: ServedCommand
  let folderOfServer: string

  /** The server makes its plans in a thread, as it does where it is installed. */
  beforeAll(async () => {
    database = await create(migrate)
    // A thread can't start in a working directory that is gone.
    folderOfServer = await mkdtemp(join(tmpdir(), 'rolecall-serve-'))
    server = await startServe(['--database', database.url], { folder: folderOfServer })
    const members: { value: string }[] = []
    for (let index = 0; index < people; index++) {
      members.push({ value: await provision('Users', { userName: `person.${index}@example.com` }) })
    }
    await provision('Groups', { displayName: 'stewards', members })
  })
  afterAll(async () => {
    server.signal('SIGTERM')
    await server.end
    await database.drop()
    await rm(folderOfServer, { recursive: true })
  })

  async function provision(type: string, body: object): Promise<string> {
    const response = await fetch(`${server.line.tenantUrl}/${type}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.line.secretToken}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(201)
    return ((await response.json()) as { id: string }).id
  }

  /** Unread, nobody takes what it writes from the start. */
  async function run(
    words: readonly string[],
    text = mapping('Steward'),
    { unread = false } = {},
  ): Promise<CommandEnd> {
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'mapping.yaml'), text)
      const environment = { ROLECALL_URL: server.line.url, ROLECALL_KEY: server.line.ownerKey! }
      const surroundings = { folder, environment }
      end = await (unread ? runUnread(words, surroundings) : runCommand(['mapping', ...words], surroundings))
    })
    return end!
  }

  function runUnread(words: readonly string[], surroundings: Parameters<typeof startCommand>[1]): Promise<CommandEnd> {
    const command = startCommand(['mapping', ...words], surroundings)
    command.leave()
    command.input('')
    return command.end
  }

  it('shows who gets what and why, applies exactly that, and ends for CI with 2, 0 and 0', async () => {
    const planned = await run(['plan', 'mapping.yaml'])
    expect(planned).toMatchObject({ code: 2, stderr: '' })
    expect(planned.stdout).toContain('+ Steward of team:marketing (waiting): joins by stewards (line 2)')
    expect(planned.stdout).toContain(`    and ${people - 10} more people`)
    expect(planned.stdout).toContain(`${people} people, ${people} roles come, 0 go, 0 change their reason`)
    const [, planId = ''] = /apply --plan (\S+)/.exec(planned.stdout) ?? []
    expect(await run(['apply', '--plan', planId])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--yes'),
    })
    expect(await run(['apply', '--plan', planId, '--yes'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Version 1 of the mapping is applied'),
    })
    expect(await run(['plan', 'mapping.yaml'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing changes for anybody'),
    })
    expect(await run(['apply', '--plan', planId, '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('make a new plan'),
    })
  })

  it('names the groups that no entry names, and the entries that name no group', async () => {
    const text = 'scimGroupMappings: [{ scimGroup: steward, type: organizationRole, organizationRole: Member }]\n'
    const { stdout } = await run(['plan', 'mapping.yaml'], text)
    expect(stdout).toContain('Entries that name no group: mapping.yaml:1 scimGroup: steward\n')
    expect(stdout).toContain('Groups that no entry names: stewards\n')
    const json = JSON.parse((await run(['plan', 'mapping.yaml', '--json'], text)).stdout)
    expect(json.groups).toMatchObject({
      unnamedGroups: { total: 1, first: [{ displayName: 'stewards' }] },
      entriesWithoutGroup: { total: 1, first: [{ line: 1, text: 'scimGroup: steward' }] },
    })
  })

  it('lists versions, shows what one changed, and brings an older one back', async () => {
    const applied = await run(['apply', 'mapping.yaml', '--yes', '--commit-within', '10m'], mapping('Editor'))
    expect(applied.stdout).toMatch(/reverts by itself at 20\d\d-.*rolecall mapping confirm/)
    expect(await run(['confirm'])).toMatchObject({ code: 0, stdout: 'Version 2 of the mapping stays.\n' })
    expect((await run(['versions', '2'])).stdout).toContain(
      `-${entry('Steward').trimEnd()}\n+${entry('Editor').trimEnd()}`,
    )
    expect(await run(['rollback', '1', '--yes'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Version 3 of the mapping is applied'),
    })
    const versions = JSON.parse((await run(['versions', '--json'])).stdout) as { version: number; rollbackTo: number }[]
    expect(versions.map(({ rollbackTo, version }) => [version, rollbackTo])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ])
  })

  it('takes back at once what would revert by itself, and the list of versions says so', async () => {
    await run(['apply', 'mapping.yaml', '--yes', '--commit-within', '10m'], mapping('Editor'))
    expect(await run(['undo'])).toMatchObject({
      code: 0,
      stdout: 'Version 4 of the mapping is taken back, by version 5.\n',
    })
    const { stdout } = await run(['versions'])
    expect(stdout).toMatch(/^5 .*current, back to 3$/m)
    expect(stdout).toMatch(/^4 .*not confirmed, taken back by 5$/m)
    expect(await run(['undo'])).toMatchObject({ code: 1, stderr: expect.stringContaining('stays') })
  })

  it('ends quietly when nobody reads on, and finishes what it does', async () => {
    const ended = (words: readonly string[]) => run(words, mapping('Approver'), { unread: true })
    expect(await ended(['plan', 'mapping.yaml', '--all'])).toEqual({ code: 2, stdout: '', stderr: '' })
    expect(await ended(['apply', 'mapping.yaml', '--yes'])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await ended(['rollback', '3', '--yes'])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect((await run(['versions'])).stdout).toMatch(/^7 .*current, back to 3$/m)
  })

  it('means an empty file as what it is, and takes it only where that is said', async () => {
    const planned = await run(['plan', 'mapping.yaml'], '')
    expect(planned).toMatchObject({ code: 2, stdout: expect.stringContaining('EMPTY_MAPPING') })
    expect(planned.stdout).toContain('0 roles come, 40 go')
    for (const words of [
      ['put', 'mapping.yaml'],
      ['apply', 'mapping.yaml', '--yes'],
    ]) {
      expect(await run(words, '')).toMatchObject({ code: 1, stderr: expect.stringContaining('no section') })
    }
    const put = await run(['put', 'mapping.yaml', '--held-revocations', 'revoke'], '')
    expect(put).toMatchObject({ code: 0, stdout: expect.stringContaining('of the mapping is applied') })
    await run(['put', 'mapping.yaml'])
  })

  it('has every line with --all, and the plan as JSON for scripts', async () => {
    const { code, stdout } = await run(['plan', 'mapping.yaml', '--all', '--json'], mapping('Approver'))
    const plan = JSON.parse(stdout) as { summary: object; adds: object[]; removes: object[] }
    expect([code, plan.summary, plan.adds.length, plan.removes.length]).toEqual([
      2,
      { people, adds: people, removes: people, changes: 0, held: 0, effects: 0, failed: 0 },
      people,
      people,
    ])
  })

  it('makes no plan of a mapping that is wrong, and ends with 1', async () => {
    const planned = await run(['plan', 'mapping.yaml'], mapping('Steward').replace('teamId', 'taemId'))
    expect(planned).toMatchObject({ code: 1, stdout: expect.stringMatching(/^mapping\.yaml:2:\d+ [A-Z_]+ .*taemId/m) })
  })

  it('prints the JSON Schema of the file', async () => {
    const { code, stdout } = await run(['schema'])
    expect([code, Object.keys((JSON.parse(stdout) as { properties: object }).properties)]).toEqual([
      0,
      expect.arrayContaining(['scimGroupMappings', 'roleRules', 'tests']),
    ])
  })
})

describe('rolecall mapping test, without a server', { timeout }, () => {
  const passing = `  - name: a steward\n    given: { groups: [stewards] }\n    expect: { teams: { marketing: [Steward] } }\n`
  const failing = passing.replace('[Steward]', '[Owner]').replace('a steward', 'an <owner>')

  it('runs the tests of the file and of the files beside it, and writes them as JUnit', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'mapping.yaml'), `${mapping('Steward')}tests:\n${passing}`)
      const words = ['mapping', 'test', 'mapping.yaml', '--junit', 'report.xml']
      const first = await runCommand(words, { folder })
      expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('1 passed, 0 failed')])
      await writeFile(join(folder, 'more.test.yaml'), `tests:\n${failing}`)
      const second = await runCommand(words, { folder })
      expect([second.code, second.stdout]).toEqual([1, expect.stringContaining('1 passed, 1 failed')])
      expect(second.stdout).toContain('an <owner> more.test.yaml:2')
      const report = await readFile(join(folder, 'report.xml'), 'utf8')
      expect(report).toContain('<testsuite name="mapping.yaml" tests="1" failures="0">')
      expect(report).toContain('<testcase name="an &lt;owner&gt;" classname="more.test.yaml"')
    })
  })

  it('tells what is wrong with a file of tests at its place', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'mapping.yaml'), mapping('Steward'))
      await writeFile(join(folder, 'x.test.yaml'), 'tests:\n  - nmae: a\n')
      const { code, stdout } = await runCommand(['mapping', 'test', 'mapping.yaml'], { folder })
      expect([code, stdout]).toEqual([1, expect.stringMatching(/^x\.test\.yaml:2:\d+ [A-Z_]+ /m)])
    })
  })
})
