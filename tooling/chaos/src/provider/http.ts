import { Agent, request } from 'node:http'

/** What came of a request: an answer, or none. */
export type Outcome = Reply | Lost

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly milliseconds: number
  /** Where a page of a list has another one behind it. */
  readonly link: string | undefined
}

/** Of a lost one nobody can tell whether it was carried out; a refused one has never reached a server. */
interface Lost {
  readonly status: 'lost' | 'refused'
}

export function isAnswer(outcome: Outcome): outcome is Reply {
  return typeof outcome.status === 'number'
}

/** Answers have a bound: nobody waits longer for a lock, a turn or a connection. */
const longest = 60_000

/** A client with connections of its own that are kept open. */
export interface HttpClient {
  send(method: string, url: string, key?: string, body?: unknown): Promise<Outcome>
  close(): void
}

export function createHttpClient(connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    send: (method, url, key, body) => sendOnce(agent, method, url, key, body),
    close: () => agent.destroy(),
  }
}

function sendOnce(agent: Agent, method: string, url: string, key?: string, body?: unknown): Promise<Outcome> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const headers: Record<string, string> = {}
  if (key !== undefined) headers['authorization'] = `Bearer ${key}`
  if (text !== undefined) {
    headers['content-type'] = typeof body === 'string' ? 'application/yaml' : 'application/json'
    headers['content-length'] = String(Buffer.byteLength(text))
  }
  const started = performance.now()
  return new Promise((resolve) => {
    const lose = (error: NodeJS.ErrnoException): void =>
      resolve({ status: error.code === 'ECONNREFUSED' ? 'refused' : 'lost' })
    const sent = request(url, { agent, method, headers, timeout: longest }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', lose)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: parse(Buffer.concat(chunks).toString()),
          milliseconds: performance.now() - started,
          link: response.headers.link as string | undefined,
        }),
      )
    })
    sent.on('timeout', () => sent.destroy(new Error('there was no answer')))
    sent.on('error', lose)
    sent.end(text)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
