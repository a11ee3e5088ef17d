import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { collectComplaints } from '@rolecall/testkit/collect-complaints'
import { findFreePort } from '@rolecall/testkit/find-free-port'

/** `rolecall serve` in a process of its own, which comes back at the same address. */
export interface ManagedServer {
  readonly url: string
  start(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
  /** SIGTERM; answers the exit code, or the signal that it ended by. */
  stop(): Promise<number | NodeJS.Signals | null>
  /** Whether it has ended though nobody ended it. */
  hasDied(): boolean
}

const command = new URL('../../../../packages/cli/bin/rolecall.js', import.meta.url).pathname

/** Does not start it yet. */
export async function createManagedServer(database: string): Promise<ManagedServer> {
  const port = await findFreePort()
  const words = [command, 'serve', '--database', database, '--port', String(port), '--json', '--log-level', 'silent']
  let child: ChildProcess | undefined
  process.once('exit', () => child?.kill('SIGKILL'))

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    if (child === undefined) return null
    const ending = child
    child = undefined
    const ended = ending.exitCode === null && ending.signalCode === null ? once(ending, 'exit') : undefined
    ending.kill(signal)
    await ended
    return ending.exitCode ?? ending.signalCode
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const starting = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
      child = starting
      const said = collectComplaints(starting)
      const exit = once(starting, 'exit').then(() => Promise.reject(new Error(`a server did not start: ${said()}`)))
      await Promise.race([once(createInterface({ input: starting.stdout }), 'line'), exit])
      exit.catch(() => {})
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    hasDied: () => child !== undefined && (child.exitCode !== null || child.signalCode !== null),
  }
}
