import type { OperationContext } from '../change/operation-context.ts'
import { toRequestSubject } from '../directory/async-request.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { maxOperations } from '../provisioning/bulk/bulk.ts'
import { NotFound } from '../scim/errors.ts'

/** What is known of a request that is carried out later. */
export interface Completions {
  readonly waits: boolean
  /** The operation that was asked about, or all. */
  readonly events: readonly StoredEvent[]
  /** Whether it is a bulk request, and all of it was asked about. */
  readonly isList: boolean
}

/** What a request has come to, or one operation of it: `txn`, or `txn:operation`; for the key that sent it. Throws NotFound. */
export async function readCompletions(
  { cause: { keyId }, organizationId, store }: OperationContext,
  asked: string,
): Promise<Completions> {
  const [txn = '', operation] = asked.split(':', 2)
  const reader = store.read(organizationId)
  // In this order: what is over in between has all of its events.
  const known = await reader.asyncRequests.find(txn)
  const told = await reader.events.listOf(toRequestSubject(txn), null, maxOperations)
  const waiting = known?.keyId === keyId ? known : undefined
  const events = told.filter(({ cause }) => cause.keyId === keyId)
  const found = operation === undefined ? events : events.filter(({ data }) => data['txn'] === asked)
  const isBulk = waiting === undefined ? events.some(({ data }) => 'operation' in data) : waiting.operations !== null
  const mayCome = waiting !== undefined && (operation === undefined || Number(operation) < (waiting.operations ?? 0))
  if (found.length === 0 && !mayCome) throw new NotFound('There is no request of this id that was carried out later')
  return { waits: waiting !== undefined, events: found, isList: isBulk && operation === undefined }
}
