import { InvalidSyntax, PayloadTooLarge, type Issue } from '../errors.ts'
import { PATCH_OP_URN } from '../patch/parse-patch.ts'
import { findMember } from '../resource/find-member.ts'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource-data.ts'
import type { Tolerances } from '../tolerance.ts'
import {
  BULK_METHODS,
  type BulkMethod,
  type BulkOperation,
  type BulkRequest,
  type MalformedOperation,
} from './bulk-request.ts'

export const BULK_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

interface Place {
  /** Where in the message: `Operations[3]`. */
  readonly position: string
  readonly issues: Issue[]
  readonly tolerances: Tolerances
}

/**
 * Parses the body of POST `/Bulk` (RFC 7644 §3.7). A message that is none is refused whole; an operation that is
 * malformed fails alone, and whether another can be done is seen when it is its turn.
 * Throws InvalidSyntax, PayloadTooLarge for more than `maxOperations` (§3.7.4).
 */
export function parseBulkRequest(body: unknown, maxOperations: number, tolerances: Tolerances): BulkRequest {
  if (!isJsonObject(body)) throw new InvalidSyntax('The body must be a JSON object')
  checkSchemas(body, tolerances)
  const list = operationsOf(body, maxOperations)
  const failOnErrors = parseFailOnErrors(findMember(body, 'failOnErrors'), tolerances)
  const repeated = repeatedIn(list)
  const operations = list.map((raw, index) =>
    parseOperation(raw, repeated, { position: `Operations[${index}]`, issues: [], tolerances }),
  )
  return { failOnErrors, operations }
}

function checkSchemas(body: JsonObject, tolerances: Tolerances): void {
  const schemas = findMember(body, 'schemas')
  const urns: readonly unknown[] = Array.isArray(schemas) ? schemas : [schemas]
  const named = urns.some((urn) => typeof urn === 'string' && urn.toLowerCase() === BULK_REQUEST_URN.toLowerCase())
  if (!named && !tolerances.use('missing-schemas'))
    throw new InvalidSyntax(`'schemas' must contain ${BULK_REQUEST_URN}`)
}

function operationsOf(body: JsonObject, maxOperations: number): readonly Json[] {
  const operations = findMember(body, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0)
    throw new InvalidSyntax("'Operations' must be an array of one or more operations")
  if (operations.length > maxOperations) {
    throw new PayloadTooLarge(
      `The number of bulk operations (${operations.length}) exceeds the maxOperations (${maxOperations})`,
    )
  }
  return operations as readonly Json[]
}

/** 0 accepts no error, and so stops after the first one as 1 does. */
function parseFailOnErrors(value: Json | undefined, tolerances: Tolerances): number | undefined {
  if (value === undefined || value === null) return undefined
  const number =
    typeof value === 'string' && /^\d+$/.test(value) && tolerances.use('string-number') ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return Math.max(1, number)
  throw new InvalidSyntax('failOnErrors: expected an integer that is not negative')
}

function parseOperation(raw: Json, repeated: ReadonlySet<string>, place: Place): BulkOperation | MalformedOperation {
  const { position, issues } = place
  if (!isJsonObject(raw)) {
    issues.push({ path: position, message: 'expected an object' })
    return toMalformed({}, issues)
  }
  const method = parseMethod(findMember(raw, 'method'), place)
  const bulkId = parseText('bulkId', findMember(raw, 'bulkId'), place)
  const version = parseText('version', findMember(raw, 'version'), place)
  const target = parsePath(findMember(raw, 'path'), method, place)
  const data = method === 'DELETE' ? null : parseData(findMember(raw, 'data'), method, place)
  if (method === 'POST' && bulkId === undefined)
    issues.push({ path: `${position}.bulkId`, message: 'is required for POST' })
  // Operations of one `bulkId` could not be told apart, neither in references nor in the response.
  if (bulkId !== undefined && repeated.has(bulkId))
    issues.push({ path: `${position}.bulkId`, message: `'${bulkId}' is there twice` })
  if (issues.length > 0 || method === undefined || target === undefined) return toMalformed({ method, bulkId }, issues)
  return { method, bulkId, ...target, version: version ?? null, data }
}

function toMalformed(
  { method, bulkId }: Partial<Pick<MalformedOperation, 'method' | 'bulkId'>>,
  issues: readonly Issue[],
): MalformedOperation {
  const detail = issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
  return { malformed: new InvalidSyntax(detail, { issues }), method, bulkId }
}

function parseMethod(value: Json | undefined, { position, issues, tolerances }: Place): BulkMethod | undefined {
  const found = typeof value === 'string' ? BULK_METHODS.find((known) => known === value.toUpperCase()) : undefined
  if (found !== undefined && (found === value || tolerances.use('op-case'))) return found
  const message = value === undefined ? 'is required' : 'expected'
  issues.push({ path: `${position}.method`, message: `${message}: one of ${BULK_METHODS.join(', ')}` })
  return undefined
}

/** Nothing where there is none, or an empty one. */
function parseText(name: string, value: Json | undefined, { position, issues }: Place): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  issues.push({ path: `${position}.${name}`, message: 'expected a string' })
  return undefined
}

/** `/Users` of a POST, `/Users/ID` of all others; a query says nothing here. */
function parsePath(
  value: Json | undefined,
  method: BulkMethod | undefined,
  { position, issues }: Place,
): Pick<BulkOperation, 'endpoint' | 'id'> | undefined {
  const refuse = (message: string): undefined => {
    issues.push({ path: `${position}.path`, message })
    return undefined
  }
  if (typeof value !== 'string' || value === '') return refuse('is required: a path such as /Users')
  const parts = toParts(value)
  if (parts === undefined) return refuse('is not percent-encoded UTF-8')
  const [endpoint = '', id] = parts
  const wanted = method === 'POST' ? 1 : 2
  if (endpoint !== '' && parts.length === wanted) return { endpoint, id }
  if (method === undefined) return undefined
  return refuse(method === 'POST' ? 'expected an endpoint such as /Users' : 'expected a resource such as /Users/ID')
}

function toParts(path: string): readonly string[] | undefined {
  const [plain = ''] = path.split('?')
  try {
    return plain.replace(/^\/+/, '').replace(/\/$/, '').split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** A PATCH may be its operations alone, as the example of RFC 7644 §3.7.3 has it: the message around them is this one. */
function parseData(value: Json | undefined, method: BulkMethod | undefined, { position, issues }: Place): Json {
  if (isJsonObject(value)) return value
  if (method === 'PATCH' && Array.isArray(value))
    return { schemas: [PATCH_OP_URN], Operations: value as readonly Json[] }
  issues.push({ path: `${position}.data`, message: 'is required: an object' })
  return null
}

/** Every `bulkId` that more than one operation has. */
function repeatedIn(list: readonly Json[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const raw of list) {
    const bulkId = isJsonObject(raw) ? findMember(raw, 'bulkId') : undefined
    if (typeof bulkId !== 'string' || bulkId === '') continue
    if (seen.has(bulkId)) repeated.add(bulkId)
    seen.add(bulkId)
  }
  return repeated
}
