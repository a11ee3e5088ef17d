import { join } from 'node:path'

import { enterModule, type InstalledModules } from './installed-modules.ts'
import { listPackages, readManifest, workspaceRoot } from './workspace.ts'

/** Everything of npm that is in the package, or comes with it. */
export interface ShippedModules {
  readonly modules: InstalledModules
  /** `name@version` of what `npm install` fetches first. */
  readonly installed: readonly string[]
  /** The same of what the console is built with, whose code is in the package itself. */
  readonly built: readonly string[]
}

/** Finds what the dependencies of the distribution come to, and what is built into its console. */
export function listShipped(dependencies: readonly string[]): ShippedModules {
  const modules: InstalledModules = new Map()
  const enter = (folder: string, names: readonly string[]): readonly string[] =>
    names.flatMap((name) => enterModule(modules, folder, name) ?? [])
  const installed = dependencies.flatMap((name) => enter(folderOf(name), [name]))
  const consoleFolder = join(workspaceRoot, 'packages/console')
  const own = Object.keys(readManifest(join(consoleFolder, 'package.json')).dependencies ?? {})
  const built = enter(
    consoleFolder,
    own.filter((name) => !name.startsWith('@rolecall/')),
  )
  return { modules, installed, built }
}

/** The package of the workspace that declares a dependency: what it has is what is meant. */
function folderOf(name: string): string {
  const declaring = listPackages().find(
    ({ manifest }) =>
      manifest.dependencies?.[name] !== undefined || manifest.optionalDependencies?.[name] !== undefined,
  )
  if (declaring === undefined) throw new Error(`${name} is a dependency that no package of the workspace declares`)
  return declaring.folder
}
