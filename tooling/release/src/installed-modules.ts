import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package of npm as it is installed in the workspace. */
export interface InstalledModule {
  readonly name: string
  readonly version: string
  readonly description: string | undefined
  /** An SPDX expression, as its package.json has it; `undefined` where it says nothing. */
  readonly license: string | undefined
  /** `name@version` of what it needs. */
  readonly needs: readonly string[]
}

interface ModuleManifest {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly license?: string | { readonly type?: string }
  readonly licenses?: readonly { readonly type?: string }[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** What has been found, by `name@version`. */
export type InstalledModules = Map<string, InstalledModule>

/**
 * Enters a package that the one in `folder` needs, and everything that it needs itself, as Node would find them. Answers its
 * `name@version`; `undefined` where an optional one is not installed. Throws where another one is not.
 */
export function enterModule(
  modules: InstalledModules,
  folder: string,
  name: string,
  optional = false,
): string | undefined {
  const found = findModule(folder, name)
  if (found === undefined) {
    if (optional) return undefined
    throw new Error(`${name} is needed by ${folder}, and is not installed`)
  }
  const manifest = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')) as ModuleManifest
  const key = `${manifest.name}@${manifest.version}`
  if (modules.has(key)) return key
  const entry = { name: manifest.name, version: manifest.version, description: manifest.description }
  const license = licenseOf(manifest)
  // Before what it needs: that may need it again.
  modules.set(key, { ...entry, license, needs: [] })
  const needs = needsOf(manifest).flatMap(([need, isOptional]) => enterModule(modules, found, need, isOptional) ?? [])
  modules.set(key, { ...entry, license, needs: needs.toSorted() })
  return key
}

function findModule(folder: string, name: string): string | undefined {
  for (let place = folder; ; place = dirname(place)) {
    const candidate = join(place, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (place === dirname(place)) return undefined
  }
}

function needsOf({
  dependencies = {},
  optionalDependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}: ModuleManifest): readonly (readonly [name: string, optional: boolean])[] {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
  const names = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])
  return [...names].map((name) => [name, name in optionalDependencies] as const)
}

/** Older packages say it by an object, or by a list of which one may choose. */
function licenseOf({ license, licenses }: ModuleManifest): string | undefined {
  if (typeof license === 'string') return license
  if (license?.type !== undefined) return license.type
  const types = licenses?.flatMap(({ type }) => type ?? []) ?? []
  return types.length === 0 ? undefined : types.length === 1 ? types[0] : `(${types.join(' OR ')})`
}
