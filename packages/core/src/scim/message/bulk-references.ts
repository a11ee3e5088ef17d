import { printFilter } from '../filter/print-filter.ts'
import type { Filter } from '../filter/filter.ts'
import { parsePath } from '../path/parse-path.ts'
import { findMember } from '../resource/find-member.ts'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource-data.ts'
import { Tolerances } from '../tolerance.ts'
import type { BulkOperation } from './bulk-request.ts'
import type { ReferenceNames } from './reference-names.ts'

const prefix = 'bulkId:'

/** The `bulkId`s that an operation refers to (RFC 7644 §3.7.2): in its path, in values that are ids, and in the paths of a PATCH. */
export function findReferences(operation: BulkOperation, names: ReferenceNames): ReadonlySet<string> {
  const found = new Set<string>()
  rewrite(operation, names, (bulkId) => {
    found.add(bulkId)
    return undefined
  })
  return found
}

/** The operation with each reference replaced by the id of its resource; unknown ones stay. */
export function resolveReferences(
  operation: BulkOperation,
  ids: ReadonlyMap<string, string>,
  names: ReferenceNames,
): BulkOperation {
  return rewrite(operation, names, (bulkId) => ids.get(bulkId))
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
export function splitReferences(
  data: JsonObject,
  waiting: ReadonlySet<string>,
  names: ReferenceNames,
  within = '',
): SplitReferences {
  const kept: Record<string, Json> = {}
  const additions: { path: string; value: Json }[] = []
  for (const [name, value] of Object.entries(data)) {
    const path = within + name
    const refers = (part: Json) => refersTo(part, namesReference(name, names), names, waiting)
    if (!refers(value)) kept[name] = value
    else if (Array.isArray(value)) {
      const rest = value.filter((element) => !refers(element as Json)) as Json[]
      if (rest.length > 0) kept[name] = rest
      additions.push({ path, value: value.filter((element) => refers(element as Json)) as Json[] })
    } else if (within === '' && name.includes(':') && isJsonObject(value)) {
      const extension = splitReferences(value, waiting, names, `${name}:`)
      if (Object.keys(extension.data).length > 0) kept[name] = extension.data
      additions.push(...extension.additions)
    } else additions.push({ path, value })
  }
  return { data: kept, additions }
}

/** Every text of the operation that may matter to another one: its resource, and the values of its body. */
export function mentionsOf({ id, data }: BulkOperation): readonly string[] {
  const texts: string[] = id === undefined ? [] : [id]
  collectTexts(data, texts)
  return texts
}

function collectTexts(value: Json, texts: string[]): void {
  if (typeof value === 'string') texts.push(value)
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collectTexts(part, texts)
}

/** The id for a `bulkId`; undefined leaves the reference as it is. */
type Resolve = (bulkId: string) => string | undefined

function rewrite(operation: BulkOperation, names: ReferenceNames, resolve: Resolve): BulkOperation {
  const { data, id, method } = operation
  const isPatch = method === 'PATCH' && isJsonObject(data)
  return {
    ...operation,
    id: id === undefined ? undefined : resolveText(id, '', resolve),
    data: isPatch ? rewritePatch(data, names, resolve) : rewriteValue(data, false, names, resolve),
  }
}

function rewritePatch(message: JsonObject, names: ReferenceNames, resolve: Resolve): JsonObject {
  return mapMembers(message, 'operations', (operations) =>
    Array.isArray(operations)
      ? (operations as readonly Json[]).map((one) => (isJsonObject(one) ? rewriteOperation(one, names, resolve) : one))
      : operations,
  )
}

/** The value of `members`, or of attributes by their names where there is no path. */
function rewriteOperation(operation: JsonObject, names: ReferenceNames, resolve: Resolve): JsonObject {
  const path = findMember(operation, 'path')
  const refers = typeof path === 'string' && namesReference(path, names)
  const resolved = mapMembers(operation, 'value', (value) => rewriteValue(value, refers, names, resolve))
  return refers ? mapMembers(resolved, 'path', (text) => resolvePath(String(text), resolve)) : resolved
}

function mapMembers(object: JsonObject, wanted: string, change: (value: Json) => Json): JsonObject {
  return mapParts(object, (value, name) => (name.toLowerCase() === wanted ? change(value) : value))
}

/** Whether a name or path is one of an attribute whose values are ids: `members`, `urn:…:User:manager`, `manager.value`. */
function namesReference(path: string, names: ReferenceNames): boolean {
  const steps = (path.split('[')[0] ?? '').toLowerCase().split(/[:.]/)
  const last = steps.at(-1) ?? ''
  return names.has(last) || (inner.has(last) && names.has(steps.at(-2) ?? ''))
}

/** What of a value is the id. */
const inner: ReadonlySet<string> = new Set(['value', '$ref'])

/** The same value with every reference in it resolved; `refers` where it is the value of an attribute whose values are ids. */
function rewriteValue(value: Json, refers: boolean, names: ReferenceNames, resolve: Resolve, name = ''): Json {
  if (typeof value === 'string') return refers && value.includes(prefix) ? resolveText(value, name, resolve) : value
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    const mapped = list.map((element) => rewriteValue(element, refers, names, resolve, name))
    return mapped.every((element, index) => element === list[index]) ? list : mapped
  }
  if (!isJsonObject(value)) return value
  return mapParts(value, (part, key) => {
    const within = refers ? inner.has(key.toLowerCase()) : namesReference(key, names)
    return rewriteValue(part, within, names, resolve, key)
  })
}

/** The object with each member changed; the very same where none is. */
function mapParts(object: JsonObject, change: (part: Json, name: string) => Json): JsonObject {
  let mapped = object
  for (const [name, part] of Object.entries(object)) {
    const changed = change(part, name)
    if (changed !== part) mapped = { ...mapped, [name]: changed }
  }
  return mapped
}

/** `bulkId:x` is a reference where an id stands; a `$ref` ends with it. */
function resolveText(text: string, name: string, resolve: Resolve): string {
  const start = name.toLowerCase() === '$ref' ? text.lastIndexOf('/') + 1 : 0
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

function refersTo(value: Json, refers: boolean, names: ReferenceNames, bulkIds: ReadonlySet<string>): boolean {
  let found = false
  rewriteValue(value, refers, names, (bulkId) => {
    found ||= bulkIds.has(bulkId)
    return undefined
  })
  return found
}
