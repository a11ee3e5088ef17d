import { Writable } from 'node:stream'

import type { OperationServices } from '@rolecall/core/change/operation-context'
import { inProcessFetch } from '@rolecall/testkit/in-memory/in-process-fetch'
import { pino } from 'pino'

import { createServer, type Server, type ServerOptions } from '../src/create-server.ts'

/** A server that answers, and everything it has logged. */
export interface RunningServer {
  readonly url: string
  /** Sends a request to it, over HTTP or within this process. */
  readonly fetch: typeof fetch
  readonly server: Server
  readonly logged: readonly LogLine[]
}

export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [name: string]: unknown
}

type Options = Partial<Omit<ServerOptions, 'services'>>

/** Starts a server on a free port of this machine. */
export async function startServer(services: OperationServices, options: Options = {}): Promise<RunningServer> {
  const { logged, server } = makeServer(services, options)
  const { url } = await server.listen({ port: 0, host: '127.0.0.1' })
  return { url, fetch, server, logged }
}

/** Starts a server that only this process can reach. */
export function startServerInProcess(services: OperationServices, options: Options = {}): RunningServer {
  const { logged, server } = makeServer(services, options)
  return { url: 'http://rolecall.test', fetch: inProcessFetch(server.callback()), server, logged }
}

function makeServer(services: OperationServices, options: Options): Pick<RunningServer, 'logged' | 'server'> {
  // What is written beside the requests comes when the server stops, and not between two requests of a test.
  const limits = { auditMs: 3_600_000, ...options.limits }
  const logged: LogLine[] = []
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()) as LogLine)
      done()
    },
  })
  return { logged, server: createServer({ services, baseUrl: null, log: pino(sink), ...options, limits }) }
}
