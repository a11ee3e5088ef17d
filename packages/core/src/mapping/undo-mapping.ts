import type { OperationContext } from '../change/operation-context.ts'
import { ConflictError } from '../errors.ts'
import type { AppliedMapping } from './apply-difference.ts'
import { takeBack } from './take-back.ts'

/**
 * Takes back now a version that would revert by itself, as its end would: the last one that is confirmed is applied
 * again, as a new version. Throws ConflictError where nothing is on trial, and what an apply throws.
 */
export async function undoMapping(context: OperationContext): Promise<AppliedMapping> {
  const reader = context.store.read(context.organizationId)
  const { mappingVersion } = await reader.getState()
  const current = await reader.mappings.find(mappingVersion)
  if (current === undefined || current.confirmBy === null) {
    throw new ConflictError(
      'NOTHING_TO_UNDO',
      'The current version of the mapping stays: it does not wait to be confirmed',
    )
  }
  return takeBack(context, current)
}
