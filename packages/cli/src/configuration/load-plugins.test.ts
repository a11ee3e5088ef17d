import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bundledNames } from '../bundled-names.ts'
import type { PluginReference } from './configuration.ts'
import { loadPlugins } from './load-plugins.ts'

let folder: string
let file: string

const plugin = (name: string): string =>
  `{ name: '${name}', apiVersion: 1, config: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } }, setup: () => ({}) }`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-plugins-'))
  file = join(folder, 'rolecall.config.yaml')
  const installed = join(folder, 'node_modules', 'rolecall-plugin-installed')
  await mkdir(installed, { recursive: true })
  await writeFile(
    join(installed, 'package.json'),
    '{ "name": "rolecall-plugin-installed", "type": "module", "exports": { "import": "./main.js" } }',
  )
  await writeFile(join(installed, 'main.js'), `export const installed = ${plugin('installed')}`)
  await writeFile(join(folder, 'mine.mjs'), `export default ${plugin('mine')}`)
  await writeFile(join(folder, 'nothing.mjs'), 'export const nothing = 1')
  await writeFile(join(folder, 'broken.mjs'), 'throw new Error("out of order")')
})
afterAll(() => rm(folder, { recursive: true }))

function references(...uses: readonly string[]): PluginReference[] {
  return uses.map((use, index) => ({ use, config: undefined, origin: `file:${index + 1}:5` }))
}

describe('loadPlugins', () => {
  it('takes the bundled ones where the configuration names none', async () => {
    const names = (await loadPlugins({ file: null, plugins: null })).map((entry) => entry.plugin.name)
    expect(names).toEqual(bundledNames)
  })

  it('finds bundled ones by name, files and packages from the folder of the configuration, in its order', async () => {
    const plugins = references('./mine.mjs', 'entra', 'rolecall-plugin-installed')
    const entries = await loadPlugins({
      file,
      plugins: [{ use: './mine.mjs', origin: plugins[0]?.origin ?? '', config: { a: 1 } }, ...plugins.slice(1)],
    })
    expect(entries.map(({ config, origin, plugin: { name } }) => ({ name, config, origin }))).toEqual([
      { name: 'mine', config: { a: 1 }, origin: 'file:1:5' },
      { name: 'entra', config: undefined, origin: 'file:2:5' },
      { name: 'installed', config: undefined, origin: 'file:3:5' },
    ])
  })

  it('takes bundled for all of them, and refuses a plugin that stands there twice by its name', async () => {
    const entries = await loadPlugins({ file, plugins: references('./mine.mjs', 'bundled') })
    expect(entries.map(({ plugin: { name } }) => name)).toEqual(['mine', ...bundledNames])
    await expect(loadPlugins({ file, plugins: references('entra', 'bundled', 'entra') })).rejects.toMatchObject({
      name: 'ConfigurationError',
      issues: [{ path: 'file:3:5 entra', message: 'the plugin is configured already (file:1:5)' }],
    })
  })

  it('tells of everything that can not be loaded, with its place', async () => {
    const loading = loadPlugins({ file, plugins: references('entar', './none.mjs', './nothing.mjs', './broken.mjs') })
    await expect(loading).rejects.toMatchObject({
      name: 'ConfigurationError',
      issues: [
        { path: 'file:1:5', message: expect.stringMatching(/Cannot find package 'entar'; did you mean 'entra'\?/) },
        { path: 'file:2:5', message: expect.stringContaining('none.mjs') },
        { path: 'file:3:5', message: expect.stringContaining('exports no plugin') },
        { path: 'file:4:5', message: expect.stringContaining('out of order') },
      ],
    })
  })

  it('refuses a wrong configuration of a plugin before anything starts', async () => {
    const loading = loadPlugins({
      file,
      plugins: [{ use: 'entra', config: { atributeMappings: [] }, origin: 'file:1:5' }],
    })
    await expect(loading).rejects.toMatchObject({
      name: 'ConfigurationError',
      issues: [{ path: expect.stringMatching(/^file:1:5 entra/) }],
    })
  })
})
