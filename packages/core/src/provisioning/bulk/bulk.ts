import type { ResourceTypeName } from '../../plugin/hook-points.ts'
import { InvalidValue, NotFound, UnresolvedReference, type ScimError } from '../../scim/errors.ts'
import { findReferences, resolveReferences } from '../../scim/message/bulk-references.ts'
import { isMalformed, type BulkOperation, type BulkRequest } from '../../scim/message/bulk-request.ts'
import { toBulkResponse, type BulkResponse, type BulkResult } from '../../scim/message/bulk-response.ts'
import { toErrorResponse } from '../../scim/message/error-response.ts'
import { orderOperations } from '../../scim/message/order-operations.ts'
import { toReferenceNames, type ReferenceNames } from '../../scim/message/reference-names.ts'
import { isStorableText } from '../../scim/storable-text.ts'
import { createCircle } from './create-circle.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import type { Verb, WrittenResource } from '../resource-request.ts'
import { writeResource } from '../write-resource.ts'

/** The most operations of one request; announced as `bulk.maxOperations`. */
export const maxOperations = 1_000

/** The largest request, in bytes; announced as `bulk.maxPayloadSize`. */
export const maxPayloadSize = 4 * 1024 * 1024

/** What a client is told about an error of any kind, which may also be logged. */
export type ToScimError = (error: unknown) => ScimError

/** What operations have come to, by their index. */
export type BulkOutcomes = ReadonlyMap<number, BulkResult>

/** Who commits what operations change, and keeps what they come to. */
export interface BulkKeeping {
  /** What was done of the request before. */
  readonly done: BulkOutcomes
  /** Does a part of the request, and keeps its outcomes with what it changes. */
  carryOut(work: (context: OperationContext) => Promise<BulkOutcomes>): Promise<BulkOutcomes>
  /** Keeps the outcomes of what has changed nothing. */
  keep(outcomes: BulkOutcomes): Promise<void>
}

/** A bulk request under way. */
interface Bulk {
  readonly context: OperationContext
  readonly operations: BulkRequest['operations']
  readonly names: ReferenceNames
  readonly toScimError: ToScimError
  readonly keeping: BulkKeeping
  /** The ids of what was created, by `bulkId`. */
  readonly ids: Map<string, string>
  /** By the index of the operation; what was not done has none. */
  readonly results: Map<number, BulkResult>
  errors: number
  /** The database can't be reached: nothing that follows could be done. */
  broken: boolean
}

/**
 * A bulk request (RFC 7644 §3.7): each operation as the single request that it stands for, in a
 * transaction of its own; a circle of references is created in one (§3.7.1). What fails leaves
 * everything else as it is, until there are `failOnErrors` errors. Answers the outcome of all that was done, in the order of the request.
 */
export async function runBulk(
  context: OperationContext,
  { failOnErrors = Infinity, operations }: BulkRequest,
  toScimError: ToScimError,
  keeping: BulkKeeping = atOnce(context),
): Promise<BulkResponse> {
  const names = toReferenceNames(Object.values(context.resourceTypes))
  const state = { ids: new Map(), results: new Map(), errors: 0, broken: false }
  const bulk: Bulk = { context, operations, names, toScimError, keeping, ...state }
  note(bulk, keeping.done)
  for (const { circular, indexes } of orderOperations(operations, names)) {
    context.gone?.throwIfAborted()
    if (bulk.errors >= failOnErrors || bulk.broken) break
    if (bulk.results.has(indexes[0] as number)) continue
    if (circular) await runCircle(bulk, indexes)
    else await runOne(bulk, indexes[0] as number)
  }
  const done = [...bulk.results].sort(([a], [b]) => a - b)
  return toBulkResponse(done.map(([, result]) => result))
}

async function runOne(bulk: Bulk, index: number): Promise<void> {
  const operation = operationAt(bulk, index)
  try {
    if (isMalformed(operation)) throw operation.malformed
    const asked = withIds(bulk, operation)
    const done = await bulk.keeping.carryOut(async (context) => {
      const written = await execute(context, asked)
      return new Map([[index, toSuccess(bulk, index, written)]])
    })
    note(bulk, done)
  } catch (error) {
    await fail(bulk, new Map([[index, bulk.toScimError(error)]]))
  }
}

/** All of a circle or none of it: whoever failed says why, the others that they depended on it. */
async function runCircle(bulk: Bulk, indexes: readonly number[]): Promise<void> {
  const members = new Set(indexes.map((index) => bulk.operations[index]?.bulkId as string))
  let current = indexes[0] as number
  try {
    const creations = indexes.map((index) => {
      current = index
      const operation = withIds(bulk, operationAt(bulk, index) as BulkOperation, members)
      return { type: getTypeAt(bulk.context, operation.endpoint), operation }
    })
    const done = await bulk.keeping.carryOut(async (context) => {
      const written = await createCircle(context, creations, bulk.names, (place) => {
        current = indexes[place] as number
      })
      return new Map(indexes.map((index, place) => [index, toSuccess(bulk, index, written[place] as WrittenResource)]))
    })
    note(bulk, done)
  } catch (error) {
    const failure = bulk.toScimError(error)
    const failures = indexes.map((index) => [index, index === current ? failure : dependsOn(bulk, current)] as const)
    await fail(bulk, new Map(failures))
  }
}

function dependsOn({ operations }: Bulk, index: number): ScimError {
  return new UnresolvedReference(
    `bulkId:${operations[index]?.bulkId} could not be created, which this refers to in a circle`,
  )
}

/** The operation with the ids that it refers to. Throws InvalidValue, UnresolvedReference. */
function withIds(bulk: Bulk, operation: BulkOperation, later: ReadonlySet<string> = new Set()): BulkOperation {
  for (const bulkId of findReferences(operation, bulk.names)) {
    if (bulk.ids.has(bulkId) || later.has(bulkId)) continue
    if (bulk.operations.some((other) => other.method === 'POST' && other.bulkId === bulkId))
      throw new UnresolvedReference(`bulkId:${bulkId} could not be created, which this refers to`)
    throw new InvalidValue(`bulkId:${bulkId} is created by no operation of this request`)
  }
  return resolveReferences(operation, bulk.ids, bulk.names)
}

const verbs: Readonly<Record<BulkOperation['method'], Verb>> = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'patch',
  DELETE: 'delete',
}

async function execute(context: OperationContext, operation: BulkOperation): Promise<WrittenResource> {
  const { data: body, endpoint, id = null, method, version } = operation
  const type = getTypeAt(context, endpoint)
  if (id !== null && !isStorableText(id)) throw new NotFound(`There is no ${type} of this id`)
  const conditions = { ifMatch: version, ifNoneMatch: null }
  return writeResource(context, verbs[method], { type, id, body, conditions, projection: null })
}

/** The type that an endpoint serves. Throws NotFound. */
function getTypeAt(context: OperationContext, endpoint: string): ResourceTypeName {
  const name = findTypeAt(context, endpoint)
  if (name === undefined) throw new NotFound(`There is no endpoint /${endpoint} for resources`)
  return name
}

/** The type that an endpoint serves, named in any case. */
function findTypeAt({ resourceTypes }: OperationContext, endpoint: string): ResourceTypeName | undefined {
  const path = `/${endpoint}`.toLowerCase()
  return (['User', 'Group'] as const).find((name) => resourceTypes[name].endpoint.toLowerCase() === path)
}

function toSuccess(bulk: Bulk, index: number, written: WrittenResource): BulkResult {
  const operation = operationAt(bulk, index)
  const { method } = operation
  return {
    ...commonResult(bulk, operation, written.id),
    ...(method === 'DELETE' ? {} : { version: written.etag }),
    status: method === 'POST' ? '201' : method === 'DELETE' ? '204' : '200',
  }
}

async function fail(bulk: Bulk, errors: ReadonlyMap<number, ScimError>): Promise<void> {
  const outcomes = [...errors].map(([index, error]): [number, BulkResult] => [
    index,
    {
      ...commonResult(bulk, operationAt(bulk, index), undefined),
      status: String(error.status),
      response: toErrorResponse(error),
    },
  ])
  await bulk.keeping.keep(new Map(outcomes))
  note(bulk, new Map(outcomes))
}

/** Notes outcomes, and what of them those that follow depend on. */
function note(bulk: Bulk, outcomes: BulkOutcomes): void {
  for (const [index, result] of outcomes) {
    const { bulkId, location, method, response, status } = result
    bulk.results.set(index, result)
    if (response !== undefined) bulk.errors += 1
    else if (bulkId !== undefined && method === 'POST') bulk.ids.set(bulkId, idOf(location as string))
    bulk.broken ||= status === '503'
  }
}

/** Of the resource that was created there. */
function idOf(location: string): string {
  return decodeURIComponent(location.slice(location.lastIndexOf('/') + 1))
}

/** Each operation in a transaction of its own, kept nowhere but in the answer. */
function atOnce(context: OperationContext): BulkKeeping {
  return { done: new Map(), carryOut: (work) => work(context), keep: async () => undefined }
}

function operationAt({ operations }: Bulk, index: number): BulkRequest['operations'][number] {
  return operations[index] as BulkRequest['operations'][number]
}

function commonResult(
  { context, ids, names }: Bulk,
  operation: BulkRequest['operations'][number],
  createdId: string | undefined,
): Pick<BulkResult, 'bulkId' | 'location' | 'method'> {
  const { bulkId, method } = operation
  const known = { ...(method === undefined ? {} : { method }), ...(bulkId === undefined ? {} : { bulkId }) }
  if (isMalformed(operation)) return known
  const id = createdId ?? resolveReferences(operation, ids, names).id
  const type = findTypeAt(context, operation.endpoint)
  // As `meta.location` has it, however the client spelled it.
  const path = type === undefined ? `/${operation.endpoint}` : context.resourceTypes[type].endpoint
  return id === undefined ? known : { ...known, location: `${context.baseUrl}${path}/${encodeURIComponent(id)}` }
}
