import { PreconditionFailed } from '@rolecall/core/scim/errors'

/** The ETag of the mapping is its version, `"0"` before the first. */
export function toMappingETag(version: number): string {
  return `"${version}"`
}

/** The version that `If-Match` names; `null` where any will do. Throws PreconditionFailed for what is no version. */
export function parseIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null
  const [, version] = /^\s*"(\d{1,15})"\s*$/.exec(header) ?? []
  if (version === undefined)
    throw new PreconditionFailed('If-Match must be the version of the mapping in quotation marks: "3"')
  return Number(version)
}
