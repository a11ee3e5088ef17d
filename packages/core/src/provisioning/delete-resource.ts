import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { deleteGroup } from './delete-group.ts'
import { deleteUser } from './delete-user.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { Preconditions } from './preconditions.ts'

/** DELETE (RFC 7644 §3.6). Throws NotFound, PreconditionFailed. */
export function deleteResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  conditions: Preconditions,
): Promise<void> {
  return type === 'User' ? deleteUser(context, id, conditions) : deleteGroup(context, id, conditions)
}
