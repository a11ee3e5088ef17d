import type { OperationContext } from '../change/operation-context.ts'
import { defaultNoticeThresholds, type Notice } from '../directory/notice.ts'
import type { Verification } from '../directory/verification.ts'
import type { StoreReader } from '../store.ts'
import { findEndpointsOff, findGivenUp } from './endpoint-notices.ts'
import { listLastCalls } from './last-calls.ts'
import { findDifferences, findOwnerless, findPaused, findWaitingHolds } from './organization-notices.ts'
import { findFailures, findSilence, judgedFrom } from './provider-notices.ts'
import { findEndingSecrets } from './secret-ends.ts'

/** So many holds are told of each by itself. */
const toldHolds = 100

/** The one place that decides what waits for somebody: the events, the overview and the metrics tell of what it finds. */
export async function findNotices(
  { notices: { holdWaits, providerSilent, secretEnds } = defaultNoticeThresholds }: Pick<OperationContext, 'notices'>,
  reader: StoreReader,
  verification: Verification | undefined,
  now: string,
): Promise<readonly Notice[]> {
  const [state, ownerlessSince, keys, credentials, counts, holds, subscriptions] = await Promise.all([
    reader.getState(),
    reader.getOwnerlessSince(),
    reader.keys.list(),
    reader.clients.listCredentials(),
    reader.requestLog.counts(judgedFrom(now)),
    reader.holds.list({ state: 'open', limit: toldHolds }),
    reader.subscriptions.list(),
  ])
  return [
    ...findOwnerless(ownerlessSince),
    ...findPaused(state.undecidedSince),
    ...findDifferences(verification),
    ...findEndingSecrets(keys, credentials, secretEnds, now),
    ...findFailures(counts),
    ...findSilence(await listLastCalls(keys, reader), providerSilent, now),
    ...findEndpointsOff(subscriptions),
    ...(await findGivenUp(reader, subscriptions, now)),
    ...findWaitingHolds(holds, holdWaits, now),
  ]
}
