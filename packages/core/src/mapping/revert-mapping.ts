import { changeByJob } from '../change/change-by-job.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { revertJob, type Job } from '../directory/job.ts'
import { MappingError, MappingTestsFailed } from '../errors.ts'
import { openRefusedRevert, refusedRevert } from '../roles/hold/refused-revert.ts'
import type { MappingVersion } from '../store/mappings.ts'
import { findConfirmedBefore } from './find-confirmed-before.ts'
import { takeBack } from './take-back.ts'

/**
 * Takes back a version that nobody has confirmed in time. One that has been confirmed or replaced meanwhile is left alone,
 * so the job may run twice. Where the version that it goes back to is refused today, an owner is asked, once.
 */
export const revertMapping: JobHandler = {
  kind: revertJob,
  every: null,
  async run(context, job) {
    const reader = context.store.read(context.organizationId)
    const { mappingVersion } = await reader.getState()
    const current = await reader.mappings.find(mappingVersion)
    if (current === undefined || String(current.version) !== job.subject || current.confirmBy === null) return
    const [asked] = await reader.holds.list({ ...refusedRevert(current.version), limit: 1 })
    try {
      await takeBack(context, current, asked?.state === 'approved')
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal === null) throw error
      await askOwner(context, job, current, refusal)
    }
  },
}

async function askOwner(context: OperationContext, job: Job, current: MappingVersion, refusal: string): Promise<void> {
  const { mappings } = context.store.read(context.organizationId)
  const to = (await findConfirmedBefore(mappings, current.version))?.version ?? 0
  await changeByJob(context, job, async (scope) => {
    if (scope.tx.state.mappingVersion !== current.version) return
    await openRefusedRevert(scope, { version: current.version, to, refusal })
  })
}

/** Why a mapping is not applied, for an owner; `null` for what may be tried again. */
function toRefusal(error: unknown): string | null {
  if (error instanceof MappingTestsFailed) return error.message
  if (!(error instanceof MappingError)) return null
  const mistakes = error.diagnostics.filter(({ severity }) => severity === 'error')
  return mistakes.map(({ line, message }) => `line ${line}: ${message.replace(/\.$/, '')}`).join('; ')
}
