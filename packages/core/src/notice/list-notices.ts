import type { OperationContext } from '../change/operation-context.ts'
import type { StandingNotice } from '../directory/notice.ts'
import type { Verification } from '../directory/verification.ts'
import { compareNotices } from './compare-notices.ts'
import { findNotices } from './find-notices.ts'

/** What waits for somebody, as it is now: also what has come about since events last told of it. */
export async function listNotices(
  context: OperationContext,
  verification: Verification | undefined,
): Promise<readonly StandingNotice[]> {
  const reader = context.store.read(context.organizationId)
  const now = context.now()
  const [found, told] = await Promise.all([findNotices(context, reader, verification, now), reader.notices.list()])
  return compareNotices(found, told, now).standing
}
