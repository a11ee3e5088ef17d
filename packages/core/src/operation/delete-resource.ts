import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { deleteGroup } from './delete-group.ts'
import { deleteUser } from './delete-user.ts'
import type { OperationContext } from './operation-context.ts'

/** DELETE (RFC 7644 §3.6). Throws NotFound, PreconditionFailed. */
export function deleteResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  return type === 'User' ? deleteUser(context, id, ifMatch) : deleteGroup(context, id, ifMatch)
}
