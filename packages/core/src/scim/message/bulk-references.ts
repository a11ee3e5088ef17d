import { printFilter } from '../filter/print-filter.ts'
import type { Filter } from '../filter/filter.ts'
import { parsePath } from '../path/parse-path.ts'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource-data.ts'
import { Tolerances } from '../tolerance.ts'
import type { BulkOperation } from './bulk-request.ts'

const prefix = 'bulkId:'

/** The `bulkId`s that an operation refers to (RFC 7644 §3.7.2): in its path, in values, and in the paths of a PATCH. */
export function findReferences(operation: BulkOperation): ReadonlySet<string> {
  const found = new Set<string>()
  const change = toChange(operation.method, (bulkId) => {
    found.add(bulkId)
    return undefined
  })
  if (operation.id !== undefined) change(operation.id, '')
  forEachText(operation.data, change)
  return found
}

/** The operation with each reference replaced by the id of its resource; unknown ones stay. */
export function resolveReferences(operation: BulkOperation, ids: ReadonlyMap<string, string>): BulkOperation {
  const { data, id, method } = operation
  const change = toChange(method, (bulkId) => ids.get(bulkId))
  return { ...operation, id: id === undefined ? undefined : change(id, ''), data: mapTexts(data, change) }
}

/** What is created first, and the attributes that are added when the rest of the circle is there. */
export interface SplitReferences {
  readonly data: JsonObject
  readonly additions: readonly { readonly path: string; readonly value: Json }[]
}

/**
 * Takes out of a body what refers to one of `waiting` (RFC 7644 §3.7.1): single elements of a
 * multi-valued attribute, any other attribute whole.
 */
export function splitReferences(data: JsonObject, waiting: ReadonlySet<string>, within = ''): SplitReferences {
  const kept: Record<string, Json> = {}
  const additions: { path: string; value: Json }[] = []
  for (const [name, value] of Object.entries(data)) {
    const path = within + name
    if (!refersTo(value, waiting)) kept[name] = value
    else if (Array.isArray(value)) {
      const rest = value.filter((element) => !refersTo(element as Json, waiting)) as Json[]
      if (rest.length > 0) kept[name] = rest
      additions.push({ path, value: value.filter((element) => refersTo(element as Json, waiting)) as Json[] })
    } else if (within === '' && name.includes(':') && isJsonObject(value)) {
      const extension = splitReferences(value, waiting, `${name}:`)
      if (Object.keys(extension.data).length > 0) kept[name] = extension.data
      additions.push(...extension.additions)
    } else additions.push({ path, value })
  }
  return { data: kept, additions }
}

/** Every text of the operation that may matter to another one: its resource, and the values of its body. */
export function mentionsOf({ id, data }: BulkOperation): readonly string[] {
  const texts: string[] = id === undefined ? [] : [id]
  forEachText(data, (text) => texts.push(text))
  return texts
}

/** The id for a `bulkId`; undefined leaves the reference as it is. */
type Resolve = (bulkId: string) => string | undefined

/** What becomes of a text in the body of an operation; `name` is that of the member it is the value of. */
function toChange(method: BulkOperation['method'], resolve: Resolve): (text: string, name: string) => string {
  return (text, name) => {
    if (!text.includes(prefix)) return text
    return method === 'PATCH' && name.toLowerCase() === 'path'
      ? resolvePath(text, resolve)
      : resolveText(text, name, resolve)
  }
}

/** `bulkId:x` is a reference wherever an id may stand; a `$ref` ends with it. */
function resolveText(text: string, name: string, resolve: Resolve): string {
  const start = name === '$ref' ? text.lastIndexOf('/') + 1 : 0
  if (!text.startsWith(prefix, start) || text.length === start + prefix.length) return text
  const id = resolve(text.slice(start + prefix.length))
  return id === undefined ? text : text.slice(0, start) + id
}

/** `members[value eq "bulkId:x"]`. A path that can't be parsed is left to the PATCH, which says why. */
function resolvePath(text: string, resolve: Resolve): string {
  try {
    const { attribute, filter, subAttribute } = parsePath(text, new Tolerances())
    if (filter === undefined) return text
    const end = subAttribute === undefined ? '' : `.${subAttribute.text}`
    return `${attribute.text}[${printFilter(resolveFilter(filter, resolve))}]${end}`
  } catch {
    return text
  }
}

function resolveFilter(filter: Filter, resolve: Resolve): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => resolveFilter(part, resolve)) }
    case 'not':
    case 'valuePath':
      return { ...filter, filter: resolveFilter(filter.filter, resolve) }
    case 'compare': {
      if (typeof filter.value !== 'string') return filter
      const value = resolveText(filter.value, '', resolve)
      return { ...filter, value, text: value }
    }
    case 'present':
    case 'contributed':
      return filter
  }
}

function refersTo(value: Json, bulkIds: ReadonlySet<string>): boolean {
  let found = false
  forEachText(value, (text, name) =>
    resolveText(text, name, (bulkId) => {
      found ||= bulkIds.has(bulkId)
      return undefined
    }),
  )
  return found
}

/** Visits every text in a value; `name` is that of the member it is the value of. */
function forEachText(value: Json, visit: (text: string, name: string) => unknown, name = ''): void {
  if (typeof value === 'string') visit(value, name)
  else if (Array.isArray(value)) for (const element of value as readonly Json[]) forEachText(element, visit, name)
  else if (isJsonObject(value)) for (const key in value) forEachText(value[key] as Json, visit, key)
}

/** The same value with every text in it changed; the very same where none is. */
function mapTexts(value: Json, change: (text: string, name: string) => string, name = ''): Json {
  if (typeof value === 'string') return change(value, name)
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    const mapped = list.map((element) => mapTexts(element, change, name))
    return mapped.every((element, index) => element === list[index]) ? list : mapped
  }
  if (!isJsonObject(value)) return value
  let mapped = value
  for (const [key, part] of Object.entries(value)) {
    const changed = mapTexts(part, change, key)
    if (changed !== part) mapped = { ...mapped, [key]: changed }
  }
  return mapped
}
