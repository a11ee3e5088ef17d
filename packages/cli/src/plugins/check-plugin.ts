import { existsSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import type { Configuration } from '../configuration/configuration.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import type { ContributedWords } from './contributed-words.ts'
import { examinePlugin, type PluginCheck } from './examine-plugin.ts'
import type { PluginFlags } from './list-plugins.ts'
import { printIssues } from './print-issues.ts'
import { refuseLeftovers } from './refuse-leftovers.ts'

/**
 * Checks the plugin of a file, or of a package, beside the others of the configuration, as a start would: with its part of the
 * configuration where that names it. What is wrong makes the exit code 1.
 */
export async function checkPlugin(name: string, flags: PluginFlags): Promise<void> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  const check = await examinePlugin(name, process.cwd(), configuration)
  refuseLeftovers()
  if (!check.ok) process.exitCode = exitCode.failure
  if (flags.json) return printJson(check)
  if (check.contributes !== null) await print(describe(check.name ?? name, check.contributes))
  if (check.ok) await print(toAdvice(check, name, configuration))
  await printIssues(check.issues, check.contributes === null ? '' : '\n')
}

function describe(name: string, words: ContributedWords): string {
  const parts = Object.entries(words).filter(([, names]: [string, readonly string[]]) => names.length > 0)
  const lines = parts.map(([kind, names]: [string, readonly string[]]) => `  ${kind.padEnd(10)} ${names.join(', ')}`)
  return [`${name} contributes${lines.length === 0 ? ' nothing' : ':'}`, ...lines].join('\n')
}

/** What to do with a plugin that is right. */
function toAdvice({ place }: PluginCheck, name: string, { file }: Configuration): string {
  if (place !== null) return `Nothing is wrong with it. It runs by ${place}.`
  const path = resolve(name)
  const use = existsSync(path) ? toImport(relative(file === null ? process.cwd() : dirname(file), path)) : name
  return `Nothing is wrong with it. It does not run yet; in ${file ?? 'rolecall.config.yaml'}:\n  plugins: [bundled, { use: ${use} }]`
}

/** As a configuration file names a module. */
function toImport(path: string): string {
  const slashes = path.replaceAll(sep, '/')
  return slashes.startsWith('.') || isAbsolute(path) ? slashes : `./${slashes}`
}
