import type { Notice } from '../directory/notice.ts'
import type { Subscription } from '../directory/subscription.ts'
import type { StoreReader } from '../store.ts'

/** Three days in which it may have been tried, and a week. */
const longestTold = 10 * 24 * 60 * 60 * 1_000

export function findEndpointsOff(subscriptions: readonly Subscription[]): readonly Notice[] {
  return subscriptions.flatMap(({ displayName, failingSince, id, kind, lastError, offReason, state }) => {
    if (state !== 'off' || offReason === null) return []
    const refusal = lastError === null ? 'refuses what it gets' : `refuses what it gets (${lastError})`
    const why = { failing: 'failed for three days', gone: 'answered that it is gone', refused: refusal }[offReason]
    const message = `The ${nameOf(kind)} "${displayName}" was switched off, for its receiver ${why}: mend the receiver and switch it on again; it gets all that came meanwhile`
    const data = { kind, displayName, reason: offReason, lastError }
    return [
      { code: 'endpoint-off', subject: `subscriptions/${id}`, occurrence: failingSince ?? '', level: 1, message, data },
    ]
  })
}

/** What was given up, for as long as somebody may still want it: each endpoint is told of once, by what is last in the log. */
export async function findGivenUp(
  reader: StoreReader,
  subscriptions: readonly Subscription[],
  now: string,
): Promise<readonly Notice[]> {
  const last = await Promise.all(subscriptions.map(({ id }) => reader.subscriptions.findLastDead(id)))
  return subscriptions.flatMap(({ displayName, id, kind }, index) => {
    const dead = last[index]
    if (dead === undefined || Date.parse(now) - Date.parse(dead.failedAt ?? now) > longestTold) return []
    const { error, index: place, revision } = dead
    const eventId = `${revision}-${place}`
    const why = error === null ? '' : ` (${error})`
    const message = `The ${nameOf(kind)} "${displayName}" does not get every event: ${eventId} was given up last${why}. Its dead letters say which; mend the receiver and replay them`
    const data = { kind, displayName, eventId, lastError: error }
    return [{ code: 'events-given-up', subject: `subscriptions/${id}`, occurrence: '', level: 1, message, data }]
  })
}

function nameOf(kind: Subscription['kind']): string {
  return kind === 'webhook' ? 'webhook' : 'event stream'
}
