import { seal, unseal } from '../access/seal.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { AsyncRequest } from '../directory/async-request.ts'
import type { Cause } from '../plugin/event.ts'
import type { ResourceRequest } from '../provisioning/resource-request.ts'
import type { BulkMethod } from '../scim/message/bulk-request.ts'
import { findMember } from '../scim/resource/find-member.ts'
import { isJsonObject, type Json } from '../scim/resource/resource-data.ts'

/** What a request asks for that is carried out later, and by whom it was let in. */
export interface Asked {
  readonly by: PresentedBy
  readonly cause: Cause
  readonly baseUrl: string
  /** As sent, with the query: for the provisioning log. */
  readonly url: string
  readonly method: BulkMethod
  /** Of one resource; `null` for a bulk request. */
  readonly resource: Pick<ResourceRequest, 'type' | 'id' | 'conditions'> | null
  readonly body: Json
}

/** The key of a request as it was then, and the access token by which it was used. */
export interface PresentedBy {
  readonly keyId: string
  readonly keyHash: string
  /** `null` for the key itself. */
  readonly tokenHash: string | null
}

/** What one operation of a bulk request asks for, as sent; the body of a request of one resource. */
export function askedAt({ body, resource }: Asked, index: number): Json {
  if (resource !== null || !isJsonObject(body)) return body
  const operations = findMember(body, 'Operations')
  return Array.isArray(operations) ? ((operations as readonly Json[])[index] ?? null) : body
}

type SealingServices = Pick<OperationServices, 'connectionKey' | 'randomBytes'>

/** A body may have a password in it: nothing of what is asked for lies open in the database. */
export function sealAsked(
  { connectionKey, randomBytes }: SealingServices,
  request: Pick<AsyncRequest, 'organizationId' | 'txn'>,
  asked: Asked,
): string | undefined {
  return connectionKey && seal(connectionKey, JSON.stringify(asked), toSubject(request), randomBytes)
}

/** `undefined` where this server has another secret than the one that has sealed it. */
export function openAsked(
  { connectionKey }: Pick<SealingServices, 'connectionKey'>,
  request: AsyncRequest,
): Asked | undefined {
  const text = connectionKey && unseal(connectionKey, request.sealed, toSubject(request))
  return text === undefined ? undefined : (JSON.parse(text) as Asked)
}

function toSubject({ organizationId, txn }: Pick<AsyncRequest, 'organizationId' | 'txn'>): string {
  return `async request of ${organizationId} ${txn}`
}
