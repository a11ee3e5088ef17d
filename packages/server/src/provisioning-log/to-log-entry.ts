import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { RequestLogEntry, RequestOutcome } from '@rolecall/core/directory/request-log'
import type { Story } from '@rolecall/core/directory/story'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { toStorableText } from '@rolecall/core/scim/storable-text'
import type { LeftOut } from '@rolecall/core/scim/tolerance'

import { scimPath, toScimPath } from '../route/scim-path.ts'
import { maskBody, type MaskedBody } from './mask-body.ts'
import { maskPath } from './mask-path.ts'
import { maskText, masked } from './mask-text.ts'
import type { IsSecretName } from './secret-names.ts'

/** What of a request and its answer the log is made from. */
export interface ObservedRequest {
  readonly requestId: string
  /** In which trace it stands. */
  readonly traceId?: string | undefined
  readonly method: string
  readonly url: string
  readonly time: string
  readonly durationMs: number
  readonly status: number
  readonly provider: string | null
  readonly tolerances: readonly string[]
  readonly leftOut: readonly LeftOut[]
  readonly story: Story
  /** Parsed JSON; `undefined` where there was none or it could not be read. */
  readonly body: unknown
  readonly answer: unknown
  /** The open part of the path, where it has one. */
  readonly parameter: string
  /** Where it is carried out later: what it is known by. */
  readonly txn?: string | undefined
}

export interface EntryOptions {
  readonly isSecret: IsSecretName
  /** Whether bodies are kept. */
  readonly bodies: boolean
}

/** How much of a body is kept, in characters; of the answer to a read only a little: the directory has the rest. */
const bodyLimit = 16 * 1024
const readLimit = 1024

const nothing: MaskedBody = { body: null, withoutSecrets: (text) => text }

/** A request as the log keeps it: masked, cut, and nothing that a database can't keep. */
export function toLogEntry(
  observed: ObservedRequest,
  { id, organizationId }: Pick<ApiKeyRecord, 'id' | 'organizationId'>,
  entryId: string,
  { isSecret, bodies }: EntryOptions,
): RequestLogEntry {
  const { method, status, answer } = observed
  const request = maskOf(observed.body, isSecret, bodyLimit)
  const reads = status < 400 && (method === 'GET' || method === 'HEAD')
  const response = maskOf(answer, isSecret, reads ? readLimit : bodyLimit, request.withoutSecrets)
  const path = maskPath(observed.url, isSecret)
  const { resourceId, resourceType } = toResource(observed)
  return {
    organizationId,
    id: entryId,
    time: observed.time,
    requestId: observed.requestId,
    traceId: observed.traceId ?? null,
    method: toStorableText(method, 20),
    path: toStorableText(path, 3_000),
    status,
    outcome: toOutcome(status, answer),
    durationMs: observed.durationMs,
    keyId: id,
    provider: observed.provider,
    resourceType,
    resourceId,
    scimType: textOf(answer, 'scimType'),
    detail: observed.txn === undefined ? toDetail(answer, path, request) : `to be carried out as ${observed.txn}`,
    tolerances: observed.tolerances,
    leftOut: status < 300 ? observed.leftOut.map((one) => maskLeftOut(one, isSecret)) : [],
    story: observed.story,
    request: bodies ? request.body : null,
    response: bodies ? response.body : null,
  }
}

function maskOf(
  value: unknown,
  isSecret: IsSecretName,
  limit: number,
  withoutSecrets?: (text: string) => string,
): MaskedBody {
  return isJson(value) ? maskBody(value, isSecret, limit, withoutSecrets) : nothing
}

/** A path may be one that somebody made up, and its filter may quote a value. */
function maskLeftOut({ path, why }: LeftOut, isSecret: IsSecretName): LeftOut {
  const quotes = path.includes('"') && isSecret(path)
  return { path: quotes ? masked : toStorableText(maskText(path), 300), why }
}

/** Objects and lists that are data, and nothing that an answer may be streamed from. */
function isJson(value: unknown): value is Json {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}

/** 501 refuses what is not supported. A bulk request of which an operation was refused has not done what the provider wanted. */
function toOutcome(status: number, answer: unknown): RequestOutcome {
  if (status >= 500 && status !== 501) return 'failed'
  if (status >= 400) return 'refused'
  const operations = memberOf(answer, 'Operations')
  if (!Array.isArray(operations)) return 'success'
  const statuses = operations.map((operation: unknown) => Number(textOf(operation, 'status') ?? 0))
  if (statuses.some((one) => one >= 500)) return 'failed'
  return statuses.some((one) => one >= 400) ? 'refused' : 'success'
}

const typeOfEndpoint: Readonly<Record<string, string>> = { users: 'User', groups: 'Group', me: 'User', bulk: 'Bulk' }

function toResource({ url, answer, parameter }: ObservedRequest): Pick<RequestLogEntry, 'resourceType' | 'resourceId'> {
  const endpoint =
    toScimPath(url)
      .slice(scimPath.length + 1)
      .split(/[/?]/, 1)[0] ?? ''
  const resourceType =
    textOf(memberOf(answer, 'meta'), 'resourceType') ?? typeOfEndpoint[endpoint.toLowerCase()] ?? null
  const resourceId = (resourceType === 'User' || resourceType === 'Group') && (textOf(answer, 'id') ?? parameter)
  return { resourceType, resourceId: resourceId ? toStorableText(maskText(resourceId), 200) : null }
}

function toDetail(answer: unknown, path: string, request: MaskedBody): string | null {
  const detail = textOf(answer, 'detail')
  return detail === null ? null : maskDetail(detail, path, request)
}

/** What an error said, without what it may quote of a secret in the body or in the path as it is masked. */
export function maskDetail(
  detail: string,
  path: string,
  { withoutSecrets }: Pick<MaskedBody, 'withoutSecrets'>,
): string {
  if (path.includes(masked)) return masked
  return toStorableText(maskText(withoutSecrets(detail)), 2_000)
}

function textOf(value: unknown, name: string): string | null {
  const member = memberOf(value, name)
  return typeof member === 'string' ? member : null
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
