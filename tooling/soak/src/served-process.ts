import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server in a process of its own, as it is started in production. */
export interface ServedProcess {
  readonly url: string
  readonly tenantUrl: string
  readonly secretToken: string
  readonly ownerKey: string
  /** Resident memory, in bytes. */
  memory(): Promise<number>
  /** For how long its event loop was held at most since it was asked the last time, in milliseconds. */
  held(): Promise<number>
  /** Lines of its log from the level of an error on. */
  readonly errors: readonly string[]
  /** Whether it has ended by itself, which it must not. */
  readonly ended: () => boolean
  stop(): Promise<void>
}

const command = new URL('../../../packages/cli/bin/rolecall.js', import.meta.url).pathname

/** Starts `rolecall serve` on a free port. Throws where it does not say where it listens. */
export async function startServedProcess(database: string): Promise<ServedProcess> {
  const words = [command, 'serve', '--database', database, '--port', '0', '--json', '--log-level', 'error']
  const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: string[] = []
  createInterface({ input: server.stderr }).on('line', (line) => errors.push(line))
  const exit = once(server, 'exit')
  const first = once(createInterface({ input: server.stdout }), 'line') as Promise<[string]>
  const [line] = await Promise.race([first, exit.then(() => Promise.reject(new Error(errors.join('\n'))))])
  const { url, ...keys } = JSON.parse(line) as Pick<ServedProcess, 'url' | 'tenantUrl' | 'secretToken' | 'ownerKey'>
  return {
    url,
    ...keys,
    errors,
    memory: () => readMetric(url, 'process_resident_memory_bytes'),
    held: async () => (await readMetric(url, 'nodejs_eventloop_lag_max_seconds')) * 1_000,
    ended: () => server.exitCode !== null || server.signalCode !== null,
    async stop() {
      server.kill('SIGTERM')
      await exit
    },
  }
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
}
