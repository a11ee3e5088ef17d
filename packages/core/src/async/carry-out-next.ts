import { toGone } from '../change/gone.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { AsyncRequest } from '../directory/async-request.ts'
import { joinStories, type Story } from '../directory/story.ts'
import type { BulkOutcomes, ToScimError } from '../provisioning/bulk/bulk.ts'
import { ScimError } from '../scim/errors.ts'
import type { Tolerances } from '../scim/tolerance.ts'
import { StoreError } from '../store-error.ts'
import { openAsked, type Asked } from './asked.ts'
import { carryOut } from './carry-out.ts'
import { ClaimLost, type Claimed } from './keep-outcomes.ts'

/** How long, in milliseconds, a process has a request for, unless it says again that it is at it. */
const claimMilliseconds = 10_000

/** After how long a request is begun again of which the database could not be reached, in milliseconds. */
const pauseMilliseconds = 2_000

/** What a request came to, for the provisioning log. */
export interface CarriedOut {
  readonly request: AsyncRequest
  readonly asked: Asked
  readonly key: ApiKeyRecord | undefined
  readonly tolerances: Tolerances
  readonly begun: string
  readonly outcomes: BulkOutcomes
  readonly story: Story
}

export interface CarryOutOptions {
  readonly services: OperationServices
  /** What requests of the key are forgiven now. */
  readonly tolerancesOf: (key: ApiKeyRecord | undefined) => Tolerances
  readonly toScimError: (error: unknown, request: AsyncRequest) => ScimError
  readonly maskDetail: Claimed['maskDetail']
  /** Aborted when no further operation is to be begun. */
  readonly stopped: AbortSignal
  /** Between two operations: lets requests go on that somebody waits for. */
  readonly pause: () => Promise<void>
  /** Calls `renew` from time to time until the function that it answers is called. */
  readonly keepRenewing: (renew: () => Promise<void>) => () => void
  readonly onDone: (carried: CarriedOut) => void
}

/**
 * Carries out the oldest request of an organization; whether there was one. A process that ends meanwhile leaves its claim, which
 * ends by itself: what was done of the request by then is not done again. Throws what the database throws.
 */
export async function carryOutNext(organizationId: string, options: CarryOutOptions): Promise<boolean> {
  const { services, stopped } = options
  const { asyncRequests } = services.store
  const token = services.newId()
  const claim = () => ({ token, until: later(services.now(), claimMilliseconds) })
  const at = { now: services.now(), latest: later(services.now(), claimMilliseconds) }
  const request = await asyncRequests.claim(organizationId, at, claim())
  if (request === undefined) return false
  const end = options.keepRenewing(async () => void (await asyncRequests.renew(request, claim())))
  try {
    options.onDone(await carryOutClaimed(request, token, options))
    return true
  } catch (error) {
    if (error instanceof ClaimLost) return false
    if (stopped.aborted) {
      await asyncRequests.release(request, token, null)
      return false
    }
    // What fails for its own sake is not begun for ever.
    const again = later(services.now(), pauseMilliseconds)
    if (error instanceof StoreError && error.kind === 'unavailable') await asyncRequests.release(request, token, again)
    else await asyncRequests.renew(request, { token, until: again })
    throw error
  } finally {
    end()
  }
}

async function carryOutClaimed(
  request: AsyncRequest,
  token: string,
  { maskDetail, pause, services, stopped, toScimError, tolerancesOf }: CarryOutOptions,
): Promise<CarriedOut> {
  const { organizationId } = request
  const begun = services.now()
  const opened = openAsked(services, request)
  const asked = opened ?? unopened(request)
  const key = await services.store.read(organizationId).keys.find(asked.by.keyId)
  const tolerances = tolerancesOf(key)
  let story: Story = []
  const context: OperationContext = {
    ...services,
    organizationId,
    cause: { ...asked.cause, requestId: request.txn },
    baseUrl: asked.baseUrl,
    tolerances,
    provider: key?.provider ?? null,
    connectionId: key?.connectionId ?? '',
    gone: toGone(stopped),
    pause,
    tell: (part) => void (story = joinStories(story, part)),
  }
  const describe: ToScimError = (error) => {
    if (error instanceof ClaimLost || error instanceof StoreError || stopped.aborted) throw error
    return toScimError(error, request)
  }
  const failure =
    opened === undefined
      ? new ScimError(500, undefined, 'It can not be opened: sso.secret of this server is another one by now')
      : null
  const outcomes = await carryOut(context, { request, token, asked, maskDetail }, describe, failure)
  return { request, asked, key, tolerances, begun, outcomes, story }
}

/** Of a request that no secret of this server opens is known who has asked. */
function unopened({ keyId }: AsyncRequest): Asked {
  return {
    by: { keyId, keyHash: '', tokenHash: null },
    cause: { kind: 'scim', requestId: null, keyId },
    baseUrl: '',
    url: '/Bulk',
    method: 'POST',
    resource: null,
    body: null,
  }
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
