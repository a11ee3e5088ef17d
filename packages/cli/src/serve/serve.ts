import { dirname } from 'node:path'

import type { OperationServices } from '@rolecall/core/change/operation-context'
import { createServer, type Limits, type Server } from '@rolecall/server/create-server'

import type { Logger } from 'pino'

import { findAssetFolder } from '../asset-folder.ts'
import { composeFrom } from '../compose-from.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { explainDatabase } from '../configuration/explain-database.ts'
import { loadPlugins } from '../configuration/load-plugins.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { createLog } from '../output/log.ts'
import { startTelemetry, type Telemetry } from '../telemetry/start-telemetry.ts'
import { announce } from './announce.ts'
import { toDueWork } from './due-work.ts'
import { startHousekeeping } from './housekeeping.ts'
import { toListenError } from './listen-error.ts'
import { findOutProcess, type OneOfProcesses } from './one-of-processes.ts'
import { endWhileStarting } from './end-while-starting.ts'
import { prepareDatabase } from './prepare-database.ts'
import { settleAtStart } from './settle-at-start.ts'
import { startBackground } from './start-background.ts'
import { refuseProcesses, serveByProcesses } from './serve-by-processes.ts'
import { startForReader, startForScript } from './start-of-owner.ts'

/** As commander has parsed them. */
export interface ServeFlags {
  readonly port?: string
  readonly host?: string
  readonly processes?: string
  readonly database?: string
  readonly baseUrl?: string
  readonly config?: string
  readonly logLevel?: string
  readonly json?: true
}

/** Serves until SIGTERM or SIGINT, then finishes the requests under way and closes the database. */
export async function serve(flags: ServeFlags): Promise<void> {
  const own = findOutProcess()
  try {
    await serveAs(own, flags)
  } finally {
    own.leave()
  }
}

async function serveAs(own: OneOfProcesses, flags: ServeFlags): Promise<void> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  // Before a database is touched: a plugin that is missing must leave nothing behind.
  await loadPlugins(configuration)
  const log = createLog(configuration.logLevel)
  const { database, processes } = configuration
  refuseProcesses(database, processes)
  if (processes > 1 && own.askAllProcesses === undefined) {
    await serveByProcesses(processes, log, own.stopped)
    return log.info('stopped')
  }
  const telemetry = await startTelemetry(configuration.telemetry, folderOf(configuration))
  const claim = await endWhileStarting(own, log, () => explainDatabase(database, () => prepareDatabase(database, log)))
  try {
    await serveDatabase(configuration, log, own, telemetry, flags.json === true)
  } finally {
    await claim.release()
    await telemetry.stop()
  }
  log.info('stopped')
}

async function serveDatabase(
  configuration: Configuration,
  log: Logger,
  own: OneOfProcesses,
  { readMetrics, tracing }: Telemetry,
  json: boolean,
): Promise<void> {
  const { close, services } = await explainDatabase(configuration.database, () =>
    composeFrom(configuration, log, { background: startBackground(configuration), tracing }),
  )
  try {
    // Nothing is opened, made or announced any more for who has stopped it.
    if (own.isStopped()) return
    const server = createConfigured(configuration, services, log, own, tracing)
    readMetrics(() => server.metrics())
    const url = await listen(server, configuration)
    const works: { stop(): Promise<void> }[] = []
    try {
      if (own.task.announces) {
        // Only now: a start that fails must not make keys that nobody gets to see.
        const first = await (json ? startForScript(services) : startForReader(services))
        await announce(first, { url, configuration, json })
      }
      own.serves()
      server.deliver()
      const { provisioningLog, verification } = configuration
      if (own.task.doesDueWork) {
        const dueWork = toDueWork(log, provisioningLog.keepMs, verification.everyMs)
        works.push(startHousekeeping(services, log, dueWork), settleAtStart(services, log))
      }
      const signal = await own.stopped
      log.info({ signal }, 'stopping; requests under way are finished, a second signal ends them')
    } finally {
      // Who waits is answered at once, whatever else is under way; what no request waits for any more is begun again by the next start.
      const closed = server.close().then(() => services.background.close())
      await Promise.all([closed, ...works.map((work) => work.stop())])
    }
  } finally {
    await close()
  }
}

function createConfigured(
  configuration: Configuration,
  services: OperationServices,
  log: Logger,
  { askAllProcesses }: OneOfProcesses,
  tracing: Telemetry['tracing'],
): Server {
  return createServer({
    services,
    baseUrl: configuration.baseUrl,
    log,
    consoleFolder: findAssetFolder('console'),
    docsFolder: findAssetFolder('docs'),
    limits: toLimits(configuration),
    provisioningLog: { bodies: configuration.provisioningLog.bodies },
    outbound: configuration.outbound,
    trustedProxies: configuration.trustedProxies,
    tracing,
    askAllProcesses,
  })
}

/** Where what is not ours is looked for. */
function folderOf({ file }: Configuration): string {
  return file === null ? process.cwd() : dirname(file)
}

function toLimits({ limits: { connections, idleConnections, requestsPerSecond } }: Configuration): Partial<Limits> {
  return {
    requestsPerSecond,
    ...(connections === undefined ? {} : { connections }),
    ...(idleConnections === undefined ? {} : { idleConnections }),
  }
}

async function listen(server: Server, { host, port }: Configuration): Promise<string> {
  try {
    return (await server.listen({ port, host })).url
  } catch (error) {
    throw toListenError(error, { host, port })
  }
}
