import { toAddress, toPath } from '../mount.ts'
import { requestText as words } from '../text/request-text.ts'
import { noteServerTime } from './server-clock.ts'

/** A refusal, in words that can be shown (RFC 9457). */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly status: number
  readonly code: string | null
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(sentenceOf(status, body))
    this.status = status
    this.code = typeof body['code'] === 'string' ? body['code'] : null
    this.body = body
  }
}

/** An answer with what a list needs of its headers. */
export interface Reply<T> {
  readonly body: T
  /** The path of the next page; `null` at the end. */
  readonly next: string | null
  readonly etag: string | null
}

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Text is sent as YAML, anything else as JSON. */
  readonly body?: unknown
  readonly accept?: string
  readonly ifMatch?: string
  /** `*`: only what is not there yet is made (RFC 9110 §13.1.2). */
  readonly ifNoneMatch?: '*'
  /** RFC 7240 */
  readonly prefer?: string
  readonly signal?: AbortSignal
}

/** Told when what the session says of the organization has changed. */
export const sessionChanged = new EventTarget()

/** Told when the sign-in has ended. */
export const signedOut = new EventTarget()

/** Asks the management API of this host; the session's cookie goes with it. Throws RequestError. */
export async function request<T>(path: string, sent: Sent = {}): Promise<Reply<T>> {
  const asked = Date.now()
  const response = await orCut(ask(path, sent), path, sent)
  noteServerTime(response.headers.get('date'), asked)
  if (response.status === 401 && path !== '/api/session') signedOut.dispatchEvent(new Event('signed-out'))
  const text = await orCut(response.text(), path, sent)
  if (!response.ok) throw new RequestError(response.status, toRefusal(response, text))
  return {
    body: toBody(response, text, sent) as T,
    next: nextOf(response.headers.get('link')),
    etag: response.headers.get('etag'),
  }
}

function ask(
  path: string,
  { method = 'GET', body, accept, ifMatch, ifNoneMatch, prefer, signal }: Sent,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept ?? 'application/json, text/*', 'X-Rolecall-Console': '1' }
  if (body !== undefined) headers['Content-Type'] = typeof body === 'string' ? 'application/yaml' : 'application/json'
  if (ifMatch !== undefined) headers['If-Match'] = ifMatch
  if (ifNoneMatch !== undefined) headers['If-None-Match'] = ifNoneMatch
  if (prefer !== undefined) headers['Prefer'] = prefer
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(toAddress(path), { method, headers, body: text, signal: signal ?? null, credentials: 'same-origin' })
}

/** Says so where the connection is cut, be it before the answer or within it. */
async function orCut<T>(answer: Promise<T>, path: string, { method = 'GET', signal }: Sent): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    // It may have come to the server, and been done.
    const mayBeDone = method !== 'GET' && path !== '/api/session'
    throw new RequestError(0, mayBeDone ? { detail: words.unanswered } : {})
  }
}

/** Throws RequestError for what Rolecall does not answer: a proxy may put a page of its own in the place of anything. */
function toBody({ headers, status }: Response, text: string, { accept }: Sent): unknown {
  if (text === '') return undefined
  // A mapping that was written as JSON is a text all the same, where its text is asked for.
  const asText = accept !== undefined && !accept.includes('json')
  const body = asText ? (isOf(headers, 'html') ? undefined : text) : parse(headers, text)
  if (body === undefined) throw new RequestError(status, { detail: words.notOfRolecall })
  return body
}

function toRefusal({ headers }: Response, text: string): Readonly<Record<string, unknown>> {
  const body = parse(headers, text)
  return isRecord(body) ? body : {}
}

/** `undefined` for what is no JSON. */
function parse(headers: Headers, text: string): unknown {
  if (!isOf(headers, 'json')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isOf(headers: Headers, type: string): boolean {
  return headers.get('content-type')?.includes(type) === true
}

function nextOf(link: string | null): string | null {
  const [, url] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? []
  if (url === undefined) return null
  const { pathname, search } = new URL(url, location.href)
  return toPath(pathname) + search
}

function sentenceOf(status: number, body: Readonly<Record<string, unknown>>): string {
  const issues = Array.isArray(body['issues']) ? (body['issues'] as readonly { readonly message?: unknown }[]) : []
  const details = issues.map(({ message }) => String(message)).join('; ')
  const sentence = typeof body['detail'] === 'string' ? body['detail'] : body['title']
  if (typeof sentence === 'string') return details === '' ? sentence : `${sentence}: ${details}`
  if (status === 0) return words.unreachable
  return words.answered(status)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
