import { userInfo } from 'node:os'

import { toStatus } from '@rolecall/store/migrate'
import { openBackend } from '@rolecall/store/open-backend'
import { openStore } from '@rolecall/store/open-store'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { CommandEnd } from './command-end.ts'
import { runCommand, startServe, withFolder } from './command-under-test.ts'

const migrations = toStatus([]).pending

// Each word of a command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

describe.each(eachDatabase)('commands of the operator on $name', ({ create }) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await create()
  })
  afterAll(() => database.drop())

  /** With the database in the environment, where a password is not seen in the list of processes. */
  async function run(...words: readonly string[]): Promise<CommandEnd> {
    let end: CommandEnd | undefined
    await withFolder(async (folder) => {
      end = await runCommand(words, { folder, environment: { ROLECALL_DATABASE: database.url } })
    })
    if (end === undefined) throw new Error('The command has not ended')
    return end
  }

  /** What it prints with `--json`, as one line, having ended well. */
  async function ask<T>(...words: readonly string[]): Promise<T> {
    const { code, stderr, stdout } = await run(...words, '--json')
    expect({ code, stderr, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 })
    return JSON.parse(stdout) as T
  }

  it('works its way from an empty database to a revoked key', async () => {
    expect(await ask('migrate', 'status')).toEqual({ applied: [], pending: migrations })
    expect(await ask('migrate', 'up')).toEqual({ applied: migrations })
    expect((await run('migrate', 'up')).stdout).toBe('The database is at the newest version\n')
    expect((await run('migrate', 'status')).stdout).toMatch(/^migration +state\n001-initial +applied\n/)

    // Without an organization there is nothing to make a key for.
    expect(await run('key', 'list')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('rolecall organization create'),
    })
    const acme = await ask<{ id: string; name: string }>('organization', 'create', 'Acme')
    expect(acme.name).toBe('Acme')

    const key = await ask<{ id: string; key: string }>(
      'key',
      'create',
      '--scope',
      'scim',
      '--scope',
      'organization_read',
      '--name',
      'Entra',
      '--expires',
      '2999-01-31',
    )
    expect(key).toMatchObject({
      organizationId: acme.id,
      displayName: 'Entra',
      scopes: ['scim', 'organization_read'],
      expiresAt: '2999-02-01T00:00:00.000Z',
    })
    expect(key).not.toHaveProperty('hash')
    const listed = await run('key', 'list')
    expect(listed.stdout).toMatch(
      new RegExp(`${key.id} +Entra +scim, organization_read +2999-02-01T00:00:00.000Z +never +valid`),
    )
    expect(listed.stdout).not.toContain(key.key.slice(-43))

    expect(await ask('key', 'revoke', key.id)).toEqual({ id: key.id, revoked: true })
    expect(await run('key', 'revoke', key.id)).toMatchObject({
      code: 1,
      stderr: `error: There is no API key with the id ${key.id}\n`,
    })
    expect((await run('key', 'list')).stdout).toContain('revoked')

    // An operator may end the last one, and hears what then helps.
    const owner = await ask<{ id: string }>('key', 'create', '--scope', 'organization')
    expect((await run('key', 'revoke', owner.id)).stdout).toContain('rolecall key create --scope organization')
  })

  it('makes a client, rotates its secret, and ends one and the other', async () => {
    const client = await ask<{ id: string; secret: string; tokenEndpoint: string; credentials: [{ id: string }] }>(
      'client',
      'create',
      '--provider',
      'entra',
      '--token-lifetime',
      '7200',
    )
    expect(client).toMatchObject({ displayName: 'entra', provider: 'entra', tokenLifetime: 7_200 })
    expect(client.tokenEndpoint).toMatch(/^http:\/\/localhost:\d+\/oauth2\/[0-9a-f-]{36}\/token$/)
    expect(client.secret).toMatch(/^rcs_/)
    const [first] = client.credentials
    const rotated = await run('client', 'rotate', client.id, '--name', 'next')
    expect(rotated.stdout).toMatch(/^rcs_/)
    expect(rotated.stdout).toContain(`rolecall client revoke ${client.id} --credential ${first.id}`)
    await ask('client', 'revoke', client.id, '--credential', first.id)
    expect((await run('client', 'list')).stdout).toMatch(
      new RegExp(`${client.id} +entra +client .* valid\n${first.id} .* revoked\n.* next +secret +never .* valid\n$`),
    )
    await ask('client', 'revoke', client.id)
    expect(await ask('client', 'list')).toMatchObject([{ id: client.id, revokedAt: expect.any(String) }])
  })

  it('makes a connection, changes it, and deletes it', async () => {
    const issuer = 'https://login.microsoftonline.com/7c0e0000-0000-4000-8000-000000000001/v2.0'
    const words = ['--issuer', issuer, '--client-id', '19aa', '--claim', 'oid', '--jwks-uri', `${issuer}/keys`]
    const made = await ask<{ id: string }>('connection', 'create', ...words, '--console')
    expect(made).toMatchObject({ name: 'login.microsoftonline.com', issuer, console: true, hasClientSecret: false })
    expect(made).toMatchObject({ redirectUri: `http://localhost:3000/sign-in/sso/${made.id}/callback` })
    expect(made).not.toHaveProperty('sealedSecret')
    const changed = await run('connection', 'change', made.id, '--no-console', '--name', 'Entra')
    expect(changed.stdout).toBe('The connection Entra is changed; it does not open the console\n')
    expect((await run('connection', 'list')).stdout).toMatch(new RegExp(`${made.id} +Entra .* no +none`))
    await ask('connection', 'delete', made.id)
    expect(await ask('connection', 'list')).toEqual([])
  })

  it('refuses an issuer that is no URL by what one looks like', async () => {
    const words = [
      '--issuer',
      'acme',
      '--client-id',
      '19aa',
      '--claim',
      'oid',
      '--jwks-uri',
      'https://acme.example/keys',
    ]
    const { code, stderr } = await run('connection', 'create', ...words)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/issuer.*https/s)])
    expect(await ask('connection', 'list')).toEqual([])
  })

  it('makes a client that trusts an issuer, and refuses half of that', async () => {
    const issuer = 'https://login.microsoftonline.com/7c0e0000-0000-4000-8000-000000000001'
    const trust = ['--issuer', `${issuer}/v2.0`, '--subject', '5d11', '--audience', 'api://19aa']
    const made = await ask('client', 'create', ...trust, '--jwks-uri', `${issuer}/discovery/v2.0/keys`)
    expect(made).toMatchObject({ credentials: [{ trust: { tenant: '7c0e0000-0000-4000-8000-000000000001' } }] })
    expect(made).not.toHaveProperty('secret')
    expect(await run('client', 'create', ...trust)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--jwks-uri'),
    })
  })

  it('asks which organization as soon as there are several, by id or by name', async () => {
    const { id } = await ask<{ id: string }>('organization', 'create', 'Globex')
    const unclear = await run('key', 'create', '--scope', 'scim')
    expect(unclear).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringMatching(/--organization:\n.*Acme\n.*Globex/),
    })
    for (const named of [id, 'Globex']) {
      expect(await ask('key', 'create', '--scope', 'scim', '--organization', named)).toMatchObject({
        organizationId: id,
      })
    }
    expect(await ask<unknown[]>('key', 'list', '--organization', 'Globex')).toHaveLength(2)
    expect(await run('key', 'list', '--organization', 'Initech')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no organization "Initech"'),
    })
    expect((await run('organization', 'list')).stdout).toMatch(/^id +name +created\n.* Acme +.*\n.* Globex +/)
  })

  it.each([
    ['no scope', ['key', 'create', '--organization', 'Acme'], 64, '--scope'],
    [
      'a scope that is none',
      ['key', 'create', '--organization', 'Acme', '--scope', 'admin'],
      64,
      'Scopes are scim, organization',
    ],
    [
      'a date that is over',
      ['key', 'create', '--organization', 'Acme', '--scope', 'scim', '--expires', '2020-01-01'],
      1,
      'a date to come',
    ],
    [
      'a connection that is none',
      ['key', 'create', '--organization', 'Acme', '--scope', 'scim', '--connection', 'x'],
      1,
      'no SSO connection',
    ],
    ['no name', ['organization', 'create'], 64, 'name'],
    ['to undo without being asked', ['migrate', 'down'], 64, '--yes'],
  ])('refuses %s', async (_, words, code, sentence) => {
    expect(await run(...words)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) })
  })

  it('verifies every organization, and tells what differs with exit code 1', async () => {
    const reports = await ask<unknown[]>('verify')
    expect(reports).toHaveLength(2)
    expect((await run('verify', '--organization', 'Globex')).stdout).toMatch(/^equal .*: 0 members, 0 derived roles\n$/)
    await provisionAndTamper(database)
    const { code, stdout } = await run('verify', '--organization', 'Globex')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^1 difference .*: 1 members, 0 derived roles\n {2}different .*: emailValidated is true\n$/)
    expect(JSON.parse((await run('verify', '--json')).stdout)).toMatchObject([
      { differences: [] },
      { differences: [{ kind: 'different' }] },
    ])
  })

  it('changes the provider of a key and what is forgiven to it, one by one', async () => {
    const of = ['--organization', (await ask<{ id: string }>('organization', 'create', 'Dialects')).id] as const
    const { id } = await ask<{ id: string }>('key', 'create', '--scope', 'scim', ...of)
    const changes = ['--provider', 'okta', '--tolerance-off', 'op-case', '--tolerance-off', 'dotted-key'] as const
    expect((await run('key', 'change', id, ...of, ...changes)).stdout).toContain(
      'for okta, without op-case, dotted-key',
    )
    const back = ['--provider', 'recognised', '--tolerance-on', 'op-case', '--strict', '--name', 'next'] as const
    expect(await ask('key', 'change', id, ...of, ...back)).toMatchObject({
      displayName: 'next',
      provider: null,
      strict: true,
      tolerancesOff: ['dotted-key'],
    })
    expect((await run('key', 'change', id, ...of, '--provider', 'entar')).stderr).toContain('"entar" is no provider')
  })

  it('undoes its migrations, and does them again', async () => {
    expect(await ask('migrate', 'down', '--all', '--yes')).toEqual({ undone: migrations.toReversed() })
    expect(await run('organization', 'list')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('rolecall migrate up'),
    })
    expect(await ask('migrate', 'up')).toEqual({ applied: migrations })
    expect((await run('organization', 'list')).stdout).toContain('There is no organization yet')
  })

  /** One member, whose derived state is then changed behind the server's back. */
  async function provisionAndTamper({ url }: TestDatabase): Promise<void> {
    const { key } = await ask<{ key: string }>('key', 'create', '--organization', 'Globex', '--scope', 'scim')
    await withFolder(async (folder) => {
      const { end, line, signal } = await startServe(['--database', url], { folder })
      const response = await fetch(`${line.tenantUrl}/Users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName: 'ann@globex.example',
          active: true,
        }),
      })
      expect(response.status).toBe(201)
      signal('SIGTERM')
      await end
    })
    const store = await openStore({ url })
    const globex = (await store.organizations.list()).find(({ name }) => name === 'Globex')!
    await store.write(
      globex.id,
      { cause: { kind: 'cli', requestId: null, keyId: null }, now: new Date().toISOString() },
      async (tx) => {
        const [user] = await tx.users.list({ after: null, limit: 1 })
        if (user === undefined) throw new Error('nobody was provisioned')
        await tx.users.update({ ...user, emailValidated: true }, user)
      },
    )
    await store.close()
  }

  it('keeps who ran a command, and says whether that record is whole', async () => {
    const { id } = await ask<{ id: string }>('organization', 'create', 'Audited')
    const of = ['--organization', id]
    await ask('key', 'create', '--scope', 'scim', ...of)
    const events = await ask<{ type: string; actor: string; hash: string }[]>('audit', 'list', ...of)
    expect(events.map(({ actor, type }) => [type, actor])).toEqual(
      ['OrganizationCreated', 'ApiKeyCreated'].map((type) => [type, `operator:${userInfo().username}`]),
    )
    expect((await run('audit', 'list', '--kind', 'key', ...of)).stdout).toMatch(
      /ApiKeyCreated +operator:\S+ .*api-keys/,
    )
    const whole = await run('audit', 'verify', ...of, '--expect', events[0]?.hash ?? '')
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining(`whole ${id}: 4 events in the chain`)])
    expect((await run('audit', 'verify', ...of, '--expect', 'f'.repeat(64))).code).toBe(1)
    const exported = (await run('audit', 'export', ...of)).stdout.trimEnd().split('\n')
    expect(exported.map((line) => JSON.parse(line).type)).toEqual([
      'OrganizationCreated',
      'ApiKeyCreated',
      'AuditRead',
      'AuditRead',
      'AuditVerified',
      'AuditVerified',
      'AuditExported',
    ])
    expect((await run('audit', 'anchor', '--reason', 'none', ...of)).stderr).toContain('The chain is whole')

    const backend = await openBackend({ url: database.url, poolSize: 1 })
    await backend.run(({ write }) =>
      write(`UPDATE events SET actor = 'operator:nobody' WHERE organization_id = ? AND revision = 2`, [id]),
    )
    await backend.close()
    const broken = await run('audit', 'verify', ...of)
    expect(broken.code).toBe(1)
    expect(broken.stdout).toContain('The first that does not fit is 2-0, after 1-0; 1 place in all.')
    expect(broken.stdout).toContain('rolecall audit anchor --reason TEXT')
    expect((await run('doctor')).stdout).toContain('somebody has changed what is recorded: the event 2-0 does not fit')
    const anchored = await run('audit', 'anchor', '--reason', 'a test did it', ...of)
    expect([anchored.code, anchored.stdout]).toEqual([0, expect.stringContaining('a test did it')])
    expect((await run('audit', 'verify', ...of)).code).toBe(0)
    expect((await run('audit', 'list', '--from', 'yesterday', ...of)).code).toBe(64)
  })
})
