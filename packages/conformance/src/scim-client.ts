import type { Json } from './json.ts'

/** What a server answered. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed; `undefined` where it is no JSON or nothing. */
  readonly body: Json | undefined
  readonly milliseconds: number
}

/** A request and its answer, as a report shows them. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly sent: string | null
  readonly status: number
  readonly received: string
}

export interface Sent {
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request; the path starts after the base URL. */
export type ScimClient = (method: string, path: string, sent?: Sent) => Promise<Reply>

export interface ClientOptions {
  /** Where the SCIM endpoints are, such as `https://host/scim/v2`. */
  readonly baseUrl: string
  readonly token: string
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number
  readonly onExchange: (exchange: Exchange) => void
}

/** Throws ServerUnreachable where nobody answers. */
export function createScimClient({ baseUrl, token, timeoutMs, onExchange }: ClientOptions): ScimClient {
  const base = baseUrl.replace(/\/+$/, '')
  return async (method, path, { body, headers = {} } = {}) => {
    const sent = body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body)
    const start = performance.now()
    const { response, text } = await exchange(path.startsWith('http') ? path : base + path, timeoutMs, {
      method,
      headers: {
        accept: 'application/scim+json',
        authorization: `Bearer ${token}`,
        ...(sent === null ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(sent === null ? {} : { body: sent }),
    })
    onExchange({ method, path, sent, status: response.status, received: text })
    const milliseconds = performance.now() - start
    return { status: response.status, headers: response.headers, text, body: parse(text), milliseconds }
  }
}

/** Nobody answers at the address, or not in time: there is nothing to be said about the server. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable'
}

async function exchange(
  url: string,
  timeoutMs: number,
  init: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    return { response, text: await response.text() }
  } catch (cause) {
    throw new ServerUnreachable(`${init.method} ${url} got no answer: ${reasonOf(cause)}`, { cause })
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
