import { createServer, request as sendRequest, type IncomingMessage, type RequestListener } from 'node:http'
import { duplexPair, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What the one who has the connection knows of a request beside it. */
export interface FetchOptions {
  /** Where the request comes from, as the audit keeps it. */
  readonly clientAddress?: string
}

export type FetchHandler = (request: Request, options?: FetchOptions) => Promise<Response>

/** Of a connection, not of what is said over it (RFC 9110 §7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Hands requests of the Fetch standard to a handler of Node's. Node's own HTTP speaks to itself over memory: bodies go piece by
 * piece both ways, as quick as they are read, and each end learns that the other one has gone.
 */
export function fetchOverMemory(handle: RequestListener, maxHeaderSize: number): FetchHandler {
  const http = createServer({ maxHeaderSize }, handle)
  return (request, { clientAddress } = {}) => {
    const [ours, theirs] = duplexPair()
    http.emit('connection', Object.assign(theirs, { remoteAddress: clientAddress }))
    return new Promise((resolve, reject) => {
      const { pathname, search } = new URL(request.url)
      const sent = sendRequest({
        createConnection: () => ours,
        method: request.method,
        path: pathname + search,
        headers: toHeaders(request),
        signal: request.signal,
      })
      sent.once('response', (message) => resolve(toResponse(message, request.method)))
      sent.on('error', (error) => reject(request.signal.aborted ? request.signal.reason : error))
      if (request.body === null) sent.end()
      // An answer may come before the end of the body; what fails without one is told by the event.
      else pipeline(Readable.fromWeb(request.body), sent).catch(() => undefined)
    })
  }
}

function toHeaders({ body, headers, url }: Request): Record<string, string> {
  const sent: Record<string, string> = { host: new URL(url).host }
  for (const [name, value] of headers) if (!hopByHop.has(name)) sent[name] = value
  if (body !== null && sent['content-length'] === undefined) sent['transfer-encoding'] = 'chunked'
  return sent
}

function toResponse(message: IncomingMessage, method: string): Response {
  const { rawHeaders, statusCode: status = 500, statusMessage: statusText = '' } = message
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (!hopByHop.has(name.toLowerCase())) headers.append(name, rawHeaders[index + 1] ?? '')
  }
  if (method !== 'HEAD' && !bodiless.has(status))
    return new Response(Readable.toWeb(message), { status, statusText, headers })
  message.resume()
  return new Response(null, { status, statusText, headers })
}
