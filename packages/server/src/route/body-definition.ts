import type { GenericSchema } from 'valibot'

import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

/** How the body of a route is read. */
export interface BodyDefinition<Body> {
  /** The media types that are understood, without parameters; every other is a 415. */
  readonly mediaTypes: readonly string[]
  /** The largest body, in bytes, where it is less than that of the server; the refusal says `tooLarge`. */
  readonly limit?: { readonly bytes: number; readonly tooLarge: string }
  /** Whether a request without a body is understood, too: then there is none. */
  readonly optional?: true
  /** Media types of which no bytes at all are a document, where the body is optional. */
  readonly emptyTypes?: readonly string[]
  /** What the body looks like, for the description; `undefined` for text of another grammar. */
  readonly schema?: GenericSchema
  /** The same in JSON Schema, of a plugin. */
  readonly jsonSchema?: JsonObject
  /** The body from its text. Throws InvalidSyntax for broken JSON and UnprocessableError with every issue. */
  parse(text: string, mediaType: string): Body | Promise<Body>
}
