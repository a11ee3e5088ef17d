import type { Authentication } from './authentication.ts'
import { createBearerTokens, TokenRefused, type BearerTokens } from './bearer-tokens.ts'
import { errorOf } from './error-of.ts'
import { createPause } from './pause.ts'
import { retryDelay } from './retry-delay.ts'
import { toScimUrl, type QueryParameter } from './scim-url.ts'

export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the tenant URL: `/Users/…`. */
  readonly path: string
  readonly query?: readonly QueryParameter[]
  readonly body?: unknown
}

/** One request on the wire and what came back, without credentials. A retried request gives several. */
export interface Exchange {
  readonly method: ScimRequest['method']
  readonly url: string
  /** Path and query below the tenant URL, the same on every host. */
  readonly path: string
  readonly requestBody: unknown
  /** 0 when no answer came. */
  readonly status: number
  /** Parsed JSON, the text where it is none, `undefined` for an empty body. */
  readonly responseBody: unknown
  readonly retryAfter: string | null
  /** From 1. */
  readonly attempt: number
  readonly milliseconds: number
}

/** The last exchange of a request, judged. */
export interface ScimAnswer {
  readonly status: number
  readonly ok: boolean
  readonly body: unknown
  /** What went wrong, in the words of the service provider where it gave some. */
  readonly error: string | null
  readonly attempts: number
}

export interface ScimConnectionOptions {
  readonly tenantUrl: string
  /** Short for an authentication by a long-lived token. */
  readonly secretToken?: string
  readonly authentication?: Authentication
  /** How often a request is sent at most. */
  readonly maxAttempts?: number
  readonly onExchange?: (exchange: Exchange) => void
  readonly fetch?: typeof fetch
  readonly wait?: (milliseconds: number) => Promise<void>
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export type SendRequest = (request: ScimRequest) => Promise<ScimAnswer>

/**
 * Sends requests with a bearer token; one that is refused before its end is asked for anew, once. 429 and 5xx are sent again, after `Retry-After` where the service provider gives
 * it; a 429 holds back everything else too (learn.microsoft.com/answers/questions/2284725).
 */
export function createScimConnection(options: ScimConnectionOptions): SendRequest {
  const maxAttempts = options.maxAttempts ?? 4
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)))
  const now = options.now ?? Date.now
  const pause = createPause(wait)
  const { secretToken = '', authentication = { by: 'token', token: secretToken } } = options
  const tokens = createBearerTokens(authentication, options.fetch ?? fetch, now)

  return async (request) => {
    let isTokenNew = false
    for (let attempt = 1; ; attempt++) {
      await pause.over()
      const { token, ...exchange } = await exchangeOnce(options, tokens, now, request, attempt)
      options.onExchange?.(exchange)
      if (exchange.status === 401 && token !== null && !isTokenNew && tokens.refuse(token)) {
        isTokenNew = true
        continue
      }
      if (!isTemporary(exchange.status) || attempt >= maxAttempts) {
        return toAnswer(exchange, request)
      }
      const delay = retryDelay(exchange.retryAfter, attempt, now())
      if (exchange.status === 429) pause.start(delay)
      else await wait(delay)
    }
  }
}

async function exchangeOnce(
  { tenantUrl, fetch: send = fetch }: ScimConnectionOptions,
  tokens: BearerTokens,
  now: () => number,
  request: ScimRequest,
  attempt: number,
): Promise<Exchange & { readonly token: string | null }> {
  const { method, body } = request
  const started = now()
  const common = {
    method,
    url: toScimUrl(tenantUrl, request.path, request.query),
    path: toScimUrl('', request.path, request.query),
    requestBody: body,
    attempt,
  }
  let token: string | null = null
  try {
    token = await tokens.get()
    const response = await send(common.url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/scim+json',
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json; charset=utf-8' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    })
    return {
      ...common,
      token,
      status: response.status,
      responseBody: parseBody(await response.text()),
      retryAfter: response.headers.get('retry-after'),
      milliseconds: now() - started,
    }
  } catch (error) {
    const milliseconds = now() - started
    if (error instanceof TokenRefused) {
      const { message, retryAfter, status } = error
      return { ...common, token, status, responseBody: { detail: message }, retryAfter, milliseconds }
    }
    return { ...common, token, status: 0, responseBody: messageOf(error), retryAfter: null, milliseconds }
  }
}

function toAnswer(exchange: Exchange, request: ScimRequest): ScimAnswer {
  const error = errorOf(exchange, request.method)
  return {
    status: exchange.status,
    ok: error === null,
    body: exchange.responseBody,
    error,
    attempts: exchange.attempt,
  }
}

function isTemporary(status: number): boolean {
  return status === 0 || status === 429 || status >= 500
}

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
