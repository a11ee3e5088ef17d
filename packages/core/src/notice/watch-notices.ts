import { change } from '../change/change.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StandingNotice } from '../directory/notice.ts'
import type { NewEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { compareNotices, type ComparedNotices } from './compare-notices.ts'
import { findNotices } from './find-notices.ts'

const quarterOfAnHour = 15 * 60 * 1_000

/** Looks in every organization what waits for somebody, and tells what is new of it and what has ended. */
export const watchNotices: JobHandler = {
  kind: 'watch-notices',
  every: quarterOfAnHour,
  firstAfter: quarterOfAnHour,
  run: tellNotices,
}

/** Nobody is told of an organization that is suspended: it is silent because it is. */
export async function tellNotices(context: OperationContext): Promise<void> {
  const { organizationId, store } = context
  const reader = store.read(organizationId)
  if ((await reader.getState()).suspendedAt !== null) return
  const verification = await store.verifications.find(organizationId)
  const compare = async (from: StoreReader, now: string): Promise<ComparedNotices> =>
    compareNotices(await findNotices(context, from, verification, now), await from.notices.list(), now)
  // Most of the time nothing is new, and nothing is locked to find that out.
  const first = await compare(reader, context.now())
  if (first.raised.length === 0 && first.cleared.length === 0) return
  await change(context, async ({ record, tx }) => {
    const { cleared, raised } = await compare(tx, tx.now)
    if (cleared.length > 0) await tx.notices.delete(cleared)
    if (raised.length > 0) await tx.notices.put(raised)
    for (const notice of cleared) record('NoticeCleared', notice.subject, toTold(notice))
    for (const notice of raised) record('NoticeRaised', notice.subject, toTold(notice))
  })
}

function toTold({ code, data, message, since }: StandingNotice): NewEvent['data'] {
  return { code, message, since, ...data }
}
