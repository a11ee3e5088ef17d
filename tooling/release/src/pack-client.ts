import { cpSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { build, type InlineConfig } from 'tsdown'

import { packFolder } from './pack.ts'
import { readManifest, workspaceRoot } from './workspace.ts'

/** The modules of the client that can be imported; those beside the first are sinks. */
export const clientEntries = ['index', 'knex', 'pg', 'sqlite3'] as const

const client = join(workspaceRoot, 'packages/client')

/** Makes `rolecall-client-VERSION.tgz` in a folder: modules for Node, browsers and others, with their types. Answers its path. */
export async function packClient(outputFolder: string, version: string): Promise<string> {
  const stage = await mkdtemp(join(tmpdir(), 'rolecall-client-'))
  try {
    await bundleClient(join(stage, 'dist'))
    for (const [from, to] of [
      [join(client, 'README.md'), 'README.md'],
      [join(workspaceRoot, 'LICENSE'), 'LICENSE'],
      [join(workspaceRoot, 'CHANGELOG.md'), 'CHANGELOG.md'],
    ] as const)
      cpSync(from, join(stage, to))
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(toClientManifest(version), null, 2)}\n`)
    return await packFolder(stage, outputFolder)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** `whole` as a product's own bundler makes it: with what is needed of npm, minified, without types. */
export async function bundleClient(outputFolder: string, whole = false): Promise<void> {
  const common = {
    config: false,
    cwd: client,
    outDir: outputFolder,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    fixedExtension: false,
    hash: false,
    tsconfig: false,
    report: false,
    logLevel: 'warn',
    checks: { pluginTimings: false },
    outputOptions: (options) => ({ ...options, chunkFileNames: 'shared-[name].js' }),
  } satisfies InlineConfig
  await build({
    ...common,
    entry: entriesIn('src', 'ts'),
    dts: false,
    minify: whole,
    ...(whole ? { deps: { alwaysBundle: () => true } } : {}),
  })
  // The build has written the types already.
  if (!whole) await build({ ...common, entry: entriesIn('dist', 'd.ts'), dts: typesAlone, clean: false })
}

const typesAlone = { cwd: client, dtsInput: true, emitDtsOnly: true }

function entriesIn(folder: string, end: string): Record<string, string> {
  return Object.fromEntries(clientEntries.map((name) => [name, join(client, folder, `${name}.${end}`)]))
}

function toClientManifest(version: string): object {
  const { dependencies, description, engines, license, name } = readManifest(join(client, 'package.json'))
  const exports = clientEntries.map((entry) => [
    entry === 'index' ? '.' : `./${entry}`,
    { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` },
  ])
  return {
    name,
    version,
    description,
    license,
    keywords: ['scim', 'roles', 'webhooks', 'provisioning', 'rbac'],
    type: 'module',
    sideEffects: false,
    engines,
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    dependencies,
  }
}
