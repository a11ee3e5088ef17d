import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { rolldown, type Plugin } from 'rolldown'

const workspace = fileURLToPath(new URL('../../../..', import.meta.url))
const cli = join(workspace, 'packages/cli')

/** What the package has beside its modules, and where it is built. */
const assets = { console: 'packages/console/dist', docs: 'tooling/docs/dist/pages', schema: 'packages/cli/schema' }

/** Imports of npm become those that the importing package has: a bundle stands where nothing is installed. */
const importsOfNpm: Plugin = {
  name: 'imports-of-npm',
  async resolveId(id, importer, { kind }) {
    if (importer === undefined || id.startsWith('@rolecall/') || /^[./\0]/.test(id) || isBuiltin(id)) return null
    const found = await this.resolve(id, importer, { kind, skipSelf: true })
    return found === null ? { id, external: true } : { id: pathToFileURL(found.id).href, external: true }
  },
}

/**
 * The command in a few modules, as it is published, made of the sources: a process that loads a thousand of its own needs
 * twice the time. Answers its script. What processes that are over have left is removed.
 */
export async function bundleCommand(): Promise<string> {
  const cache = join(workspace, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache).filter(isLeft)) {
    rmSync(join(cache, name), { recursive: true, force: true, maxRetries: 3 })
  }
  const folder = join(cache, `rolecall-${process.pid}`)
  const bundle = await rolldown({
    cwd: cli,
    input: { main: join(cli, 'src/main.ts'), ...findWorkers() },
    platform: 'node',
    plugins: [importsOfNpm],
    resolve: { conditionNames: ['@rolecall/source', 'import', 'node', 'default'] },
  })
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm' })
  await bundle.close()
  for (const [name, place] of Object.entries(assets)) {
    if (existsSync(join(workspace, place))) symlinkSync(join(workspace, place), join(folder, name))
  }
  copyFileSync(join(cli, 'package.json'), join(folder, 'package.json'))
  return join(folder, 'dist/main.js')
}

/** A worker of vitest is ended without a word. */
function isLeft(name: string): boolean {
  const pid = /^rolecall-(\d+)$/.exec(name)?.[1]
  if (pid === undefined) return false
  try {
    return Number(pid) === process.pid || !process.kill(Number(pid), 0)
  } catch {
    return true
  }
}

/** A thread is started from its own module, which stands beside the starter. */
function findWorkers(): Record<string, string> {
  const sources = join(cli, 'src')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('-worker.ts'),
  )
  return Object.fromEntries(files.map((file) => [basename(file, '.ts'), join(sources, file)]))
}
