import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { migrate } from '@rolecall/store/migrate'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import { runCommand, startServe, withFolder, type ServedCommand } from './command-under-test.ts'

describe.each(eachDatabase)('commands about owners and holds on $name', { timeout: 120_000 }, ({ create }) => {
  let database: TestDatabase
  let server: ServedCommand
  let folderOfSets: string
  let send: (key: string | undefined, method: string, path: string, body: unknown) => Promise<Response>
  beforeAll(async () => {
    database = await create(migrate)
    folderOfSets = await mkdtemp(join(tmpdir(), 'rolecall-sets-'))
    await withFolder(async (folder) => {
      server = await startServe(['--database', database.url], { folder })
    })
    send = (key, method, path, body) =>
      fetch(server.line.url + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
  })
  afterAll(async () => {
    server.signal('SIGTERM')
    await server.end
    await database.drop()
    await rm(folderOfSets, { recursive: true })
  })

  async function run(...words: readonly string[]): Promise<CommandEnd> {
    const environment = {
      ROLECALL_DATABASE: database.url,
      ROLECALL_URL: server.line.url,
      ROLECALL_KEY: server.line.ownerKey ?? '',
    }
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      end = await runCommand(words, { folder, environment })
    })
    if (end === undefined) throw new Error('The command has not ended')
    return end
  }

  it('recovers an owner among the members, and says who is none', async () => {
    await send(server.line.ownerKey, 'PUT', '/api/organization/members/ann@example.com', { role: 'Member' })
    expect(await run('recover-owner', '--email', 'nobody@example.com')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nobody@example.com'),
    })
    const { code, stdout } = await run('recover-owner', '--email', 'ann@example.com', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ role: 'Owner' })])
  })

  it('makes, lists and revokes an emergency owner', async () => {
    const created = await run('break-glass', 'create', '--email', 'rescue@example.com', '--expires', '2999-01-31')
    expect(created.stdout).toContain('rescue@example.com is an emergency owner until 2999-02-01T00:00:00.000Z')
    expect((await run('break-glass', 'list')).stdout).toContain('rescue@example.com')
    expect(await run('break-glass', 'revoke', '--email', 'rescue@example.com')).toMatchObject({ code: 0 })
    expect((await run('break-glass', 'list')).stdout).toContain('There is no emergency owner')
    expect(await run('break-glass', 'revoke', '--email', 'rescue@example.com')).toMatchObject({ code: 1 })
  })

  it('plans and applies teams and team roles as one file, and ends for CI with 2, 0, 1', async () => {
    const put = (text: string) => writeFile(join(folderOfSets, 'teams.yaml'), text)
    const file = join(folderOfSets, 'teams.yaml')
    await put('mode: default\nteams:\n  - { id: sales, name: Sales }\n  - { id: emea, parent: sales }\n')
    const planned = await run('catalogue', 'plan', file)
    expect(planned).toMatchObject({ code: 2, stdout: expect.stringContaining('+ team emea: in sales\n') })
    expect(await run('catalogue', 'apply', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') })
    expect((await run('catalogue', 'apply', file, '--yes')).stdout).toContain('The set is applied')
    expect(await run('catalogue', 'plan', file)).toMatchObject({ code: 0, stdout: 'Nothing changes\n' })
    await put((await run('catalogue', 'get')).stdout)
    expect(JSON.parse((await run('catalogue', 'apply', file, '--yes', '--json')).stdout)).toMatchObject({
      applied: false,
    })
    await put('mode: default\nteams: []\n')
    expect(await run('catalogue', 'plan', file)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('EMPTY_TEAMS'),
    })
    expect((await run('catalogue', 'plan', file, '--confirm')).code).toBe(2)
    await put('mode: default\nteams:\n  - { id: a, parent: b }\n')
    const wrong = await run('catalogue', 'plan', file)
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${file}:3:22: teams[0].parent there is no team`),
    })
    expect((await run('catalogue', 'plan', file, '--format', 'markdown')).stdout).toContain('### No plan of')
  })

  it('lists, shows and decides what waits', async () => {
    expect((await run('hold', 'list')).stdout).toBe('Nothing waits for an owner\n')
    const mapping = { scimGroupMappings: [{ scimGroup: 'staff', type: 'organizationOwner' }] }
    expect((await send(server.line.ownerKey, 'PUT', '/api/settings/scim-mapping', mapping)).status).toBe(200)
    const scim = (path: string, body: unknown) => send(server.line.secretToken, 'POST', `/api/scim/v2/${path}`, body)
    const user = (await (await scim('Users', { userName: 'bob@example.com', active: true })).json()) as { id: string }
    await scim('Groups', { displayName: 'staff' })
    await scim('Groups', { displayName: 'Staff', members: [{ value: user.id }] })
    const [hold] = JSON.parse((await run('hold', 'list', '--json')).stdout) as readonly { readonly id: string }[]
    const id = hold?.id ?? ''
    expect((await run('hold', 'list')).stdout).toMatch(new RegExp(`${id} +takeover +open`))
    expect((await run('hold', 'show', id)).stdout).toMatch(/gives +bob@example\.com +Owner +organization +Staff/)
    const [, tag = ''] = /--if-match (\S+)/.exec((await run('hold', 'show', id)).stdout) ?? []
    expect(await run('hold', 'approve', id, '--if-match', `${tag}x`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('read it again'),
    })
    expect(await run('hold', 'approve', id, '--line', 'none')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('decided as a whole'),
    })
    expect((await run('hold', 'approve', id, '--if-match', tag)).stdout).toContain('takeover, approved')
    expect(await run('hold', 'reject', id)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('decided already'),
    })
    expect((await run('hold', 'list')).stdout).toBe('Nothing waits for an owner\n')
  })
})
