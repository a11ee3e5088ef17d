import { ConflictError } from '../errors.ts'
import { revertJob } from '../directory/job.ts'
import { change } from '../change/change.ts'
import type { MappingVersion } from '../store/mappings.ts'
import type { OperationContext } from '../change/operation-context.ts'

/**
 * Keeps the current version, which would have reverted by itself. Throws ConflictError where nothing waits for it, and once
 * its time is over, whether the job has run or not.
 */
export function confirmMapping(context: OperationContext): Promise<MappingVersion> {
  return change(context, async ({ record, tx }) => {
    const current = await tx.mappings.find(tx.state.mappingVersion)
    if (current === undefined || current.confirmBy === null) {
      throw new ConflictError('NOTHING_TO_CONFIRM', 'The current version of the mapping does not wait to be confirmed')
    }
    if (current.confirmBy <= tx.now) {
      throw new ConflictError(
        'TRIAL_OVER',
        `Version ${current.version} of the mapping was to be confirmed by ${current.confirmBy}; it goes back by itself`,
      )
    }
    await tx.mappings.confirm(current.version)
    await tx.jobs.cancel(revertJob, [String(current.version)])
    record('MappingConfirmed', `mapping/${current.version}`, { version: current.version })
    return { ...current, confirmBy: null }
  })
}
