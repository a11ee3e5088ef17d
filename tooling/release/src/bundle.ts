import { isBuiltin } from 'node:module'
import { join } from 'node:path'

import { packageEntries } from 'rolecall/bundle/package-entries'
import { build, type InlineConfig } from 'tsdown'

import { workspaceRoot } from './workspace.ts'

/** What a bundle consists of. */
export interface Bundle {
  /** The packages of npm that its modules import, without the path inside. */
  readonly imports: ReadonlySet<string>
  /** The source files that went into it, absolute. */
  readonly sources: readonly string[]
}

/**
 * Bundles the workspace's own code into flat modules: `main` (the command), `index`, `plugin`, `testing` and one for each
 * worker thread. They share chunks, so that a plugin and the server have one core. What npm has stays an import.
 */
export async function bundle(outputFolder: string): Promise<Bundle> {
  const cli = join(workspaceRoot, 'packages/cli')
  const imports = new Set<string>()
  // Asked of every import of a module that is bundled, dynamic ones too.
  const neverBundle = (id: string): boolean => {
    if (isOwn(id) || isPath(id)) return false
    if (!isBuiltin(id)) imports.add(toPackageName(id))
    return true
  }
  const common = {
    config: false,
    cwd: cli,
    outDir: outputFolder,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: false,
    hash: false,
    tsconfig: false,
    report: false,
    logLevel: 'warn',
    checks: { pluginTimings: false },
    // A chunk never takes the name of an entry.
    outputOptions: (options) => ({ ...options, chunkFileNames: 'shared-[name].js' }),
    deps: { alwaysBundle: isOwn, neverBundle },
  } satisfies InlineConfig
  const [result] = await build({
    ...common,
    entry: packageEntries(),
    dts: false,
    inputOptions: resolveBy('@rolecall/source'),
  })
  // The build has written the types already: to make them of the sources again takes a compiler of its own.
  await build({
    ...common,
    entry: Object.fromEntries(typed.map((name) => [name, join(cli, `build/${name}.d.ts`)])),
    dts: { cwd: cli, dtsInput: true, emitDtsOnly: true },
    clean: false,
    inputOptions: resolveBy('types'),
  })
  const chunks = (result?.chunks ?? []).filter((chunk) => chunk.type === 'chunk')
  return { imports, sources: [...new Set(chunks.flatMap(({ moduleIds }) => moduleIds))] }
}

/** Whoever imports the package has types of these. */
const typed = ['index', 'plugin', 'testing']

function resolveBy(condition: string): NonNullable<InlineConfig['inputOptions']> {
  return (options) => ({
    ...options,
    resolve: { ...options.resolve, conditionNames: [condition, 'import', 'node', 'default'] },
  })
}

function isOwn(id: string): boolean {
  return id.startsWith('@rolecall/')
}

/** A file, or a module that the bundler makes up. */
function isPath(id: string): boolean {
  return /^[./\0]/.test(id)
}

/** `@scope/name/path` → `@scope/name` */
function toPackageName(id: string): string {
  return id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/')
}
