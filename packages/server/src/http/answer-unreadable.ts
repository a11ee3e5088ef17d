import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

import { ScimError } from '@rolecall/core/scim/errors'
import { toErrorResponse } from '@rolecall/core/scim/message/error-response'

import { secureHeaders } from './secure-headers.ts'

/** What Node says of what it could not read, as the client is told. */
const refusals: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'The path and the headers are longer than this server reads; POST to /.search takes a long filter',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time'],
}

/**
 * Answers what is no request that could be routed, and ends its connection: Node itself would answer without a
 * body. It is not known whether SCIM was meant, whose clients are the ones that read the body of an error.
 */
export function answerUnreadable(secure: boolean): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const headers = Object.entries(secureHeaders(secure)).map(([name, value]) => `${name}: ${value}`)
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(toAnswer(error.code ?? '', headers))
  }
}

function toAnswer(code: string, headers: readonly string[]): string {
  const [status, detail] = refusals[code] ?? [400, 'This is no HTTP request']
  const body = JSON.stringify(toErrorResponse(new ScimError(status, undefined, detail)))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/scim+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
