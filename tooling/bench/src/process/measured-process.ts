import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { Ask, CpuTime, LongestHold, MemoryUse, Ready, TenantAccess, TripCount, VerifyCount } from './messages.ts'

/** A server in a process of its own, so that its CPU time is not that of the client. */
export interface MeasuredProcess {
  readonly pid: number
  readonly url: string
  /** Microseconds. */
  readCpu(): Promise<number>
  /** Trips to the database; 0 without one. */
  readTrips(): Promise<number>
  /** Microseconds of the processes of its database, where that has some on this machine. */
  readonly readDatabaseCpu?: () => number
  stop(): Promise<void>
}

export interface RolecallProcess extends MeasuredProcess {
  /** All that serve. */
  readonly pids: readonly number[]
  createTenant(): Promise<TenantAccess>
  /** A key of the product that runs it. */
  createPlatformKey(): Promise<string>
  /** The most memory that it has used, in MB. */
  readMemory(): Promise<number>
  /** The longest that its event loop was held since this was asked the last time. */
  readLongest(): Promise<LongestHold>
  /** Differences between what is stored and a computation from nothing. */
  verify(organizationId: string): Promise<number>
}

export async function startBareServer(): Promise<MeasuredProcess> {
  const { ask, pid, stop, url } = await start('bare-server.js', [], [])
  return {
    pid,
    url,
    stop,
    readTrips: async () => 0,
    readCpu: async () => ((await ask({ ask: 'cpu' })) as CpuTime).micros,
  }
}

/** `nodeOptions` such as `--cpu-prof` go to each process of the server. */
export async function startRolecallServer(
  database: string,
  processes: number,
  nodeOptions: readonly string[],
): Promise<RolecallProcess> {
  const { ask, pid, pids, stop, url } =
    processes === 1
      ? await start('rolecall-server.js', [database], nodeOptions)
      : await start('rolecall-processes.js', [database, String(processes)], nodeOptions)
  return {
    pid,
    pids,
    url,
    stop,
    readCpu: async () => ((await ask({ ask: 'cpu' })) as CpuTime).micros,
    readTrips: async () => ((await ask({ ask: 'trips' })) as TripCount).trips,
    readMemory: async () => ((await ask({ ask: 'memory' })) as MemoryUse).megabytes,
    readLongest: async () => (await ask({ ask: 'longest' })) as LongestHold,
    createPlatformKey: async () => ((await ask({ ask: 'platform' })) as { readonly key: string }).key,
    createTenant: async () => (await ask({ ask: 'tenant' })) as TenantAccess,
    verify: async (organizationId) => ((await ask({ ask: 'verify', organizationId })) as VerifyCount).differences,
  }
}

interface Started {
  readonly pid: number
  readonly pids: readonly number[]
  readonly url: string
  /** One question at a time. */
  readonly ask: (message: Ask) => Promise<unknown>
  readonly stop: () => Promise<void>
}

async function start(file: string, args: readonly string[], nodeOptions: readonly string[]): Promise<Started> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [...nodeOptions] })
  const { pid = 0 } = child
  const { pids = [pid], url } = (await nextMessage(child)) as Ready
  return {
    pid,
    pids,
    url,
    ask(message) {
      const answer = nextMessage(child)
      child.send(message)
      return answer
    },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null): void => reject(new Error(`The server ended with ${code}`))
    child.once('exit', fail)
    child.once('message', (message) => {
      child.off('exit', fail)
      resolve(message)
    })
  })
}
