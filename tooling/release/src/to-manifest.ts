import { join } from 'node:path'

import type { Bundle } from './bundle.ts'
import { listPackages, readManifest, workspaceRoot, type WorkspacePackage } from './workspace.ts'

/** Without these the package still works, for those who don't use what needs them. */
const optional: ReadonlySet<string> = new Set(['sqlite3'])

/** The part of a package.json that the bill of materials is made of, with all else that npm wants. */
export interface DistributionManifest extends Readonly<Record<string, unknown>> {
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

/** The package.json of the distribution: the command's own, with the dependencies of all that is bundled. */
export function toManifest(bundle: Bundle, version: string): DistributionManifest {
  const { description, engines, license, name } = readManifest(join(workspaceRoot, 'packages/cli/package.json'))
  const dependencies = toDependencies(bundle, listPackages())
  return {
    name,
    version,
    description,
    license,
    keywords: ['scim', 'scim2', 'provisioning', 'entra', 'okta', 'identity', 'rbac'],
    type: 'module',
    engines,
    bin: { rolecall: './bin/rolecall.js' },
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './plugin': { types: './dist/plugin.d.ts', default: './dist/plugin.js' },
      './testing': { types: './dist/testing.d.ts', default: './dist/testing.js' },
      './schema/*': './schema/*',
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(dependencies.filter(([dependency]) => !optional.has(dependency))),
    optionalDependencies: Object.fromEntries(dependencies.filter(([dependency]) => optional.has(dependency))),
  }
}

/** Each import with the version that the packages it came from declare. Throws where they don't, or don't agree. */
export function toDependencies(
  { imports, sources }: Bundle,
  packages: readonly WorkspacePackage[],
): readonly (readonly [string, string])[] {
  const bundled = packages.filter(({ folder }) => sources.some((source) => source.startsWith(`${folder}/`)))
  return [...imports].sort().map((name) => {
    const versions = new Set(bundled.flatMap(({ manifest }) => versionsOf(name, manifest)))
    const [version, ...others] = versions
    if (version === undefined) throw new Error(`${name} is imported, but no bundled package depends on it`)
    if (others.length > 0) throw new Error(`${name} is wanted in several versions: ${[...versions].join(', ')}`)
    return [name, version] as const
  })
}

function versionsOf(name: string, manifest: WorkspacePackage['manifest']): readonly string[] {
  return [manifest.dependencies?.[name], manifest.optionalDependencies?.[name]].filter(
    (version) => version !== undefined,
  )
}
