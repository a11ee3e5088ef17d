import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { Preconditions } from './preconditions.ts'
import { patchGroup } from './patch-group.ts'
import { patchUser } from './patch-user.ts'
import type { WrittenResource } from './written-resource.ts'

/**
 * PATCH (RFC 7644 §3.5.2): all operations or none. Without a projection the answer has no
 * representation and the members of a group are never read. Throws NotFound, PreconditionFailed,
 * InvalidSyntax, InvalidPath, NoTarget, InvalidValue, Mutability, Uniqueness.
 */
export function patchResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const patch = type === 'User' ? patchUser : patchGroup
  return patch(context, id, body, conditions, projection)
}
