import { bundledNames } from '../bundled-names.ts'
import { findPlugins, type LoadedPlugin } from '../configuration/load-plugins.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { findPackage } from '../doctor/find-package.ts'
import { exitCode } from '../output/exit-code.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { toLine, type ContributedWords } from './contributed-words.ts'
import { examinePlugins } from './examine-plugins.ts'
import { printIssues } from './print-issues.ts'
import { refuseLeftovers } from './refuse-leftovers.ts'

/** As commander has parsed them. */
export interface PluginFlags {
  readonly config?: string
  readonly json?: true
}

/** A plugin as the list shows it. */
interface ListedPlugin {
  readonly name: string
  /** `bundled`, the package and its version, or how the configuration calls it. */
  readonly from: string
  /** `rolecall.config.yaml:3:5`; `default` where the configuration has no list. */
  readonly place: string
  /** `null` where it could not be set up, or where what it contributes is wrong. */
  readonly contributes: ContributedWords | null
}

/** Says what runs, in its order, what each contributes, and what is wrong; the exit code is 1 then. */
export async function listPlugins(flags: PluginFlags): Promise<void> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  const found = await findPlugins(configuration)
  const { issues: examined, words } = await examinePlugins(found.entries, configuration.resourceTypes)
  const issues = [...found.issues, ...examined]
  refuseLeftovers()
  if (issues.length > 0) process.exitCode = exitCode.failure
  const plugins = found.entries.map((entry) => toListed(entry, words))
  const names = plugins.map(({ name }) => name)
  const notRunning = bundledNames.filter((name) => !names.includes(name))
  if (flags.json) return printJson({ ok: issues.length === 0, plugins, notRunning, issues })
  await printTable(
    ['PLUGIN', 'FROM', 'CONTRIBUTES'],
    plugins.map(({ contributes, from, name }) => [name, from, contributes === null ? '?' : toLine(contributes) || '-']),
  )
  if (notRunning.length > 0) await print(`\nBundled, and not in the list: ${notRunning.join(', ')}`)
  await printIssues(issues, '\n')
}

function toListed(
  { module, origin, plugin, use }: LoadedPlugin,
  words: ReadonlyMap<string, ContributedWords>,
): ListedPlugin {
  const isPath = /^\.{0,2}\//.test(use)
  const from = module === null ? 'bundled' : isPath ? use : (findPackage(module) ?? use)
  return { name: plugin.name, from, place: origin, contributes: words.get(plugin.name) ?? null }
}
