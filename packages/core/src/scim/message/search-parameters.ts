import { InvalidCount, InvalidValue } from '../errors.ts'
import type { Filter } from '../filter/filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { MAX_PATH_LENGTH } from '../path/parse-path.ts'
import type { SortOrder } from '../resource/sort.ts'
import type { Tolerances } from '../tolerance.ts'
import { parseQuery } from './parse-query.ts'

/**
 * What a query asks for (RFC 7644 §3.4.2, RFC 9865 §2). `startIndex` is at least 1; `count` is at
 * least 0, and undefined if not given; `cursor` is `""` for the first page of cursor paging. A list of
 * attributes is undefined if not given or empty.
 */
export interface SearchParameters {
  readonly filter: Filter | undefined
  readonly sortBy: string | undefined
  readonly sortOrder: SortOrder
  readonly startIndex: number
  readonly count: number | undefined
  readonly cursor: string | undefined
  readonly attributes: readonly string[] | undefined
  readonly excludedAttributes: readonly string[] | undefined
}

/** A parameter as sent: text in a query, a JSON value in the body of `/.search`; undefined if not given. */
export type ReadParameter = (name: keyof SearchParameters) => unknown

/** Parses the raw query string, without `?`. Unknown parameters are ignored. Throws InvalidFilter, InvalidValue, InvalidCount. */
export function parseSearchParameters(query: string, tolerances: Tolerances): SearchParameters {
  const parameters = parseQuery(query, tolerances)
  return toSearchParameters((name) => parameters[name], tolerances)
}

/** Checks the parameters, wherever they came from. Throws InvalidFilter, InvalidValue, InvalidCount. */
export function toSearchParameters(read: ReadParameter, tolerances: Tolerances): SearchParameters {
  const filter = toText('filter', read('filter'))
  const cursor = toText('cursor', read('cursor'))
  const sortBy = toText('sortBy', read('sortBy'), MAX_PATH_LENGTH)?.trim()
  return {
    filter: filter === undefined ? undefined : parseFilter(filter, tolerances),
    sortBy: sortBy === '' ? undefined : sortBy,
    sortOrder: toSortOrder(read('sortOrder')),
    startIndex: Math.max(1, toInteger('startIndex', read('startIndex')) ?? 1),
    count: toCount(read('count'), cursor !== undefined),
    cursor,
    attributes: toNames('attributes', read('attributes')),
    excludedAttributes: toNames('excludedAttributes', read('excludedAttributes')),
  }
}

/** A negative count means 0 (RFC 7644 §3.4.2.4), with a cursor it is refused by its own keyword (RFC 9865 §2.1). */
function toCount(value: unknown, withCursor: boolean): number | undefined {
  try {
    const count = toInteger('count', value)
    return count === undefined ? undefined : Math.max(0, count)
  } catch (error) {
    if (withCursor) throw new InvalidCount("'count' must be an integer", { cause: error })
    throw error
  }
}

function toInteger(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number
  throw new InvalidValue(`'${name}' must be an integer`)
}

function toSortOrder(value: unknown): SortOrder {
  const text = toText('sortOrder', value)?.trim().toLowerCase() ?? ''
  if (text === '' || text === 'ascending') return 'ascending'
  if (text === 'descending') return 'descending'
  throw new InvalidValue("'sortOrder' must be ascending or descending")
}

/** A text; the filter and the cursor have limits of their own. */
function toText(name: string, value: unknown, longest = Infinity): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new InvalidValue(`'${name}' must be a string`)
  if (value.length <= longest) return value
  throw new InvalidValue(`'${name}' is longer than ${longest} characters`)
}

/** At each comma, but for those within a value filter. */
function splitNames(text: string): readonly string[] {
  if (!text.includes('[')) return text.split(',')
  const names: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '[') depth += 1
    else if (character === ']') depth -= 1
    else if (character === ',' && depth <= 0) {
      names.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...names, text.slice(start)]
}

/** Names of attributes that a request may list, and the characters of the text that they are joined to. */
export const MAX_NAMED_ATTRIBUTES = 1_000
const longestList = 65_536

/** A list of names, or names joined by commas as in a query. */
function toNames(name: string, value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && value.length > longestList)
    throw new InvalidValue(`'${name}' is longer than ${longestList} characters`)
  const parts: readonly unknown[] =
    typeof value === 'string' ? splitNames(value) : Array.isArray(value) ? value : [undefined]
  if (parts.length > MAX_NAMED_ATTRIBUTES)
    throw new InvalidValue(`'${name}' has ${parts.length} names; at most ${MAX_NAMED_ATTRIBUTES} are allowed`)
  const names = parts.map((part) => {
    if (typeof part !== 'string') throw new InvalidValue(`'${name}' must be a list of attribute names`)
    return part.trim()
  })
  const given = names.filter((part) => part !== '')
  return given.length === 0 ? undefined : given
}
