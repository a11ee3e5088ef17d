import type { OperationContext } from '../change/operation-context.ts'
import type { MappingVersion } from '../store/mappings.ts'
import type { AppliedMapping } from './apply-difference.ts'
import { applyMapping } from './apply-mapping.ts'
import { findConfirmedBefore } from './find-confirmed-before.ts'

/**
 * Ends the trial of the current version: the last one that is confirmed is applied again, as a new version, whatever the
 * brake says. `evenIfRefused`: also where it would be refused today. Throws what an apply throws.
 */
export async function takeBack(
  context: OperationContext,
  current: MappingVersion,
  evenIfRefused = false,
): Promise<AppliedMapping> {
  const { mappings } = context.store.read(context.organizationId)
  const confirmed = await findConfirmedBefore(mappings, current.version)
  return applyMapping(context, confirmed ?? { text: '', format: 'yaml' }, {
    ifMatch: current.version,
    rollbackTo: confirmed?.version ?? 0,
    confirm: true,
    evenIfRefused,
  })
}
