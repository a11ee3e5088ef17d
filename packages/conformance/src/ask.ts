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

/** Nobody answers at the address, or not in time: there is nothing to be said about the server. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable'
}

/** Sends one request; a redirect is an answer like others. Throws ServerUnreachable. */
export async function ask(url: string, timeoutMs: number, init: RequestInit): Promise<Reply> {
  const start = performance.now()
  try {
    const received = await receive(url, timeoutMs, init)
    return { ...received, body: parse(received.text), milliseconds: performance.now() - start }
  } catch (cause) {
    throw new ServerUnreachable(`${init.method} ${url} got no answer: ${reasonOf(cause)}`, { cause })
  }
}

async function receive(url: string, timeoutMs: number, init: RequestInit) {
  const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
  return { status: response.status, headers: response.headers, text: await response.text() }
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
