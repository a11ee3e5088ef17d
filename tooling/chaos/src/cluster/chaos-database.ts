import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPostgresServer } from '@rolecall/testkit/postgres-server'

import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** An empty database that can be broken. */
export interface ChaosDatabase {
  readonly kind: DatabaseKind
  readonly url: string
  /** Ends the database for a while, and starts it again; absent where that is not ours to do. */
  readonly server?: DatabaseServer
  /** The disk that it is on, where that is one that may be filled. */
  readonly disk?: SmallDisk
  drop(): Promise<void>
}

interface DatabaseServer {
  /** `SIGINT` as an administrator does, `SIGQUIT` as a crash does. */
  down(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
  up(): Promise<void>
}

/** Makes it in a folder of its own, on a small disk where one can be mounted. */
export async function createChaosDatabase(kind: DatabaseKind): Promise<ChaosDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-chaos-'))
  const disk = await mountSmallDisk(folder)
  const drop = async (): Promise<void> => {
    await disk?.unmount()
    await rm(folder, { recursive: true, force: true })
  }
  const onDisk = disk === undefined ? {} : { disk }
  if (kind === 'sqlite') return { kind, url: `sqlite:${join(folder, 'rolecall.sqlite')}`, ...onDisk, drop }
  const server = await startPostgresServer({ parent: folder, keepsCommits: true })
  return {
    kind,
    url: server.url,
    server,
    ...onDisk,
    async drop() {
      await server.stop()
      await drop()
    },
  }
}
