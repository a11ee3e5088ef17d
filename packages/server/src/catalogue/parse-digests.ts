import { PreconditionFailed } from '@rolecall/core/scim/errors'

/** The digests that `If-Match` lists (RFC 9110 §13.1.1); `null` where any will do. Throws PreconditionFailed for what is none of `named`. */
export function parseDigests(header: string | undefined, named: string): readonly string[] | null {
  if (header === undefined || header.trim() === '*') return null
  const tags = header.split(',').map((tag) => /^\s*"([0-9a-f]{32})"\s*$/.exec(tag)?.[1])
  if (tags.every((tag) => tag !== undefined)) return tags
  throw new PreconditionFailed(`If-Match must be ${named}, in quotation marks`)
}
