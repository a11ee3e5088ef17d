/** Something that is wrong with one place of a request. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** What an answer says of itself that is none. */
export interface Refusal {
  readonly status: number
  /** Stable, upper case with underscores; `undefined` where the server has none for it. Of SCIM and OAuth their own words. */
  readonly code: string | undefined
  readonly detail: string
  readonly issues: readonly Issue[]
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfter: number | undefined
  /** By which the server's log has the request. */
  readonly requestId: string | undefined
  /** The whole answer, where it was JSON. */
  readonly body: unknown
}

/** An answer that is none: every error of a call is one of these, or `NoAnswer`. */
export class RolecallError extends Error implements Refusal {
  override readonly name: string = 'RolecallError'
  readonly status: number
  readonly code: string | undefined
  readonly detail: string
  readonly issues: readonly Issue[]
  readonly retryAfter: number | undefined
  readonly requestId: string | undefined
  readonly body: unknown

  constructor({ body, code, detail, issues, requestId, retryAfter, status }: Refusal) {
    super(`${status}${code === undefined ? '' : ` ${code}`}: ${detail}`)
    this.status = status
    this.code = code
    this.detail = detail
    this.issues = issues
    this.retryAfter = retryAfter
    this.requestId = requestId
    this.body = body
  }
}

/** 400: the request says something that can't be meant. */
export class BadRequest extends RolecallError {
  override readonly name = 'BadRequest'
}

/** 401: the key is none, was revoked, or is over. */
export class Unauthorized extends RolecallError {
  override readonly name = 'Unauthorized'
}

/** 403: the key has not the scope. */
export class Forbidden extends RolecallError {
  override readonly name = 'Forbidden'
}

/** 404: there is no such thing, in this organization. */
export class NotFound extends RolecallError {
  override readonly name = 'NotFound'
}

/** 409: what is there is in the way; `code` says what. */
export class Conflict extends RolecallError {
  override readonly name = 'Conflict'
}

/** 412: it has changed since it was read. */
export class PreconditionFailed extends RolecallError {
  override readonly name = 'PreconditionFailed'
}

/** 422: `issues` has each place that is wrong. */
export class Unprocessable extends RolecallError {
  override readonly name = 'Unprocessable'
}

/** 429: `retryAfter` says when again. */
export class TooManyRequests extends RolecallError {
  override readonly name = 'TooManyRequests'
}

/** 500 to 599: the server's fault, or that of what stands before it. */
export class ServerFailure extends RolecallError {
  override readonly name = 'ServerFailure'
}

/** There was no answer, or not all of one: the connection was refused, cut, or silent for too long. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const classes: Readonly<Record<number, typeof RolecallError>> = {
  400: BadRequest,
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  412: PreconditionFailed,
  422: Unprocessable,
  429: TooManyRequests,
}

/** The error of an answer: a problem (RFC 9457), or an error of SCIM or OAuth, or whatever a proxy has made of it. */
export async function toError(response: Response, now = Date.now()): Promise<RolecallError> {
  const { headers, status, statusText } = response
  const text = await response.text().catch(() => '')
  const body = parse(text)
  const said = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
  const ErrorClass = classes[status] ?? (status >= 500 ? ServerFailure : RolecallError)
  return new ErrorClass({
    status,
    code: textOf(said['code'] ?? said['scimType'] ?? said['error']),
    detail: textOf(said['detail'] ?? said['error_description']) ?? (statusText || 'no reason was given'),
    issues: Array.isArray(said['issues']) ? (said['issues'] as readonly Issue[]) : [],
    retryAfter: readRetryAfter(headers.get('retry-after'), now),
    requestId: headers.get('x-request-id') ?? undefined,
    body,
  })
}

/** Seconds, or an instant (RFC 9110 §10.2.3), as milliseconds from now. */
export function readRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null || text.trim() === '') return undefined
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
