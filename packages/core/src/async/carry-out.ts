import type { OperationContext } from '../change/operation-context.ts'
import {
  maxOperations,
  runBulk,
  type BulkKeeping,
  type BulkOutcomes,
  type ToScimError,
} from '../provisioning/bulk/bulk.ts'
import type { Verb } from '../provisioning/resource-request.ts'
import { writeResource } from '../provisioning/write-resource.ts'
import { ScimError } from '../scim/errors.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { findMember } from '../scim/resource/find-member.ts'
import { BULK_METHODS, type BulkMethod, type BulkRequest } from '../scim/message/bulk-request.ts'
import type { BulkResult } from '../scim/message/bulk-response.ts'
import { toErrorResponse } from '../scim/message/error-response.ts'
import { parseBulkRequest } from '../scim/message/parse-bulk-request.ts'
import { askedAt, type Asked } from './asked.ts'
import { keepOutcomes, readOutcomes, type Claimed } from './keep-outcomes.ts'

/** So often a request is begun by processes that end over it. */
const mostAttempts = 5

const tooOften = new ScimError(
  500,
  undefined,
  `It was begun ${mostAttempts} times and never came to an end; the server's log says why`,
)

const verbs: Readonly<Record<BulkMethod, Verb>> = { POST: 'create', PUT: 'replace', PATCH: 'patch', DELETE: 'delete' }

/**
 * Carries out what was asked for, as if it had come just now, and keeps what it comes to; `failure` is why it can't be done.
 * Answers all of that. Throws StoreError, ClaimLost.
 */
export async function carryOut(
  context: OperationContext,
  claimed: Claimed,
  toScimError: ToScimError,
  failure: ScimError | null,
): Promise<BulkOutcomes> {
  const { asked, request } = claimed
  const { operations } = request
  const before = operations === null ? new Map<number, BulkResult>() : await readOutcomes(context, request)
  const keeping = keepOutcomes(context, claimed, before)
  const refusal = failure ?? (request.attempts > mostAttempts ? tooOften : null)
  if (refusal !== null) return keepRest(claimed, keeping, before, refusal)
  if (operations === null) return carryOutOne(context, asked, keeping, toScimError)
  let bulk: BulkRequest
  try {
    bulk = parseBulkRequest(asked.body, maxOperations, context.tolerances)
  } catch (error) {
    return keepRest(claimed, keeping, before, toScimError(error))
  }
  const { Operations } = await runBulk(context, bulk, toScimError, keeping)
  if (Operations.length === operations) return new Map(Operations.entries())
  const stopped = new ScimError(424, undefined, 'It was not done, since as many as failOnErrors had failed before')
  return keepRest(claimed, keeping, await readOutcomes(context, request), stopped)
}

async function carryOutOne(
  context: OperationContext,
  { body, method, resource }: Asked,
  keeping: BulkKeeping,
  toScimError: ToScimError,
): Promise<BulkOutcomes> {
  const { conditions, id, type } = resource as NonNullable<Asked['resource']>
  const endpoint = context.baseUrl + context.resourceTypes[type].endpoint
  const known = { method, ...(id === null ? {} : { location: `${endpoint}/${encodeURIComponent(id)}` }) }
  try {
    return await keeping.carryOut(async (within) => {
      const written = await writeResource(within, verbs[method], { type, id, body, conditions, projection: null })
      const location = `${endpoint}/${encodeURIComponent(written.id)}`
      const version = method === 'DELETE' ? {} : { version: written.etag }
      const status = method === 'POST' ? '201' : method === 'DELETE' ? '204' : '200'
      return new Map([[0, { method, location, ...version, status }]])
    })
  } catch (error) {
    const failure = toScimError(error)
    const outcomes = new Map([[0, { ...known, status: String(failure.status), response: toErrorResponse(failure) }]])
    await keeping.keep(outcomes)
    return outcomes
  }
}

/** Each operation has an event, those that were not done, too (RFC 9967 §2.5.1.2). */
async function keepRest(
  { asked, request: { operations } }: Claimed,
  keeping: BulkKeeping,
  done: BulkOutcomes,
  failure: ScimError,
): Promise<BulkOutcomes> {
  const all = Array.from({ length: operations ?? 1 }, (_, index) => index)
  const result = { status: String(failure.status), response: toErrorResponse(failure) }
  const rest = new Map(
    all.filter((index) => !done.has(index)).map((index) => [index, { ...knownOf(asked, index), ...result }]),
  )
  await keeping.keep(rest)
  return new Map([...done, ...rest])
}

/** What a client knows an operation by that was not done. */
function knownOf(asked: Asked, index: number): Pick<BulkResult, 'method' | 'bulkId'> {
  if (asked.resource !== null) return { method: asked.method }
  const operation = askedAt(asked, index)
  if (!isJsonObject(operation)) return {}
  const bulkId = findMember(operation, 'bulkId')
  const named = BULK_METHODS.find((known) => known === findMember(operation, 'method'))
  return { ...(named === undefined ? {} : { method: named }), ...(typeof bulkId === 'string' ? { bulkId } : {}) }
}
