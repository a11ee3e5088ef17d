import type { OperationServices } from '@rolecall/core/change/operation-context'
import { claimDatabase, findDatabaseFile } from '@rolecall/store/check-file'
import type { Database } from '@rolecall/store/database'
import { migrate } from '@rolecall/store/migrate'
import type { Tracing } from '@rolecall/server/trace/tracing'
import type { Logger } from 'pino'

import { composeTraced } from '../compose-traced.ts'
import { toPluginEntries, type PluginOptions } from '../plugin-entries.ts'
import { toDueWork } from '../serve/due-work.ts'
import { startHousekeeping } from '../serve/housekeeping.ts'
import { settleAtStart } from '../serve/settle-at-start.ts'

export interface OpenOptions extends PluginOptions {
  /** `sqlite:PATH` or `postgres://…`, or `{ pool }` with a pool of `pg`; migrated to the newest version. */
  readonly database: Database
  /** What client secrets of SSO connections are sealed with; none can be kept where it is left out. */
  readonly ssoSecret?: string
}

/** What answers requests, and delivers. */
interface Answering {
  deliver(): void
  close(): Promise<void>
}

/** A database that is this process's, with the parts put together. */
export interface OpenRolecall {
  readonly services: OperationServices
  /** Begins what is due without a request, and deliveries. */
  start(server: Answering): void
  /** Ends the jobs and the requests under way, then closes plugins and database. */
  close(server: Answering): Promise<void>
}

/** Throws what the command `serve` reports: ConfigurationError, PluginError, StoreError. */
export async function openRolecall(
  { database, ssoSecret, ...given }: OpenOptions,
  log: Logger,
  tracing?: Tracing,
): Promise<OpenRolecall> {
  const plugins = toPluginEntries(given)
  await findDatabaseFile(database)
  await migrate(database)
  const claim = await claimDatabase(database)
  try {
    const { close, services } = await composeTraced({ database, plugins, log, ssoSecret: ssoSecret ?? null }, tracing)
    let works: readonly { stop(): Promise<void> }[] = []
    return {
      services,
      start(server) {
        works = [startHousekeeping(services, log, toDueWork(log)), settleAtStart(services, log)]
        server.deliver()
      },
      async close(server) {
        await Promise.all([server.close(), ...works.map((work) => work.stop())])
        await close()
        await claim.release()
      },
    }
  } catch (error) {
    await claim.release()
    throw error
  }
}
