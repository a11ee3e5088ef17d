import { changeByJob } from '../change/change-by-job.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { UserRecord } from '../directory/member.ts'
import {
  askAnew,
  externalIdChanged as code,
  isQuestioned,
  releaseToFormer,
  withholdFromReplaced,
} from '../roles/hold/person-replaced.ts'
import { clearFinding, findFinding, raiseFinding } from '../roles/raise-finding.ts'

/** How long a correction is shown. */
const shown = 30 * 24 * 60 * 60 * 1_000

/** What is remembered of a change, in its finding. */
interface Memory {
  readonly from: string
  readonly to: string | null
  /** Some of it happened while the person was inactive, who has not come back since. */
  readonly pending: boolean
}

/**
 * An `externalId` that changes from one value to another. Of an active person that is a correction: everything is kept, and a
 * finding tells of it. Whoever was inactive and comes back with another one has got a `userName` that is used again, and
 * is another person.
 */
export async function noticeChangedExternalId(
  scope: ChangeScope,
  before: UserRecord,
  after: UserRecord,
): Promise<void> {
  const changed = before.externalId !== after.externalId
  if (!before.provisioned || (!changed && !(after.active && !before.active))) return
  const memory = await recall(scope, after.id)
  const to = after.externalId
  if (memory !== null && after.active && to !== null) await askAnew(scope, after)
  if (memory !== null && memory.from === to) return
  if (!changed && memory?.pending !== true) return
  const from = memory !== null && (memory.pending || memory.to === null) ? memory.from : before.externalId
  if (from === null) return
  const pending = memory?.pending === true || !before.active || !after.active
  if (pending && after.active && to !== null) {
    await remember(scope, after.id, { from, to, pending: false }, replacedMessage(from, to))
    await withholdFromReplaced(scope, after, from)
  } else {
    await remember(scope, after.id, { from, to, pending }, changedMessage(from, to, pending))
  }
}

/** Takes it all back when the former `externalId` is there again; called when the sign-in follows it already. */
export async function forgiveChangedExternalId(
  scope: ChangeScope,
  before: UserRecord,
  { externalId, id }: UserRecord,
): Promise<void> {
  if (externalId === null || before.externalId === externalId) return
  if ((await recall(scope, id))?.from !== externalId) return
  await clearFinding(scope, { type: 'User', id }, code)
  await releaseToFormer(scope, id, externalId)
}

/** Ends a finding about a change that was long ago, unless somebody is still to come back or to be judged. */
export const forgetExternalId: JobHandler = {
  kind: 'forget-external-id',
  every: null,
  run: (context, job) =>
    changeByJob(context, job, async (scope) => {
      const memory = await recall(scope, job.subject)
      if (memory === null || memory.pending || (await isQuestioned(scope, job.subject))) return
      await clearFinding(scope, { type: 'User', id: job.subject }, code)
    }),
}

async function recall(scope: ChangeScope, id: string): Promise<Memory | null> {
  const value = await findFinding(scope, { type: 'User', id }, code)
  if (value === undefined) return null
  const { from, pending, to } = value
  return { from: String(from), to: typeof to === 'string' ? to : null, pending: pending === true }
}

async function remember(scope: ChangeScope, id: string, memory: Memory, message: string): Promise<void> {
  await raiseFinding(scope, { type: 'User', id }, { code, message, ...memory })
  const dueAt = new Date(Date.parse(scope.tx.now) + shown).toISOString()
  await scope.tx.jobs.schedule([{ kind: 'forget-external-id', subject: id, dueAt }])
}

function changedMessage(from: string, to: string | null, pending: boolean): string {
  const what =
    to === null ? `has taken away the externalId "${from}"` : `has changed the externalId from "${from}" to "${to}"`
  return pending
    ? `The provider ${what} while the person was inactive; who comes back with another one is taken for another person`
    : `The provider ${what}; all roles were kept. Look whether this is still the same person`
}

function replacedMessage(from: string, to: string): string {
  return `Was inactive with the externalId "${from}" and has come back with "${to}": taken for another person, with no roles of the former that were given by hand`
}
