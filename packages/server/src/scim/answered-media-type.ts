import { scimMediaType } from './scim-body.ts'

const plain = 'application/json'

/**
 * The media type of a SCIM answer (RFC 7644 §3.8): `application/json` for an `Accept` that names it and has no
 * place for `application/scim+json`, which everybody else gets.
 */
export function answeredMediaType(accept: string | undefined): string {
  if (accept === undefined || !accept.toLowerCase().includes(plain)) return scimMediaType
  const ranges = accept.toLowerCase().split(',').map(parseRange)
  const takes = (...types: readonly string[]) => ranges.some(({ type, q }) => q > 0 && types.includes(type))
  return takes(plain) && !takes(scimMediaType, 'application/*', '*/*') ? plain : scimMediaType
}

/** A media range and its weight (RFC 9110 §12.5.1). */
function parseRange(range: string): { readonly type: string; readonly q: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return { type, q: weight === undefined ? 1 : Number(weight.slice(2)) }
}
