import type { CompiledMapping } from '../decider.ts'
import { ConflictError } from '../errors.ts'
import type { ApplyWishes } from './apply-difference.ts'

/**
 * A document without any section takes every role away that the mapping has given; it is rather a file that was lost on its
 * way than one that was meant. To go back to "no mapping yet" is to ask for it by name. Throws ConflictError.
 */
export function refuseEmpty({ isEmpty }: CompiledMapping, { confirm, rollbackTo }: ApplyWishes): void {
  if (!isEmpty || confirm === true || rollbackTo !== null) return
  throw new ConflictError(
    'EMPTY_MAPPING',
    'The mapping has no section: it would take away every role that the mapping has given. Confirm it if that is meant',
  )
}
