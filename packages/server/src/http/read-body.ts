import type { IncomingMessage } from 'node:http'

import rawBody from 'raw-body'

import { BadRequest, InvalidSyntax, PayloadTooLarge, UnsupportedMediaType } from '@rolecall/core/scim/errors'

import type { BodyDefinition } from '../route/body-definition.ts'
import { inviteBody } from './invite-bodies.ts'
import { isUtf8, parseMediaType } from './media-type.ts'
import type { Step } from './request-state.ts'
import { takenBody } from './taken-body.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads the bytes of a route that has a body, at most `limit`. 415 for a media type, charset or coding that the route does
 * not understand, 413 for too much.
 */
export function readBody(limit: number): Step {
  return async ({ state, req }, next) => {
    const definition = state.route?.body
    if (definition === undefined || (definition.optional && !hasBody(req, definition))) return next()
    const type = acceptedType(req, definition)
    state.received = { bytes: await readBytes(req, toLimit(limit, definition)), type }
    return next()
  }
}

/** Makes of the bytes what the route understands. 400 for what is no UTF-8 or no JSON, 422 for what the route does not know. */
export const parseBody: Step = async ({ state }, next) => {
  const { received, route } = state
  if (received !== undefined) {
    // Not deleted: an object that loses a member is slow from then on.
    state.received = undefined
    state.body = await route?.body?.parse(decode(received.bytes), received.type)
  }
  return next()
}

/**
 * RFC 9112 §6: a request has a body where one of these headers says so. One of no bytes is a body too where its type is a
 * language in which nothing is a document: an empty file of YAML is not the same as no file.
 */
function hasBody({ headers }: IncomingMessage, { emptyTypes = [] }: BodyDefinition<unknown>): boolean {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) return true
  return emptyTypes.includes(parseMediaType(headers['content-type'] ?? '').type)
}

function acceptedType({ headers }: IncomingMessage, definition: BodyDefinition<unknown>): string {
  const { type, charset } = parseMediaType(headers['content-type'] ?? '')
  const coding = headers['content-encoding'] ?? 'identity'
  if (!definition.mediaTypes.includes(type)) {
    throw new UnsupportedMediaType(`The body must be ${definition.mediaTypes.join(' or ')}`)
  }
  if (!isUtf8(charset)) throw new UnsupportedMediaType('The charset must be utf-8')
  if (coding.toLowerCase() !== 'identity') throw new UnsupportedMediaType('The body must not be compressed')
  return type
}

/** How much is read, and what is said of more. */
interface Limit {
  readonly bytes: number
  readonly tooLarge: string
}

function toLimit(bytes: number, { limit }: BodyDefinition<unknown>): Limit {
  if (limit !== undefined && limit.bytes <= bytes) return limit
  return { bytes, tooLarge: `The body must not be larger than ${bytes} bytes` }
}

async function readBytes(request: IncomingMessage, { bytes, tooLarge }: Limit): Promise<Buffer> {
  const taken = takenBody(request)
  if (taken !== undefined) {
    if (taken.length > bytes) throw new PayloadTooLarge(tooLarge)
    return taken
  }
  if (Number(request.headers['content-length'] ?? 0) <= bytes) inviteBody(request)
  try {
    return await rawBody(request, { limit: bytes, length: request.headers['content-length'] ?? null })
  } catch (cause) {
    request.resume()
    if ((cause as { readonly type?: string }).type === 'entity.too.large') {
      throw new PayloadTooLarge(tooLarge, { cause })
    }
    throw new BadRequest('The body ended before its time', { cause })
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new InvalidSyntax('The body is not valid UTF-8', { cause })
  }
}
