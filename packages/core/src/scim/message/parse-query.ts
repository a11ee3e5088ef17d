import { InvalidValue } from '../errors.ts'
import type { Tolerances } from '../tolerance.ts'

const NAMES = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
  'attributes',
  'excludedAttributes',
] as const
type Name = (typeof NAMES)[number]

/**
 * The search parameters of a raw query string, decoded; names in any case, the first of several counts.
 * One without `=` is ignored, but for `cursor`, which is empty then (RFC 9865 §2). A trailing `?` or `&` is ignored. Throws InvalidValue for broken percent-encoding.
 */
export function parseQuery(query: string, tolerances: Tolerances): Partial<Record<Name, string>> {
  const parameters: Partial<Record<Name, string>> = {}
  for (const part of withoutTail(query, tolerances).split('&')) {
    const equals = part.includes('=') ? part.indexOf('=') : part.length
    const name = toName(part.slice(0, equals))
    if (equals === part.length && name !== 'cursor') continue
    if (name && parameters[name] === undefined) parameters[name] = withSpaces(name, part.slice(equals + 1), tolerances)
  }
  return parameters
}

function withoutTail(query: string, tolerances: Tolerances): string {
  let end = query.length
  while (end > 0 && '?&'.includes(query.charAt(end - 1))) end -= 1
  if (end < query.length && !tolerances.use('trailing-delimiter'))
    throw new InvalidValue(`the query ends with '${query.charAt(query.length - 1)}'`)
  return query.slice(0, end)
}

function toName(text: string): Name | undefined {
  return NAMES.find((name) => name.toLowerCase() === text.toLowerCase())
}

function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new InvalidValue(`'${name}' is not percent-encoded UTF-8`, { cause: error })
  }
}

/**
 * `+` is itself, as in `ann+test@example.com`, unless it separates the tokens of the filter, as forms encode
 * spaces; then an encoded one (`%2B`) still is itself.
 */
function withSpaces(name: Name, encoded: string, tolerances: Tolerances): string {
  const text = decode(name, encoded)
  if (!encoded.includes('+') || name === 'cursor') return text
  if (name === 'filter' && !separatesByPlus(text)) return text
  return tolerances.use('plus-as-space') ? decode(name, encoded.replaceAll('+', ' ')) : text
}

/** Outside of quotation marks there is a `+` and no space. */
function separatesByPlus(filter: string): boolean {
  let quoted = false
  let plus = false
  for (let index = 0; index < filter.length; index += 1) {
    const character = filter.charAt(index)
    if (quoted && character === '\\') index += 1
    else if (character === '"') quoted = !quoted
    else if (!quoted && character === ' ') return false
    else if (!quoted && character === '+') plus = true
  }
  return plus
}
