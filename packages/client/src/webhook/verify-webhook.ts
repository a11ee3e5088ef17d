/** An event as a webhook and the feed have it (CloudEvents 1.0). */
export interface RolecallEvent {
  readonly specversion: '1.0'
  /** `REVISION-INDEX`, in the order of the log. */
  readonly id: string
  /** `/organizations/ID`. */
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A webhook that is not, or not any more, what the server has sent. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
}

export interface WebhookOptions {
  /** `whsec_…`; several while one is exchanged for another. */
  readonly secrets: string | readonly string[]
  /** How far its time may be from now, in seconds; 300 where it is left out. */
  readonly tolerance?: number
  /** Now, in milliseconds. */
  readonly now?: number
}

/** Headers of Node (`request.headers`), or of a `Request`. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

const encoder = new TextEncoder()

/**
 * The event of a webhook, once its signature is proven (Standard Webhooks 1.0, `v1`). `body` is what has come, to the byte: JSON
 * that was parsed and written again has another signature. Throws WebhookError, and TypeError for a body or a secret that is none. An event may come twice; its `id` stays the same.
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  { now = Date.now(), secrets, tolerance = 300 }: WebhookOptions,
): Promise<RolecallEvent> {
  const bytes = toBytes(body)
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    readHeader(headers, name),
  ) as [string, string, string]
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookError('webhook-timestamp must be a number of seconds')
  // Of what is no number nothing is near.
  if (!(Math.abs(now / 1_000 - Number(timestamp)) <= tolerance))
    throw new WebhookError('the webhook is of another time: it is replayed, or a clock is wrong')
  const signed = join(encoder.encode(`${id}.${timestamp}.`), bytes)
  const keys = await Promise.all([secrets].flat().map(toKey))
  const sent = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [fromBase64(one.slice(3))] : []))
  // All of them, whatever the first says: `verify` compares in constant time, and no wait tells which secret it was.
  const proven = await Promise.all(
    keys.flatMap((key) => sent.map((signature) => crypto.subtle.verify('HMAC', key, signature, signed))),
  )
  if (!proven.includes(true)) throw new WebhookError('no signature of the webhook is of a secret that is known')
  return JSON.parse(new TextDecoder().decode(bytes)) as RolecallEvent
}

function readHeader(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : findHeader(headers, name)
  if (typeof value !== 'string' || value === '') throw new WebhookError(`the header ${name} is missing`)
  return value
}

/** Names of headers have no case (RFC 9110 §5.1): some gateways keep the one that they came in. */
function findHeader(headers: Exclude<WebhookHeaders, Headers>, name: string): unknown {
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []))
  return values.length === 1 ? values[0] : undefined
}

function toBytes(body: unknown): Uint8Array {
  if (typeof body === 'string') return encoder.encode(body)
  if (body instanceof Uint8Array) return body
  throw new TypeError(
    'the body of a webhook is the text or the bytes that have come, and nothing that a parser has made of it',
  )
}

function toKey(secret: unknown) {
  const bytes = typeof secret === 'string' ? fromBase64(secret.replace(/^whsec_/, '')) : new Uint8Array()
  if (bytes.length === 0) throw new TypeError('a secret of a webhook is whsec_ and base64')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

/** Nothing where it is none. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
