import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import { bundledNames } from '../bundled-names.ts'
import type { CommandEnd } from './command-end.ts'
import { runCommand, runOwnProcess, withFolder } from './command-under-test.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../..', import.meta.url))

const anything = `{ '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } }`

/** A plugin as a module; `contributions` is the text of what its set-up answers. */
function toModule(contributions: string, name = 'mine'): string {
  return `export default { name: '${name}', apiVersion: 1, config: ${anything}, setup: () => (${contributions}) }\n`
}

/** A folder with these files. */
function withFiles(files: Readonly<Record<string, string>>, work: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    await work(folder)
  })
}

async function runJson(words: readonly string[], folder: string) {
  const { code, stderr, stdout } = await runOwnProcess([...words, '--json'], { folder })
  return { code, stderr, ...(JSON.parse(stdout) as Readonly<Record<string, unknown>>) }
}

const fact = `{ name: 'shoeSize', summary: 'x', of: 'user', type: 'integer', valuesOf: () => [] }`
const everything = `{
  facts: [${fact}],
  operators: [{ name: 'isOdd', operand: 'none', evaluate: () => true }],
  effects: [{ type: 'badge', effect: 'badge', summary: 'x', required: [], read: () => undefined }],
  mappings: [{ section: 'badges', summary: 'x', facts: ['user'], effects: ['badge'], compile: () => [] }],
  hooks: { 'resource.validate': () => [] },
  provider: { title: 'Acme', tolerances: {}, recognises: () => false },
  panels: [{ name: 'all', title: 'x', summary: 'x', place: 'page', read: () => ({ parts: [] }) }],
  routes: [{ method: 'GET', path: '/all', summary: 'x', scope: 'organization', handle: () => ({ status: 200 }) }],
}`
const contributes = {
  sections: ['badges'],
  facts: ['shoeSize'],
  operators: ['isOdd'],
  effects: ['badge'],
  hooks: ['resource.validate'],
  dialects: ['Acme'],
  panels: ['all'],
  routes: ['GET /plugins/mine/all'],
}

describe('rolecall plugin list', { timeout: 120_000 }, () => {
  it('says what runs and what each contributes', () =>
    withFiles({ 'mine.mjs': toModule(everything) }, async (folder) => {
      const bundled = await runOwnProcess(['plugin', 'list'], { folder })
      expect(bundled).toMatchObject({ code: 0, stderr: '' })
      for (const name of bundledNames) expect(bundled.stdout).toMatch(new RegExp(`^${name} +bundled  `, 'm'))
      expect(bundled.stdout).toMatch(/^group-roles .*sections: scimGroupMappings, /m)
      await writeFile(
        join(folder, 'rolecall.config.yaml'),
        'plugins:\n  - { use: bundled, without: [ping] }\n  - use: ./mine.mjs\n',
      )
      const list = await runJson(['plugin', 'list'], folder)
      expect(list).toMatchObject({ code: 0, ok: true, notRunning: ['ping'], issues: [] })
      expect((list as { plugins?: unknown[] }).plugins?.at(-1)).toEqual({
        name: 'mine',
        from: './mine.mjs',
        place: 'rolecall.config.yaml:3:5',
        contributes,
      })
      const { stdout } = await runOwnProcess(['plugin', 'list'], { folder })
      expect(stdout).toMatch(
        /^mine +\.\/mine\.mjs +sections: badges; facts: shoeSize; .*routes: GET \/plugins\/mine\/all$/m,
      )
      expect(stdout).toContain('\nBundled, and not in the list: ping\n')
    }))

  it('tells every mistake at its place of the configuration, and what runs beside it', () =>
    withFiles(
      {
        'rolecall.config.yaml': `plugins:\n  - bundled\n  - ./mine.mjs\n  - ./twice.mjs\n  - ./none.mjs\n  - { use: entra, config: { x: 1 } }\n`,
        'mine.mjs': toModule(`{ operatrs: [] }`),
        'twice.mjs': toModule(
          `{ mappings: [{ section: 'roleRules', summary: '', facts: [], effects: [], compile: () => [] }] }`,
          'twice',
        ),
      },
      async (folder) => {
        const { code, stdout } = await runOwnProcess(['plugin', 'list'], { folder })
        expect(code).toBe(1)
        expect(stdout).toMatch(/^okta +bundled +dialects: Okta$/m)
        expect(stdout).toMatch(/^mine +\.\/mine\.mjs +\?$/m)
        expect(stdout).toContain('4 mistakes:\n')
        expect(stdout).toMatch(/^ {2}rolecall\.config\.yaml:3:5 mine: .*'operatrs'; did you mean 'operators'\?$/m)
        expect(stdout).toMatch(/^ {2}rolecall\.config\.yaml:4:5 twice: .*'roleRules'.* by 'group-roles' already$/m)
        expect(stdout).toMatch(/^ {2}rolecall\.config\.yaml:5:5: '\.\/none\.mjs' can not be imported: /m)
        expect(stdout).toMatch(/^ {2}rolecall\.config\.yaml:6:5 entra(\.x)?: /m)
      },
    ))

  it('ends as every command does where the configuration itself is wrong', () =>
    withFiles({ 'rolecall.config.yaml': 'plugins: bundled\n' }, async (folder) => {
      expect(await runOwnProcess(['plugin', 'list'], { folder })).toMatchObject({
        code: 78,
        stderr: expect.stringContaining('rolecall.config.yaml:1:10'),
      })
      expect(await runOwnProcess(['plugin', 'list', 'x'], { folder })).toMatchObject({ code: 64 })
    }))
})

describe('rolecall plugin check', { timeout: 120_000 }, () => {
  const check = (folder: string, ...words: readonly string[]): Promise<CommandEnd> =>
    runOwnProcess(['plugin', 'check', ...words], { folder })

  it('says what a plugin contributes, and how it is enabled', () =>
    withFiles({ 'mine.mjs': toModule(everything) }, async (folder) => {
      expect(await runJson(['plugin', 'check', 'mine.mjs'], folder)).toEqual({
        code: 0,
        stderr: '',
        ok: true,
        name: 'mine',
        place: null,
        contributes,
        issues: [],
      })
      const { code, stdout } = await check(folder, './mine.mjs')
      expect(code).toBe(0)
      expect(stdout).toContain('  facts      shoeSize\n')
      expect(stdout).toContain('plugins: [bundled, { use: ./mine.mjs }]')
      await writeFile(join(folder, 'rolecall.config.yaml'), 'plugins: [bundled, ./mine.mjs]\n')
      expect((await check(folder, 'mine.mjs')).stdout).toContain('It runs by rolecall.config.yaml:1:20')
      expect(await check(folder, 'entra')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^entra contributes:/),
      })
    }))

  it('says where a file does not parse', () =>
    withFiles({ 'mine.mjs': 'const a = 1\nexport default { a: }\n' }, async (folder) => {
      expect(await check(folder, 'mine.mjs')).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/'mine\.mjs' can not be imported: .* \(mine\.mjs:2\)/),
      })
    }))

  it('ends also where a plugin does not, and says so', () =>
    withFiles(
      {
        'mine.mjs': toModule('{}').replace('setup: () =>', 'setup: () => setInterval(() => {}, 1_000) &&'),
      },
      async (folder) => {
        expect(await check(folder, 'mine.mjs')).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('still runs after its close'),
        })
      },
    ))

  it('ends with 1 where something is wrong', () =>
    withFiles({ 'mine.mjs': toModule('{ operatrs: [] }') }, async (folder) => {
      const { code, stderr, stdout } = await check(folder, 'mine.mjs')
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
      expect(stdout).toMatch(/^1 mistake:\n {2}mine\.mjs mine: .*'operatrs'; did you mean 'operators'\?\n$/m)
      expect(await runJson(['plugin', 'check', 'mine.mjs'], folder)).toMatchObject({ code: 1, ok: false, stderr: '' })
    }))

  it('is used with a file', () =>
    withFolder(async (folder) => {
      expect(await check(folder)).toMatchObject({ code: 64 })
    }))
})

describe('rolecall init --plugin', { timeout: 120_000 }, () => {
  const init = (folder: string, ...words: readonly string[]): Promise<CommandEnd> =>
    runCommand(['init', '--plugin', ...words], { folder })

  it('writes a plugin that is right, with a test that passes as it is written', () =>
    withFolder(async (folder) => {
      const written = await init(folder, 'work-mail')
      expect(written).toMatchObject({ code: 0, stderr: '' })
      expect(written.stdout).toContain('npm install --save-dev rolecall')
      expect((await readdir(folder)).toSorted()).toEqual(['work-mail.mjs', 'work-mail.test.mjs'])
      expect(await runJson(['plugin', 'check', 'work-mail.mjs'], folder)).toMatchObject({
        code: 0,
        contributes: { facts: ['workMailOurs'] },
      })
      await mkdir(join(folder, 'node_modules'))
      await symlink(cli, join(folder, 'node_modules/rolecall'))
      const { NODE_OPTIONS: _options, ...environment } = process.env
      const { stdout } = await run(process.execPath, ['--test'], { cwd: folder, env: environment })
      expect(stdout).toMatch(/pass 3$/m)
      // The line that it shows, as it is shown.
      await writeFile(join(folder, 'rolecall.config.yaml'), /plugins: .*/.exec(written.stdout)?.[0] ?? '')
      expect(await runOwnProcess(['plugin', 'list'], { folder })).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^work-mail +\.\/work-mail\.mjs +facts: workMailOurs$/m),
      })
    }))

  it('never writes over a file, whatever is said', () =>
    withFiles({ 'work-mail.test.mjs': 'mine' }, async (folder) => {
      expect(await init(folder, 'work-mail')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('work-mail.test.mjs would be written over'),
      })
      expect(await readdir(folder)).toEqual(['work-mail.test.mjs'])
      expect(await readFile(join(folder, 'work-mail.test.mjs'), 'utf8')).toBe('mine')
      expect(await init(folder, 'work-mail', '--force')).toMatchObject({ code: 64 })
    }))

  it.each(['Work', 'work_mail', '../x', 'entra', 'bundled', ''])('refuses the name %j', (name) =>
    withFolder(async (folder) => {
      expect(await init(folder, name)).toMatchObject({ code: 64, stderr: expect.stringContaining('--plugin') })
      expect(await readdir(folder)).toEqual([])
    }),
  )

  it('writes into a folder that it makes', () =>
    withFolder(async (folder) => {
      expect(JSON.parse((await init(folder, 'own', 'plugins', '--json')).stdout)).toEqual({
        written: ['plugins/own.mjs', 'plugins/own.test.mjs'],
      })
      expect((await readdir(join(folder, 'plugins'))).toSorted()).toEqual(['own.mjs', 'own.test.mjs'])
    }))
})
