import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { createTestPostgres } from '@rolecall/testkit/test-databases'
import { runOwnProcess, startServe, type ServeLine } from 'rolecall/command/command-under-test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { checkClient, measureClient } from '../src/check-client.ts'
import { checkContents } from '../src/check-contents.ts'
import { packClient } from '../src/pack-client.ts'
import { pack } from '../src/pack.ts'
import { workspaceRoot } from '../src/workspace.ts'
import { authorsPlugin } from './authors-plugin.ts'
import { installPackage, type InstalledPackage } from './installed-package.ts'

const run = promisify(execFile)

let output: string
let tarball: string
let installed: InstalledPackage

beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'rolecall-tarball-'))
  tarball = await pack(output, '1.2.3')
  installed = await installPackage(tarball)
}, 300_000)

afterAll(async () => {
  await installed?.remove()
  await rm(output, { recursive: true, force: true })
})

function command(words: readonly string[]) {
  return runOwnProcess(words, installed)
}

function send(line: ServeLine, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${line.secretToken}`, 'content-type': 'application/scim+json' }
  return fetch(
    line.tenantUrl + path,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  )
}

// One after another in one folder, as somebody who has just installed it goes on.
describe('the tarball, installed in an empty folder', { timeout: 120_000 }, () => {
  it('has what it must have and nothing else, by publint and arethetypeswrong too', async () => {
    expect(await checkContents(tarball)).toEqual([])
  })

  it('names in its bill of materials whatever npm has installed with it', async () => {
    const folder = join(installed.folder, 'node_modules/rolecall')
    const bom = JSON.parse(await readFile(join(folder, 'sbom.cdx.json'), 'utf8')) as {
      readonly components: readonly { readonly group?: string; readonly name: string }[]
    }
    const named = bom.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`))
    const lock = JSON.parse(await readFile(join(installed.folder, 'node_modules/.package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, unknown>>
    }
    const present = Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1))
    expect(present.length).toBeGreaterThan(50)
    expect(present.filter((name) => name !== 'rolecall' && !named.includes(String(name)))).toEqual([])
  })

  it('tells its version and its commands', async () => {
    expect(await command(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' })
    expect(await command(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('serve') })
  })

  it('says what to do where the SQLite driver was not built or the SDK of OpenTelemetry is missing, and serves PostgreSQL without it', async () => {
    expect(await command(['serve', '--port', '0'])).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('npm install sqlite3'),
    })
    const { drop, url } = await createTestPostgres()
    try {
      const environment = { ROLECALL_TELEMETRY: 'traces' }
      expect(await runOwnProcess(['serve', '--database', url], { ...installed, environment })).toMatchObject({
        code: 78,
        stderr: expect.stringContaining('npm install @opentelemetry/sdk-node@'),
      })
      const { end, line, signal } = await startServe(['--database', url], installed)
      expect((await send(line, '/Users')).status).toBe(200)
      signal('SIGTERM')
      expect((await end).code).toBe(0)
    } finally {
      await drop()
    }
  })

  it('shows the demo', async () => {
    await installed.completeSqlite()
    const { code, stdout } = await command(['demo', '--users', '12', '--groups', '4', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ initial: { failures: 0 }, incremental: { failures: 0 } })
  })

  it('starts with what init has written, and runs the plugins of the project by path and by name', async () => {
    expect((await command(['init'])).code).toBe(0)
    await writePlugins(installed.folder)
    const file = join(installed.folder, 'rolecall.config.yaml')
    const text = await readFile(file, 'utf8')
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/node_modules\/rolecall\/schema\/config\.schema\.json\n/)
    await writeFile(file, text.replace('  - bundled\n', `  - bundled\n${pluginLines}`))

    const { end, line, output: written, signal } = await startServe([], installed)
    for (const path of ['/', '/docs', '/docs/quick-start', '/docs/http', '/docs/style.css'])
      expect([path, (await fetch(line.url + path)).status]).toEqual([path, 200])
    const refused = await send(line, '/Users', { schemas: [userSchema], userName: 'ann@example.org' })
    expect({ status: refused.status, body: await refused.json() }).toEqual({
      status: 400,
      body: expect.objectContaining({ detail: expect.stringContaining('an address of example.com was expected') }),
    })
    // The plan runs in a thread, whose module is an entry of the bundle.
    const environment = { ROLECALL_URL: line.url, ROLECALL_KEY: line.ownerKey ?? '' }
    const planned = await runOwnProcess(['mapping', 'plan', 'mapping.yaml', '--json'], { ...installed, environment })
    expect({ code: planned.code, stderr: planned.stderr }).toEqual({ code: 2, stderr: '' })
    const created = await send(line, '/Users', { schemas: [userSchema], userName: 'ann@example.com' })
    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({ displayName: 'ANN@EXAMPLE.COM' })
    signal('SIGTERM')
    expect((await end).code).toBe(0)
    expect(written.stderr).toContain('shouting is set up')
  })

  it('gives an author of plugins the types and the server of their tests', async () => {
    await writeFile(join(installed.folder, 'package.json'), JSON.stringify({ type: 'module', private: true }))
    await writeFile(join(installed.folder, 'typed.ts'), typedPlugin)
    // What the compiler has to say is on stdout.
    const compiler = join(workspaceRoot, 'node_modules/.bin/tsc')
    const options = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      // As a project on Node has them.
      '--types',
      'node',
      '--typeRoots',
      join(workspaceRoot, 'node_modules/@types'),
    ]
    const compiled = await run(compiler, [...options, 'typed.ts'], { cwd: installed.folder }).catch(
      ({ stdout }: { readonly stdout: string }) => ({ stdout }),
    )
    expect(compiled.stdout).toBe('')

    for (const [name, text] of Object.entries(authorsPlugin)) await writeFile(join(installed.folder, name), text)
    const first = await command(['init', '--plugin', 'first'])
    expect(first).toMatchObject({ code: 0, stdout: expect.not.stringContaining('npm install') })
    expect(await runTests(installed.folder, 'first.test.mjs')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('pass 3'),
    })
    expect(await command(['plugin', 'check', 'first.mjs'])).toMatchObject({ code: 0, stderr: '' })
    const tested = await runTests(installed.folder, 'plugin.test.js', './plugin.js')
    expect(tested).toMatchObject({ code: 0, stdout: expect.stringContaining('pass 2') })
    const broken = await runTests(installed.folder, 'plugin.test.js', './broken.js')
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('fail 1') })
    expect(broken.stdout).toMatch(/plugin domains, failed for users\/.*: .*no such thing as a domain/)

    await writeFile(join(installed.folder, 'own-server.js'), ownServer)
    const { stdout } = await run(process.execPath, ['own-server.js'], { cwd: installed.folder })
    expect(JSON.parse(stdout)).toEqual({
      status: 400,
      keys: ['organization', 'secretToken', 'ownerKey'],
      script: 200,
    })
  })
})

describe('the tarball of the client', { timeout: 120_000 }, () => {
  it('has what it must have and nothing else, is no larger than 10 kB with what it needs, and runs without any driver', async () => {
    const client = await packClient(output, '1.2.3')
    expect(await checkClient(client)).toEqual([])
    expect(await measureClient()).toBeGreaterThan(4_000)
    await run('tar', ['-xzf', client, '-C', output])
    const installedAt = join(workspaceRoot, 'packages/client/node_modules')
    await symlink(installedAt, join(output, 'package/node_modules'))
    const script = `
      const names = ['index', 'pg', 'knex', 'sqlite3'].map((name) => './package/dist/' + name + '.js')
      const modules = await Promise.all(names.map((name) => import(name)))
      console.log(JSON.stringify(modules.map((module) => Object.keys(module).filter((name) => name.startsWith('create')))))`
    await writeFile(join(output, 'client.mjs'), script)
    const { stdout } = await run(process.execPath, ['client.mjs'], { cwd: output })
    expect(JSON.parse(stdout)).toEqual([
      ['createClient'],
      ['createPgSink', 'createTables'],
      ['createKnexSink', 'createTables'],
      ['createSqlite3Sink', 'createTables'],
    ])
  })
})

/** Node's own test runner; `plugin` is what the file asks for. */
async function runTests(folder: string, file: string, plugin = '') {
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...environment } = process.env
  const options = { cwd: folder, env: { ...environment, PLUGIN: plugin } }
  return run(process.execPath, ['--test', file], options).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, stdout }),
  )
}

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

const pluginLines = `  - use: ./work-mail-only.js
    config: { domain: example.com }
  - shouting
`

/** Any Standard Schema will do; this one is by hand. */
const anything = `{ '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } }`

/** One by path, which imports the package that hosts it, and one by the name of a package that knows nothing of it. */
async function writePlugins(folder: string): Promise<void> {
  await writeFile(join(folder, 'work-mail-only.js'), workMailOnly)
  const own = join(folder, 'node_modules/shouting')
  await mkdir(own, { recursive: true })
  await writeFile(
    join(own, 'package.json'),
    JSON.stringify({ name: 'shouting', type: 'module', exports: './index.js' }),
  )
  await writeFile(
    join(own, 'index.js'),
    `export const shouting = { name: 'shouting', apiVersion: 1, config: ${anything}, setup: (_, { log }) => {
      log.info('shouting is set up')
      return { hooks: { 'resource.derive': {
        on: { resourceType: 'User' },
        handler: (resource) => ({ ...resource, displayName: resource.userName.toUpperCase() }),
      } } }
    } }\n`,
  )
}

const workMailOnly = `import { definePlugin } from 'rolecall/plugin'

export default definePlugin({
  name: 'work-mail-only',
  apiVersion: 1,
  config: ${anything},
  setup: ({ domain }) => ({
    hooks: {
      'resource.validate': ({ after }) =>
        after.userName?.endsWith('@' + domain)
          ? []
          : [{ path: 'userName', message: 'an address of ' + domain + ' was expected' }],
    },
  }),
})
`

const typedPlugin = `import { createRolecall, NotFound, startRolecall } from 'rolecall'
import { testOrganization, type TestOrganization } from 'rolecall/testing'
import { definePlugin, type Contributions, type StandardSchema } from 'rolecall/plugin'

interface Config { readonly domain: string }
declare const config: StandardSchema<Config>

export const typed = definePlugin({
  name: 'typed',
  apiVersion: 1,
  config,
  setup({ domain }, { log }): Contributions {
    log.info(domain.toUpperCase())
    return {
      hooks: {
        'resource.validate': ({ after }) => (after['userName'] === undefined ? [{ path: 'userName', message: 'is missing' }] : []),
        // @ts-expect-error a hook answers, and a number is no answer
        'change.decide': () => 1,
      },
    }
  },
})

const server = await startRolecall({ database: 'sqlite:x.db', plugins: [typed], configs: { typed: { domain: 'x' } } })
const url: string = server.tenantUrl
// @ts-expect-error it has no such thing
server.nothing(url)

const within = await createRolecall({ database: 'sqlite:y.db', path: '/in', plugins: [typed], configs: { typed: { domain: 'x' } } })
const answer: Response = await within.fetch(new Request(url))
const names: readonly string[] = (await within.organization('x').members.list()).map(({ emailAddress }) => emailAddress)
// @ts-expect-error it has no such thing
within.nothing(answer, names, NotFound)

const organization: TestOrganization = await testOrganization({ plugins: [typed], configs: { typed: { domain: 'x' } } })
const roles: readonly string[] = await organization.grantsOf('ann@example.com')
const lines: readonly string[] = (await organization.plan(null)).adds.map(({ role }) => role)
// @ts-expect-error it has no such thing
organization.nothing(roles, lines)
`

const ownServer = `import { createRolecall, startRolecall } from 'rolecall'
import plugin from './work-mail-only.js'

const server = await startRolecall({
  database: 'sqlite:own.db',
  plugins: [plugin],
  configs: { 'work-mail-only': { domain: 'example.com' } },
})
const answer = await fetch(server.tenantUrl + '/Users', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + server.keys.secretToken, 'content-type': 'application/scim+json' },
  body: JSON.stringify({ schemas: ['${userSchema}'], userName: 'ann@example.org' }),
})
await server.close()
const within = await createRolecall({ database: 'sqlite:within.db', path: '/in' })
const page = await (await within.fetch(new Request('https://product.example/in/people', { headers: { accept: 'text/html' } }))).text()
const [asset] = /\\/in\\/assets\\/index-[^"]+\\.js/.exec(page)
const script = await within.fetch(new Request('https://product.example' + asset))
await within.close()
console.log(JSON.stringify({ status: answer.status, keys: Object.keys(server.keys), script: script.status }))
`
