import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { describe, expect, it } from 'vitest'

import { parseConfigurationFile } from '../configuration/parse-configuration-file.ts'
import { examinePlugin, type PluginCheck } from './examine-plugin.ts'

const anything = `{ '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } }`
const fact = `{ name: 'shoeSize', summary: 'x', of: 'user', type: 'integer', valuesOf: () => [] }`

/** A plugin as a module; `contributions` is the text of what its set-up answers. */
function toModule(contributions: string, name = 'mine'): string {
  return `export default { name: '${name}', apiVersion: 1, config: ${anything}, setup: () => (${contributions}) }\n`
}

/** Examines a file, or a package, of a folder with these files; `rolecall.config.yaml` is the configuration. */
async function examine(name: string, files: Readonly<Record<string, string>>): Promise<PluginCheck> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-examine-'))
  try {
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
    const text = files['rolecall.config.yaml']
    const plugins = text === undefined ? undefined : parseConfigurationFile(text, 'rolecall.config.yaml').plugins
    const file = text === undefined ? null : join(folder, 'rolecall.config.yaml')
    return await examinePlugin(name, folder, { file, plugins: plugins ?? null, resourceTypes: standardResourceTypes })
  } finally {
    await rm(folder, { recursive: true })
  }
}

const tellOf = ({ issues }: PluginCheck): readonly string[] => issues.map(({ message, path }) => `${path}: ${message}`)

describe('what is wrong with one plugin', () => {
  it.each([
    ['a file that is not there', 'none.mjs', /'.*none\.mjs' can not be imported: Cannot find/],
    [
      'a package that is not there',
      'rolecall-plugin-none',
      /'rolecall-plugin-none' can not be imported: Cannot find package/,
    ],
    ['a module that throws', 'throw new Error("out of order")', /out of order/],
    [
      'a module without a plugin',
      'export const a = 1',
      /exports no plugin: one object with name, apiVersion, config and setup/,
    ],
    [
      'a plugin without a configuration',
      `export default { name: 'mine', apiVersion: 1, setup: () => ({}) }`,
      /the default export has no 'config'; .*noConfig/,
    ],
    [
      'a configuration that is no schema',
      toModule('{}').replace(/config: .*, setup/, 'config: {}, setup'),
      /mine: 'config' of the plugin must be a Standard Schema; noConfig/,
    ],
    [
      'two plugins',
      `const one = { name: 'a', apiVersion: 1, config: ${anything}, setup: () => ({}) }\nexport const a = one, b = { ...one }`,
      /exports 2 plugins; make the one that is meant the default/,
    ],
    [
      'another version',
      toModule('{}').replace('apiVersion: 1', 'apiVersion: 2'),
      /mine: the plugin was made for version 2/,
    ],
    ['a set-up that fails', toModule('nothing.at.all'), /plugin mine, setup: nothing is not defined/],
    [
      'a hook point that there is not',
      toModule(`{ hooks: { 'resource.valdate': () => [] } }`),
      /no hook point 'resource\.valdate'.*did you mean 'resource\.validate'/,
    ],
    [
      'what another plugin contributes too',
      toModule(`{ facts: [${fact.replace('shoeSize', 'user')}] }`),
      /fact 'user' has a name that is taken/,
    ],
    ['a name that is taken', toModule('{}', 'entra'), /entra: the plugin is configured already \(default\)/],
    [
      'a section that can not compile what stands in no file',
      toModule(
        `{ mappings: [{ section: 'badges', summary: '', facts: ['user'], effects: ['badge'], defaultValue: [1], compile: () => { throw new Error('no badges') } }] }`,
      ),
      /no badges/,
    ],
  ])('is told of %s', async (_what, text, message) => {
    const name = /\s/.test(text) ? 'mine.mjs' : text
    const check = await examine(name, /\s/.test(text) ? { 'mine.mjs': text } : {})
    expect(check.ok).toBe(false)
    expect(tellOf(check)).toEqual([expect.stringMatching(message)])
  })

  it('is told at its place of the configuration, and what is wrong with others is not', async () => {
    const mine = toModule('{}').replace(
      '({ value })',
      `(typeof value?.domain === 'string' ? { value } : { issues: [{ message: 'a domain was expected', path: ['domain'] }] })`,
    )
    const check = await examine('mine.mjs', {
      'rolecall.config.yaml':
        'plugins:\n  - bundled\n  - ./other.mjs\n  - use: ./mine.mjs\n    config: { domain: 1 }\n',
      'other.mjs': toModule('{ facts: 1 }', 'other'),
      'mine.mjs': mine,
    })
    expect(tellOf(check)).toEqual(['rolecall.config.yaml:4:5 mine.domain: a domain was expected'])
    expect(check.place).toBe('rolecall.config.yaml:4:5')
  })

  it('is a name without its end, where there is such a file', async () => {
    const check = await examine('mine', { 'mine.mjs': toModule('{}') })
    expect(tellOf(check)).toEqual(["mine: there is no file 'mine'; did you mean 'mine.mjs'?"])
  })

  it('is nothing where nothing is', async () => {
    expect(await examine('./mine.mjs', { 'mine.mjs': toModule(`{ facts: [${fact}] }`) })).toMatchObject({
      ok: true,
      name: 'mine',
      place: null,
      contributes: { facts: ['shoeSize'] },
      issues: [],
    })
  })
})
