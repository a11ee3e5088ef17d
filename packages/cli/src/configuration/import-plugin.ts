import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import type { Plugin } from '@rolecall/core/plugin/plugin'
import { findNearest } from '@rolecall/rules/text/find-nearest'

import { bundledNames } from '../bundled-names.ts'

/** A plugin, and the URL of its module. */
export interface ImportedPlugin {
  readonly plugin: Plugin
  readonly module: string
}

/** Imports the plugin that a module exports, named as an import in `file` would name it. Throws a sentence that says what is wrong. */
export async function importPlugin(use: string, file: string): Promise<ImportedPlugin> {
  return importAs(use, use, file)
}

/** The same of what a person calls it at the command line: a file from this folder, or else a package. */
export async function importPluginOf(name: string, folder: string): Promise<ImportedPlugin> {
  const path = resolvePath(folder, name)
  const isFile = existsSync(path) || /^\.{0,2}\//.test(name)
  const meant = isFile ? undefined : ['.js', '.mjs'].find((end) => existsSync(path + end))
  if (meant !== undefined) throw new Error(`there is no file '${name}'; did you mean '${name}${meant}'?`)
  return importAs(name, isFile ? pathToFileURL(path).href : name, join(folder, 'x.js'))
}

async function importAs(use: string, specifier: string, file: string): Promise<ImportedPlugin> {
  const { resolve } = await import('import-meta-resolve')
  let module: string | undefined
  let exported: Readonly<Record<string, unknown>>
  try {
    module = resolve(specifier, pathToFileURL(file).href)
    exported = (await import(module)) as Readonly<Record<string, unknown>>
  } catch (error) {
    const nearest = findNearest(use, bundledNames)
    const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`
    throw new Error(`'${use}' can not be imported: ${await reasonOf(error, module)}${hint}`, { cause: error })
  }
  return { plugin: choosePlugin(use, exported), module }
}

/** Node's own words, without the file of ours that imports. */
async function reasonOf(error: unknown, module: string | undefined): Promise<string> {
  if (!(error instanceof Error)) return String(error)
  const message = error.message.replace(/ imported from .*/s, '')
  if (!(error instanceof SyntaxError) || module?.startsWith('file:') !== true) return message
  const place = await findSyntaxError(fileURLToPath(module))
  return place === undefined ? message : `${message} (${place})`
}

/** Where a file does not parse, `my-plugin.js:3`: Node tells it to whom it ends for, and not with the error. */
async function findSyntaxError(path: string): Promise<string | undefined> {
  const output = await promisify(execFile)(process.execPath, ['--check', path]).then(
    () => '',
    ({ stderr = '' }: { readonly stderr?: string }) => stderr,
  )
  const line = /:(\d+)$/m.exec(output)?.[1]
  return line === undefined ? undefined : `${basename(path)}:${line}`
}

/** The default export, or the only one that is a plugin. */
function choosePlugin(use: string, exported: Readonly<Record<string, unknown>>): Plugin {
  if (isPlugin(exported['default'])) return exported['default']
  const plugins = Object.values(exported).filter(isPlugin)
  const [plugin] = plugins
  if (plugin === undefined) throw new Error(`'${use}' exports no plugin: ${describeLack(exported)}`)
  if (plugins.length > 1) {
    throw new Error(`'${use}' exports ${plugins.length} plugins; make the one that is meant the default export`)
  }
  return plugin
}

const members = ['name', 'apiVersion', 'config', 'setup'] as const

function isPlugin(value: unknown): value is Plugin {
  return lackOf(value)?.length === 0
}

function lackOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return members.filter((member) => !(member in value))
}

/** What the export that comes nearest is without. */
function describeLack(exported: Readonly<Record<string, unknown>>): string {
  const lacks = Object.entries(exported).flatMap(([name, value]) => {
    const lack = lackOf(value)
    return lack === undefined || lack.length === members.length ? [] : [{ name, lack }]
  })
  const [nearest] = lacks.toSorted((a, b) => a.lack.length - b.lack.length)
  if (nearest === undefined) return 'one object with name, apiVersion, config and setup was expected'
  const { lack, name } = nearest
  const hint = lack.includes('config') ? '; for a plugin without a configuration it is noConfig of rolecall/plugin' : ''
  const called = name === 'default' ? 'the default export' : `'${name}'`
  return `${called} has no ${lack.map((member) => `'${member}'`).join(', ')}${hint}`
}
