import type { EventType, StoredEvent } from '../plugin/event.ts'
import { completed } from '../directory/async-request.ts'
import type { JsonObject } from '../scim/resource/resource-data.ts'

const urn = 'urn:ietf:params:scim:event:prov'
const asyncresp = 'urn:ietf:params:scim:event:misc:asyncresp'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** The resource that an event is about, as it is now; what is never returned is not in it. */
export interface EventResource {
  readonly externalId: string | null
  readonly etag: string
  /** Without members and groups: these come by events of their own. */
  readonly data: JsonObject
}

/** What a security event token says (RFC 9967 §2). */
export interface SecurityEvent {
  /** Of the resource, relative to the base URL of SCIM. */
  readonly uri: string
  /** Of a resource that is gone what its last event says. */
  readonly externalId: string | null
  /** The URI of the event. */
  readonly event: string
  readonly payload: JsonObject
}

type Form = 'full' | 'notice'
type ToSecurityEvent = (
  event: StoredEvent,
  form: Form,
  resource: EventResource | undefined,
) => Pick<SecurityEvent, 'event' | 'payload'>

/** A created resource: all of it, or which attributes it has (§2.4.1). One that is gone again has none any more. */
const created: ToSecurityEvent = (_event, form, resource) => {
  if (form === 'full' && resource !== undefined)
    return { event: `${urn}:create:full`, payload: { data: resource.data, version: resource.etag } }
  return {
    event: `${urn}:create:notice`,
    payload: { attributes: Object.keys(resource?.data ?? {}), ...versionOf(resource) },
  }
}

/** A changed resource: all of it as of now (§2.4.3), or which attributes have changed (§2.4.2). */
const changed =
  (attributesOf: (event: StoredEvent) => readonly string[]): ToSecurityEvent =>
  (event, form, resource) => {
    if (form === 'full' && resource !== undefined)
      return { event: `${urn}:put:full`, payload: { data: resource.data, version: resource.etag } }
    return { event: `${urn}:patch:notice`, payload: { attributes: attributesOf(event), ...versionOf(resource) } }
  }

/** A member who has come or gone: the operation that does that (§2.4.2), or that members have changed. */
const memberChanged =
  (op: 'add' | 'remove'): ToSecurityEvent =>
  ({ data: { userId, value } }, form) => {
    const member = userId ?? value ?? ''
    if (form === 'notice') return { event: `${urn}:patch:notice`, payload: { attributes: ['members'] } }
    // Without a value path all members would go (RFC 7644 §3.5.2.2).
    const operation =
      op === 'add'
        ? { op, path: 'members', value: [{ value: member }] }
        : { op, path: `members[value eq ${JSON.stringify(member)}]` }
    return { event: `${urn}:patch:full`, payload: { data: { schemas: [patchOp], Operations: [operation] } } }
  }

const plain =
  (name: 'delete' | 'activate' | 'deactivate'): ToSecurityEvent =>
  () => ({ event: `${urn}:${name}`, payload: {} })

/** Which events of the log are provisioning events, and what each is. */
const kinds: { readonly [Type in EventType]?: ToSecurityEvent } = {
  MemberProvisioned: created,
  MemberUpdated: changed(({ data: { attributes } }) => (Array.isArray(attributes) ? attributes.map(String) : [])),
  MemberActivated: plain('activate'),
  MemberDeactivated: plain('deactivate'),
  MemberDeleted: plain('delete'),
  GroupCreated: created,
  GroupRenamed: changed(() => ['displayName']),
  GroupUpdated: changed(({ data: { attributes } }) => (Array.isArray(attributes) ? attributes.map(String) : [])),
  GroupDeleted: plain('delete'),
  GroupMemberAdded: memberChanged('add'),
  GroupMemberResolved: memberChanged('add'),
  GroupMemberRemoved: memberChanged('remove'),
  GroupMemberDropped: memberChanged('remove'),
}

/** What a stream can be of: what changes (§2.4), and what became of requests that are carried out later (§2.5.1.3). */
export const streamTypes = { prov: Object.keys(kinds), asyncresp: [completed] } as const

export type StreamEvents = keyof typeof streamTypes

/** The types of events of the log that a stream of these delivers. */
export function toTypes(events: readonly StreamEvents[]): readonly string[] {
  return [...new Set(events)].flatMap((of) => streamTypes[of])
}

/** Every event that a token may have. */
export const securityEventUris: readonly string[] = [
  'create:full',
  'create:notice',
  'patch:full',
  'patch:notice',
  'put:full',
  'delete',
  'activate',
  'deactivate',
]
  .map((name) => `${urn}:${name}`)
  .concat(asyncresp)

/** What resource an event is about. */
export function resourceOf({ subject }: Pick<StoredEvent, 'subject'>): {
  readonly type: 'User' | 'Group'
  readonly id: string
} {
  const [kind, id = ''] = subject.split('/')
  return { type: kind === 'groups' ? 'Group' : 'User', id }
}

/** An event of the log as RFC 9967 says it; `undefined` for one that is no provisioning event. */
export function toSecurityEvent(
  event: StoredEvent,
  form: Form,
  resource: EventResource | undefined,
): SecurityEvent | undefined {
  if (event.type === completed) return toCompletion(event)
  const make = kinds[event.type]
  if (make === undefined) return undefined
  const { id, type } = resourceOf(event)
  const { externalId: last } = event.data
  const externalId = resource === undefined ? (typeof last === 'string' ? last : null) : resource.externalId
  return { uri: `/${type}s/${id}`, externalId, ...make(event, form, resource) }
}

/** What a request came to: the same as in the response of a bulk request. */
function toCompletion({ data }: StoredEvent): SecurityEvent {
  const { operation: _operation, txn: _txn, uri, ...payload } = data
  return { uri: String(uri), externalId: null, event: asyncresp, payload }
}

/** The transaction that a token is about: of a request that was carried out later what its client was told, with the operation. */
export function transactionOf({ cause, data, type }: StoredEvent): string | null {
  return type === completed ? String(data['txn']) : cause.requestId
}

function versionOf(resource: EventResource | undefined): JsonObject {
  return resource === undefined ? {} : { version: resource.etag }
}
