import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder in which nothing is but what `npm install` of the tarball makes. */
export interface InstalledPackage {
  readonly folder: string
  /** The command, as npm links it. */
  readonly script: string
  /** Puts the SQLite driver's addon in its place, which npm would have compiled for a minute or two. */
  readonly completeSqlite: () => Promise<void>
  readonly remove: () => Promise<void>
}

export async function installPackage(tarball: string): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-installed-'))
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await run('npm', ['install', '--ignore-scripts', ...quiet, tarball], { cwd: folder, env: cleanEnvironment() })
  return {
    folder,
    script: join(folder, 'node_modules/.bin/rolecall'),
    completeSqlite: () => copyAddon(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Without what an outer npm or pnpm tells its scripts. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_/i.test(name)))
}

async function copyAddon(folder: string): Promise<void> {
  const addon = 'build/Release/node_sqlite3.node'
  const built = dirname(createRequire(import.meta.url).resolve('sqlite3/package.json'))
  const target = join(folder, 'node_modules/sqlite3', addon)
  await mkdir(dirname(target), { recursive: true })
  await copyFile(join(built, addon), target)
}
