import type { IncomingMessage } from 'node:http'

import { ScimError } from '@rolecall/core/scim/errors'

/** Where parsers that come before a handler leave what they have read. */
interface Parsed {
  readonly rawBody?: unknown
  readonly body?: unknown
}

/**
 * The bytes of a body that somebody has read before: they are where parsers keep them. What is only left as parsed JSON is
 * refused: it does not show what was said twice, or of what number it was. `undefined` where nobody has read it.
 */
export function takenBody(request: IncomingMessage): Buffer | undefined {
  if (!request.readableDidRead && !request.readableEnded) return undefined
  const { body, rawBody } = request as Parsed
  for (const kept of [rawBody, body]) {
    if (typeof kept === 'string' || kept instanceof Uint8Array) return Buffer.from(kept)
  }
  throw new ScimError(
    500,
    undefined,
    'The body was read before Rolecall got the request, by a body parser such as express.json(). Mount Rolecall before the parser, or have it keep the bytes as request.rawBody',
  )
}
