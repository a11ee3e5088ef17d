import { isOver } from '../access/authenticate.ts'
import { isLive } from '../access/client-credentials.ts'
import { change } from '../change/change.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import { completed, toRequestSubject, type AsyncRequest } from '../directory/async-request.ts'
import { OrganizationSuspended } from '../errors.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { maxOperations, type BulkKeeping, type BulkOutcomes } from '../provisioning/bulk/bulk.ts'
import { Unauthorized } from '../scim/errors.ts'
import type { BulkResult } from '../scim/message/bulk-response.ts'
import type { Json, JsonObject } from '../scim/resource/resource-data.ts'
import type { StoreTransaction } from '../store.ts'
import { askedAt, type Asked, type PresentedBy } from './asked.ts'

/** Somebody else carries the request out: what was done here counts for nothing. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

/** A request whose turn it is, and what it asks for. */
export interface Claimed {
  readonly request: AsyncRequest
  /** Of the claim. */
  readonly token: string
  readonly asked: Asked
  /**
   * What an error of the request says, without what it quotes of a secret in `body`: everybody hears of it who follows the
   * organization.
   */
  readonly maskDetail: (detail: string, asked: Asked, body: Json) => string
}

/**
 * Keeps what a request comes to as events, in the transaction that does it and that counts it as done: so it is done once, and
 * told once, whenever a process ends. Throws ClaimLost.
 */
export function keepOutcomes(context: OperationContext, claimed: Claimed, before: BulkOutcomes): BulkKeeping {
  const { asked, request, token } = claimed
  let { done } = request

  async function tell(scope: ChangeScope, outcomes: BulkOutcomes): Promise<void> {
    if (!(await scope.tx.asyncRequests.advance({ ...request, done }, token, outcomes.size))) throw new ClaimLost()
    for (const [index, result] of outcomes)
      scope.record(completed, toRequestSubject(request.txn), toData(claimed, index, result))
  }

  return {
    done: before,
    async carryOut(work) {
      await context.pause?.()
      const outcomes = await change(context, async (scope) => {
        await refuseEnded(scope.tx, asked.by)
        const came = await work({ ...context, within: scope })
        await tell(scope, came)
        return came
      })
      done += outcomes.size
      return outcomes
    },
    async keep(outcomes) {
      await change(context, (scope) => tell(scope, outcomes))
      done += outcomes.size
    },
  }
}

/** What was kept of a request before its process ended. */
export async function readOutcomes(
  { organizationId, store }: Pick<OperationContext, 'organizationId' | 'store'>,
  { txn }: AsyncRequest,
): Promise<BulkOutcomes> {
  const events = await store.read(organizationId).events.listOf(toRequestSubject(txn), null, maxOperations)
  return new Map(events.map((event) => [Number(event.data['operation'] ?? 0), toResult(event)]))
}

/** The outcome that an event tells, as the response of a bulk request has it. */
export function toResult({ data }: Pick<StoredEvent, 'data'>): BulkResult {
  const { bulkId, location, method, response, status, version } = data
  const said = { method, bulkId, version, location, status, response }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as unknown as BulkResult
}

function toData({ asked, maskDetail, request }: Claimed, index: number, result: BulkResult): JsonObject {
  const { baseUrl, resource } = asked
  const { operations, txn } = request
  const uri = result.location?.startsWith(baseUrl) === true ? result.location.slice(baseUrl.length) : null
  const path = uri ?? (resource === null ? '/Bulk' : `/${resource.type}s`)
  const own = operations === null ? { txn } : { txn: `${txn}:${index}`, operation: index }
  const { response } = result
  const masked = response && {
    response: { ...response, detail: maskDetail(response.detail, asked, askedAt(asked, index)) },
  }
  return { ...own, uri: path, ...(result as unknown as JsonObject), ...(masked as unknown as JsonObject | undefined) }
}

/**
 * A key that was revoked or made anew since, or the credential of a client, opens nothing more, and none does of an organization
 * that is suspended. Throws Unauthorized, OrganizationSuspended.
 */
async function refuseEnded(tx: StoreTransaction, { keyHash, keyId, tokenHash }: PresentedBy): Promise<void> {
  const bearer = tokenHash === null ? null : await tx.clients.findBearer(tokenHash)
  const key = bearer === null ? await tx.keys.find(keyId) : bearer?.key
  const stands =
    key?.hash === keyHash &&
    !isOver(key, tx.now) &&
    key.scopes.includes('scim') &&
    (bearer === null || bearer === undefined || isLive(bearer.credential, tx.now))
  if (!stands) throw new Unauthorized('The API key or access token has ended since the request was accepted')
  if (key.suspendedAt !== null) throw new OrganizationSuspended()
}
