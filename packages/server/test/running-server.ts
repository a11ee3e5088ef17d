import { Writable } from 'node:stream'

import type { OperationServices } from '@rolecall/core/change/operation-context'
import { pino } from 'pino'

import { createServer, type Server, type ServerOptions } from '../src/create-server.ts'

/** A server that listens, and everything it has logged. */
export interface RunningServer {
  readonly url: string
  readonly server: Server
  readonly logged: readonly LogLine[]
}

export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [name: string]: unknown
}

/** Starts a server on a free port of this machine. */
export async function startServer(
  services: OperationServices,
  options: Partial<Omit<ServerOptions, 'services'>> = {},
): Promise<RunningServer> {
  const logged: LogLine[] = []
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()) as LogLine)
      done()
    },
  })
  const server = createServer({ services, baseUrl: null, log: pino(sink), ...options })
  const { url } = await server.listen({ port: 0, host: '127.0.0.1' })
  return { url, server, logged }
}
