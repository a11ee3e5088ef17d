import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { createGroup } from './create-group.ts'
import { createUser } from './create-user.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { WrittenResource } from './written-resource.ts'

/** POST (RFC 7644 §3.3). Throws InvalidSyntax, InvalidValue with all issues, Uniqueness. */
export function createResource(
  context: OperationContext,
  type: ResourceTypeName,
  body: Json,
  projection: Projection | null,
): Promise<WrittenResource> {
  return type === 'User' ? createUser(context, body, projection) : createGroup(context, body, projection)
}
