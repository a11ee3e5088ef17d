import { ConflictError } from '../errors.ts'
import { change } from '../change/change.ts'
import type { MappingVersion } from '../store/mappings.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** The kind of the job that takes an unconfirmed version back; its subject is the version. */
export const revertJob = 'revert-mapping'

/** Keeps the current version, which would have reverted by itself. Throws ConflictError where nothing waits for it. */
export function confirmMapping(context: OperationContext): Promise<MappingVersion> {
  return change(context, async ({ record, tx }) => {
    const current = await tx.mappings.find(tx.state.mappingVersion)
    if (current === undefined || current.confirmBy === null) {
      throw new ConflictError('NOTHING_TO_CONFIRM', 'The current version of the mapping does not wait to be confirmed')
    }
    await tx.mappings.confirm(current.version)
    await tx.jobs.cancel(revertJob, [String(current.version)])
    record('MappingConfirmed', `mapping/${current.version}`, { version: current.version })
    return { ...current, confirmBy: null }
  })
}
