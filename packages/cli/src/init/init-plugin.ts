import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { bundledNames, bundledWord } from '../bundled-names.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { toPluginTestText, toPluginText } from './plugin-files.ts'

const pluginName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const taken: readonly string[] = [...bundledNames, bundledWord]

/** Writes a first plugin and its test. Throws CommandError for a name that is none, and where a file is there. */
export async function initPlugin(folder: string, name: string, json: boolean): Promise<void> {
  if (!pluginName.test(name))
    throw new CommandError(`--plugin: '${name}' is no name for a plugin: lower case with hyphens`, exitCode.usage)
  if (taken.includes(name))
    throw new CommandError(`--plugin: '${name}' is the name of what is bundled; choose another one`, exitCode.usage)
  const files = [
    { path: join(folder, `${name}.mjs`), text: toPluginText(name) },
    { path: join(folder, `${name}.test.mjs`), text: toPluginTestText(name) },
  ]
  const standing = files.filter(({ path }) => existsSync(path)).map(({ path }) => path)
  if (standing.length > 0) {
    throw new CommandError(`${standing.join(' and ')} would be written over; choose another name`, exitCode.failure)
  }
  await mkdir(folder, { recursive: true })
  for (const { path, text } of files) await writeFile(path, text, { flag: 'wx' })
  const written = files.map(({ path }) => path)
  if (json) return printJson({ written })
  const into = folder === '.' ? '' : `cd ${folder} && `
  await print(`Wrote ${written.join(' and ')}
${(await findsTesting(folder)) ? '' : `Install:   ${into}npm install --save-dev rolecall\n`}Test it:   ${into}node --test ${name}.test.mjs
Check it:  ${into}rolecall plugin check ${name}.mjs
Enable it, in rolecall.config.yaml:
  plugins: [bundled, { use: ./${name}.mjs, config: { domains: [example.com] } }]`)
}

/** Whether the test would find what it imports. */
async function findsTesting(folder: string): Promise<boolean> {
  const { resolve: resolveImport } = await import('import-meta-resolve')
  try {
    resolveImport('rolecall/testing', pathToFileURL(join(resolve(folder), 'x.mjs')).href)
    return true
  } catch {
    return false
  }
}
