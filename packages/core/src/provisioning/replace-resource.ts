import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { Preconditions } from './preconditions.ts'
import { replaceGroup } from './replace-group.ts'
import { replaceUser } from './replace-user.ts'
import type { WrittenResource } from './written-resource.ts'

/** PUT (RFC 7644 §3.5.1). Throws NotFound, PreconditionFailed, InvalidSyntax, InvalidValue, Mutability, Uniqueness. */
export function replaceResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const replace = type === 'User' ? replaceUser : replaceGroup
  return replace(context, id, body, conditions, projection)
}
