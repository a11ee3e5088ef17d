import { toTokenRequest, type Authentication } from './authentication.ts'

/** What is sent as `Authorization: Bearer` with the next request. */
export interface BearerTokens {
  /** Throws TokenRefused. */
  get(): Promise<string>
  /** Forgets a token that was refused; answers whether there may be another one. */
  refuse(token: string): boolean
}

/** The service provider gave no token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly status: number
  readonly retryAfter: string | null

  constructor(status: number, retryAfter: string | null, message: string) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** A token is no longer used so long before its end, in milliseconds. */
const margin = 5 * 60_000

/** Without `expires_in` a token is taken to live an hour. */
const usualSeconds = 3_600

/** Keeps a token until shortly before its end; several requests that need one at once ask for one. */
export function createBearerTokens(
  authentication: Authentication,
  send: typeof fetch,
  now: () => number,
): BearerTokens {
  if (authentication.by === 'token') {
    const { token } = authentication
    return { get: () => Promise.resolve(token), refuse: () => false }
  }
  let asked: Promise<{ readonly token: string; readonly until: number }> | undefined
  let current: { readonly token: string; readonly until: number } | undefined

  async function ask() {
    const { url, ...request } = await toTokenRequest(authentication as Exclude<Authentication, { by: 'token' }>)
    const response = await send(url, { method: 'POST', ...request, redirect: 'manual' })
    const { access_token: token, expires_in: seconds, ...answer } = await readAnswer(response)
    if (!response.ok || typeof token !== 'string') {
      const why = String(answer['error_description'] ?? answer['error'] ?? 'there is no access_token')
      throw new TokenRefused(response.status, response.headers.get('retry-after'), `no token: ${why}`)
    }
    return { token, until: now() + (typeof seconds === 'number' ? seconds : usualSeconds) * 1_000 - margin }
  }

  return {
    async get() {
      if (current !== undefined && now() < current.until) return current.token
      asked ??= ask().finally(() => (asked = undefined))
      current = await asked
      return current.token
    },
    refuse(token) {
      if (current?.token === token) current = undefined
      return true
    },
  }
}

async function readAnswer(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
