import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { toETag } from '../scim/resource/etag.ts'
import { includesAttribute, type Projection } from '../scim/resource/project.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { getGroup, getUser } from './find-target.ts'
import type { OperationContext } from './operation-context.ts'
import { representGroups, representUsers } from './represent.ts'

export interface ReadResource {
  readonly resource: ResourceData
  readonly etag: string
  /** Whether the version says all about the representation; `User.groups` changes without it. */
  readonly cacheable: boolean
}

/** GET of one resource (RFC 7644 §3.4.1). Throws NotFound. */
export async function readResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  projection: Projection,
): Promise<ReadResource> {
  const reader = context.store.read(context.organizationId)
  const record = type === 'User' ? await getUser(reader, id) : await getGroup(reader, id)
  const [resource] =
    'userName' in record
      ? await representUsers(reader, [record], context, projection)
      : await representGroups(reader, [record], context, projection)
  const cacheable = !includesAttribute(context.resourceTypes[type], projection, 'groups')
  return { resource: resource as ResourceData, etag: toETag(record.version), cacheable }
}
