import type { OperationContext } from '../change/operation-context.ts'
import { completed } from '../directory/async-request.ts'
import { PayloadTooLarge, TooManyRequests } from '../scim/errors.ts'
import { sealAsked, type Asked } from './asked.ts'

/** So many requests of an organization may wait, and so many bytes of them. */
export const mostWaiting = 1_000
const mostBytes = 64 * 1024 * 1024

/** The largest that is kept, in bytes of its JSON: as large as a bulk request may be. */
const largest = 4 * 1024 * 1024

/** Whether requests of the organization are carried out later where they ask for it: some stream hears what comes of them. */
export async function respondsAsync({ connectionKey, organizationId, store }: OperationContext): Promise<boolean> {
  if (connectionKey === undefined) return false
  const subscriptions = await store.read(organizationId).subscriptions.list()
  return subscriptions.some(
    ({ state, tokens, types }) => tokens !== undefined && state === 'on' && types?.includes(completed) === true,
  )
}

/**
 * Keeps a request to be carried out behind those that came before it, and answers the `txn` that its outcome will have.
 * `operations` is how many a bulk request has. `undefined` where this server has nothing to seal it with. Throws
 * TooManyRequests, PayloadTooLarge.
 */
export async function acceptRequest(
  context: OperationContext,
  asked: Asked,
  operations: number | null,
): Promise<string | undefined> {
  const { cause, newId, now, organizationId, store } = context
  const txn = newId()
  const sealed = sealAsked(context, { organizationId, txn }, asked)
  if (sealed === undefined) return undefined
  const bytes = sealed.length
  // Sealing makes four characters of three bytes.
  if (bytes * 3 > largest * 4)
    throw new PayloadTooLarge(`A request beyond ${largest} bytes is not kept for later; send it without respond-async`)
  await store.write(organizationId, { cause, now: now(), gone: context.gone }, async (tx) => {
    const waiting = await tx.asyncRequests.measure()
    if (waiting.requests >= mostWaiting || waiting.bytes + bytes > mostBytes)
      throw new TooManyRequests(
        `${waiting.requests} requests of this organization wait to be carried out, and no more are taken; try again, or send it without respond-async`,
        5,
      )
    const [position, acceptedAt] = [tx.state.revision, tx.now]
    const begun = { done: 0, attempts: 0 }
    const { keyId } = asked.by
    await tx.asyncRequests.insert({
      organizationId,
      txn,
      keyId,
      position,
      acceptedAt,
      operations,
      ...begun,
      bytes,
      sealed,
    })
  })
  return txn
}
