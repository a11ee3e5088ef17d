import { ask, type Reply } from './ask.ts'
import { CheckFailure } from './check-failure.ts'

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
  /** False where a 429 is what is looked for: it is not sent again. */
  readonly patient?: boolean
}

/** Sends a request; the path starts after the base URL, or is a whole URL that the server has named. */
export type ScimClient = (method: string, path: string, sent?: Sent) => Promise<Reply>

export interface ClientOptions {
  /** Where the SCIM endpoints are, such as `https://host/scim/v2`. */
  readonly baseUrl: string
  readonly token: string
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number
  readonly onExchange: (exchange: Exchange) => void
  /** Waits, in milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

/** How often a request is sent that is answered by 429 (RFC 6585 §4). */
const tries = 3

/** The longest `Retry-After` that is waited for, in seconds. */
const longestWait = 60

/**
 * Does what a 429 asks for: waits, and sends the request again. Throws ServerUnreachable where nobody answers, and
 * CheckFailure for a URL of another origin, which must not see the token.
 */
export function createScimClient({ baseUrl, token, timeoutMs, onExchange, wait }: ClientOptions): ScimClient {
  const base = baseUrl.replace(/\/+$/, '')

  async function send(method: string, path: string, { body, headers = {} }: Sent): Promise<Reply> {
    const sent = body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body)
    const reply = await ask(toUrl(base, path), timeoutMs, {
      method,
      headers: {
        accept: 'application/scim+json',
        authorization: `Bearer ${token}`,
        ...(sent === null ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(sent === null ? {} : { body: sent }),
    })
    onExchange({ method, path, sent, status: reply.status, received: reply.text })
    return reply
  }

  return async (method, path, sent = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await send(method, path, sent)
      const seconds = reply.status === 429 ? secondsToWait(reply.headers) : undefined
      if (seconds === undefined || attempt === tries || sent.patient === false) return reply
      await wait(seconds * 1_000)
    }
  }
}

function toUrl(base: string, path: string): string {
  if (!/^https?:/i.test(path)) return base + path
  if (URL.canParse(path) && new URL(path).origin === new URL(base).origin) return path
  throw new CheckFailure(`the server names ${path}, which is not at ${new URL(base).origin}`)
}

/** Undefined for what is too long, or no number of seconds. */
function secondsToWait(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? ''
  return /^\d{1,4}$/.test(text) && Number(text) <= longestWait ? Number(text) : undefined
}
